package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.Folders;
import dev.hmdb.benchmarks.Population;
import dev.hmdb.benchmarks.report.Figure.Unit;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Measures how long single gets take: alone, beside a thread that writes up to 50,000 entries a
 * second, and beside that thread while the store compacts itself. What {@code System.nanoTime}
 * takes is in the figures of all.
 */
final class PeerLatency {
  private static final int WRITES_PER_MILLISECOND = 50;
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final double[] PERCENTILES = {50, 99, 99.9, 99.99};

  private final Store<Object> store;
  private final Object[] probes;
  private final Account[] accounts;
  private final long phaseNanos;
  private final PeerFigures figures;
  private final AtomicBoolean isOver = new AtomicBoolean();
  private int at;

  private PeerLatency(
      Store<Object> store, Object[] probes, Account[] accounts, long phaseNanos, PeerFigures to) {
    this.store = store;
    this.probes = probes;
    this.accounts = accounts;
    this.phaseNanos = phaseNanos;
    this.figures = to;
  }

  /** Arguments: peer, type of key, size, how many milliseconds each phase takes. */
  public static void main(String[] arguments) throws Exception {
    PeerFigures figures = PeerFigures.of(PeerLatency.class, arguments);
    Keys<Object> keys = Keys.named(figures.keys().name());
    int size = figures.size();
    long phaseNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[3]));
    Path folder = Folders.create();
    Store<Object> store = figures.peer().open(new Request<>(folder, keys, size, Use.SHARED));
    Account[] accounts = Population.accounts(size);
    store.putAll(size, keys.of(), i -> accounts[i]);
    store.put(keys.of().apply(0), accounts[0]); // The limit makes its file.
    Population.age();
    new PeerLatency(store, keys.probes(size), accounts, phaseNanos, figures).run();
    store.close();
    Folders.delete(folder);
  }

  private void run() throws InterruptedException {
    read(null); // warms up
    print("alone", read(null));
    Thread writer = Thread.ofPlatform().name("writer").start(this::write);
    read(null); // warms up with the writer
    print("writer", read(null));
    if (figures.peer().can(Ability.COMPACTION)) {
      Thread compaction = Thread.ofPlatform().name("compaction").start(store::compact);
      print("compaction", read(compaction));
      compaction.join();
    }
    isOver.set(true);
    writer.join();
  }

  /** Gets as long as that thread lives, or else as long as a phase takes. */
  private Histogram read(Thread meanwhile) {
    Histogram histogram = new Histogram(LONGEST_NANOS, 3);
    long begin = System.nanoTime();
    long end = begin;
    while (meanwhile == null ? end - begin < phaseNanos : isAliveIn(meanwhile, end - begin)) {
      for (int i = 0; i < 100; i++) {
        Object key = probes[at];
        at = at + 1 == probes.length ? 0 : at + 1;
        long start = System.nanoTime();
        Account account = store.get(key);
        end = System.nanoTime();
        if (account == null) {
          throw new IllegalStateException("no account at " + key);
        }
        histogram.recordValue(Math.min(end - start, LONGEST_NANOS));
      }
    }
    return histogram;
  }

  /** A compaction that does not end is not waited for longer than ten phases. */
  private boolean isAliveIn(Thread meanwhile, long nanos) {
    return meanwhile.isAlive() && nanos < 10 * phaseNanos;
  }

  private void write() {
    long due = System.nanoTime();
    int next = probes.length / 2;
    while (!isOver.get()) {
      for (int i = 0; i < WRITES_PER_MILLISECOND; i++) {
        next = next + 1 >= probes.length ? 0 : next + 1;
        store.put(probes[next], accounts[next]);
      }
      // A writer that cannot keep up does not catch up either.
      due = Math.max(due + TimeUnit.MILLISECONDS.toNanos(1), System.nanoTime() - 1_000_000);
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private void print(String phase, Histogram histogram) {
    for (double percentile : PERCENTILES) {
      String name = phase + "-p" + Double.toString(percentile).replace(".0", "");
      double nanos = histogram.getValueAtPercentile(percentile);
      figures.print(name, Unit.MICROSECONDS, nanos / 1e3);
    }
    figures.print(phase + "-max", Unit.MICROSECONDS, histogram.getMaxValue() / 1e3);
  }
}
