package dev.hmdb.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Durability;
import dev.hmdb.Table;
import dev.hmdb.it.ChildJvm;
import dev.hmdb.it.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lives of a database, each ended by a kill at a random moment: after each everything that was
 * acknowledged is there, and nothing else; memory and disk stay bounded.
 */
class SoakTest {
  private static final long SECONDS = Long.getLong("hmdb.soakSeconds", 20);

  private static final double REPORT_SECONDS = 10;

  /** Every so many lives one ends at any moment of its opening. */
  private static final int SHORT_LIFE = 4;

  /** Every so many lives one is long, to see whether memory and disk grow in it. */
  private static final int LONG_LIFE = 5;

  @TempDir Path directory;

  private final Random random = new Random(Seed.next("SoakTest"));

  /** Of each writer: the last step that is in the database, then the last acknowledged. */
  private final long[] last = new long[Step.WRITERS];

  private long transactions;
  private long compactions;
  private long mostDisk;
  private long mostHeap;
  private long lastHeap;

  /** In one life. */
  private final List<Long> heap = new ArrayList<>();

  private long compactionsOfLife;

  @Test
  void livesThatEndInAKillLoseNothingAndStayBounded() throws Exception {
    long begin = System.nanoTime();
    int lives = 0;
    double elapsed = 0;
    double nextReport = REPORT_SECONDS;
    while (elapsed < SECONDS) {
      live(lives);
      verify(random.nextBoolean());
      lives++;
      elapsed = (System.nanoTime() - begin) / 1e9;
      if (elapsed >= nextReport) {
        report(lives, elapsed);
        nextReport = elapsed + REPORT_SECONDS;
      }
    }
    report(lives, elapsed);
    assertThat(transactions).isPositive();
    assertThat(compactions).isPositive();
    assertThat(lives).isGreaterThan(1);
  }

  private void live(int number) throws Exception {
    List<Object> arguments = new ArrayList<>();
    arguments.add(directory);
    arguments.add(number % 2 == 0 ? Durability.BUFFERED : Durability.SYNC);
    for (long step : last) {
      arguments.add(step);
    }
    boolean isShort = number % SHORT_LIFE == SHORT_LIFE - 1;
    boolean isLong = number % LONG_LIFE == LONG_LIFE - 1;
    long most = isShort ? 600 : isLong ? Math.max(SECONDS * 100, 2000) : 2000;
    long millis = random.nextLong(isLong ? most / 2 : 1, most);
    heap.clear();
    compactionsOfLife = 0;
    try (ChildJvm child = ChildJvm.start(SoakedWriter.class, arguments.toArray())) {
      if (!isShort) {
        child.await("open");
      }
      Thread killer = Thread.ofPlatform().daemon().start(() -> killAfter(child, millis));
      child.forEachLine(this::read);
      killer.join();
      assertThat(child.errors()).isEmpty();
    }
    compactions += compactionsOfLife;
    requireSteadyHeap();
  }

  private static void killAfter(ChildJvm child, long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    try {
      child.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(String line) {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "ack" -> {
        int writer = Integer.parseInt(words[1]);
        long step = Long.parseLong(words[2]);
        assertThat(step).isEqualTo(last[writer] + 1);
        last[writer] = step;
        transactions++;
      }
      case "sample" -> {
        lastHeap = Long.parseLong(words[1]);
        heap.add(lastHeap);
        mostHeap = Math.max(mostHeap, lastHeap);
        requireBounded(Long.parseLong(words[2]));
        compactionsOfLife = Long.parseLong(words[4]);
      }
      case "open" -> assertThat(words).hasSize(1);
      default -> throw new AssertionError(line);
    }
  }

  /** All keys were written at least once, so that the live data has its size. */
  private boolean isFull() {
    for (long step : last) {
      if (step < Step.KEYS) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of all entries, at most. */
  private static long live() {
    long entry = Step.key(0, Step.KEYS - 1).length() + Step.value(1_000_000).length() + 2;
    return 2L * Step.WRITERS * Step.KEYS * entry;
  }

  private void requireBounded(long disk) {
    if (isFull()) {
      mostDisk = Math.max(mostDisk, disk);
      assertThat(disk).as("bytes on disk").isLessThanOrEqualTo(3 * live());
    }
  }

  /** In a life of some length, the memory at its end is about that at its beginning. */
  private void requireSteadyHeap() {
    int part = heap.size() / 4;
    if (part >= 4 && isFull()) {
      double early = mean(heap.subList(part, 2 * part));
      double late = mean(heap.subList(heap.size() - part, heap.size()));
      assertThat(late).as("heap %s", heap).isLessThan(early * 1.5 + (4 << 20));
    }
  }

  private static double mean(List<Long> bytes) {
    return bytes.stream().mapToLong(Long::longValue).average().orElseThrow();
  }

  /** Compares with the model. Opened read-only, the next life does the recovery. */
  private void verify(boolean isReadOnly) throws IOException {
    requireBounded(filesOnDisk());
    try (SoakedDb db = isReadOnly ? SoakedDb.openReadOnly(directory) : SoakedDb.open(directory)) {
      long entries = 0;
      for (int writer = 0; writer < Step.WRITERS; writer++) {
        entries += verify(db, writer);
      }
      assertThat(db.left().size()).isEqualTo(entries);
      assertThat(db.right().size()).isEqualTo(entries);
    }
  }

  private long filesOnDisk() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(SoakTest::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many entries of the writer there are. */
  private long verify(SoakedDb db, int writer) {
    String found = db.left().get(Step.counter(writer));
    long step = found == null ? 0 : Long.parseLong(found);
    // A commit that had not returned may be there.
    assertThat(step).as("writer %s", writer).isBetween(last[writer], last[writer] + 1);
    last[writer] = step;
    long entries = step == 0 ? 0 : 1;
    assertThat(db.right().get(Step.counter(writer))).isEqualTo(found);
    for (long of = Math.max(1, step - Step.KEYS + 1); of <= step; of++) {
      String key = Step.key(writer, of);
      String expected = Step.removes(of) ? null : Step.value(of);
      same(db.left(), key, expected, of);
      same(db.right(), key, expected, of);
      entries += expected == null ? 0 : 1;
    }
    return entries;
  }

  private static void same(Table<String, String> table, String key, String expected, long step) {
    assertThat(table.get(key)).as("key %s after step %s", key, step).isEqualTo(expected);
  }

  private void report(int lives, double elapsed) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "soak: %.0f s, %d lives, %d transactions, %d compactions, heap after a collection: last %.1f"
            + " MB, most %.1f MB; disk %.2f MB, most %.2f MB = %.2f times the live data%n",
        elapsed,
        lives,
        transactions,
        compactions,
        lastHeap / 1e6,
        mostHeap / 1e6,
        filesOnDisk() / 1e6,
        mostDisk / 1e6,
        (double) mostDisk / live());
  }
}
