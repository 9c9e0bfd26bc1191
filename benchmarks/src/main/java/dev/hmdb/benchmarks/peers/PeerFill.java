package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.Folders;
import dev.hmdb.benchmarks.Population;
import dev.hmdb.benchmarks.report.Figure.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Measures one store from empty on: what an insertion takes, what an entry takes of the heap with
 * key and value when all are there, and what it takes on disk after half of them were overwritten
 * and the store compacted itself. Leaves the files to {@link PeerOpening}.
 */
final class PeerFill {
  /*
   * Slow stores do not insert everything: they stop after so many seconds. That flatters them, if at all,
   * since a store that is nearly empty is faster. For heap and disk another store is filled in the way that
   * is meant for many.
   *
   * Keys and values are made before and dropped before the heap is measured: what a store keeps of
   * them counts, the rest does not.
   */
  private static final int WARM_UP = 50_000;
  private static final int COLLECTIONS = 3;

  private PeerFill() {}

  /** Arguments: peer, type of key, size, how many seconds insertions may take, folder. */
  public static void main(String[] arguments) throws Exception {
    PeerFigures figures = PeerFigures.of(PeerFill.class, arguments);
    Peer peer = figures.peer();
    Keys<Object> keys = Keys.named(figures.keys().name());
    int size = figures.size();
    long mostNanos = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[3]));
    Path folder = Files.createDirectories(Path.of(arguments[4]));

    insert(peer, keys, Math.min(size, WARM_UP), mostNanos / 2);
    figures.print("insert", Unit.NANOSECONDS, insert(peer, keys, size, mostNanos));

    long before = usedHeap();
    Store<Object> store = peer.open(new Request<>(folder, keys, size, Use.SHARED));
    fill(store, keys, size);
    long after = usedHeap();
    figures.print("heap", Unit.BYTES, (double) (after - before) / size);

    overwriteHalf(store, keys, size);
    store.compact();
    store.close();
    figures.print("disk", Unit.BYTES, (double) allocated(folder) / size);
  }

  /** Inserts one by one until the time is over, and returns how many nanoseconds one took. */
  private static double insert(Peer peer, Keys<Object> keys, int size, long mostNanos) {
    Object[] all = array(keys, size);
    Account[] accounts = Population.accounts(size);
    Path folder = Folders.create();
    double each;
    try (Store<Object> store = peer.open(new Request<>(folder, keys, size, Use.ONE_WRITER))) {
      store.put(all[0], accounts[0]); // The limit makes its file.
      long begin = System.nanoTime();
      long end = begin;
      int i = 1;
      while (i < size && end - begin < mostNanos) {
        for (int last = Math.min(size, i + 64); i < last; i++) {
          store.put(all[i], accounts[i]);
        }
        end = System.nanoTime();
      }
      each = (double) (end - begin) / (i - 1);
    }
    Folders.delete(folder);
    return each;
  }

  private static void fill(Store<Object> store, Keys<Object> keys, int size) {
    Object[] all = array(keys, size);
    Account[] accounts = Population.accounts(size);
    store.putAll(size, i -> all[i], i -> accounts[i]);
  }

  private static Object[] array(Keys<Object> keys, int size) {
    Object[] all = keys.array().apply(size);
    for (int i = 0; i < size; i++) {
      all[i] = keys.of().apply(i);
    }
    return all;
  }

  private static void overwriteHalf(Store<Object> store, Keys<Object> keys, int size) {
    IntFunction<Account> others = i -> Population.account((2 * i + 1) % size);
    store.putAll(size / 2, i -> keys.of().apply(2 * i), others);
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }

  /** What the files take of the disk: some have holes, and are larger than that. */
  private static long allocated(Path folder) throws IOException {
    Process du = new ProcessBuilder("du", "-s", "-B1", folder.toString()).start();
    String output = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Long.parseLong(output.split("\\s")[0]);
  }
}
