package dev.hmdb.it.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Compaction;
import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.Options;
import dev.hmdb.it.Ledger;
import dev.hmdb.it.LedgerDb;
import dev.hmdb.it.Seed;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of damaged files the second reader makes what opening them makes: the same entries up to a torn
 * tail, or a refusal. So {@code docs/format} tells the two apart as the code does.
 */
class SecondReaderOfDamageTest {
  private static final int ROUNDS = Integer.getInteger("hmdb.damageRounds", 60);
  private static final String LOG = "log-0000000000000001.hmdb";
  private static final String NEXT_LOG = "log-0000000000000002.hmdb";

  @TempDir Path directory;
  @TempDir Path damaged;

  private final Random random = new Random(Seed.next("SecondReaderOfDamageTest"));
  private SecondReader reader;
  private int opened;
  private int refused;

  /** The files of a database before they are damaged. */
  private final Map<String, byte[]> files = new TreeMap<>();

  @BeforeEach
  void build() throws Exception {
    reader = SecondReader.get();
  }

  private static void write(LedgerDb db, int transactions) {
    for (long n = 1; n <= transactions; n++) {
      long number = n;
      db.transaction((debits, credits) -> {
        debits.put(Long.toString(number), number);
        credits.put("last", number);
        debits.remove(Long.toString(number - 3));
      });
    }
  }

  private LedgerDb open() {
    return LedgerDb.open(
        directory,
        Options.defaults().compaction(Compaction.manual()).syncInterval(Duration.ofDays(1)));
  }

  /** Takes a file with at most so many of the zeros that are reserved at its end. */
  private void take(Path file, int zeros) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    files.put(
        file.getFileName().toString(), Arrays.copyOf(bytes, Math.min(end + zeros, bytes.length)));
  }

  private void takeAll(int zeros) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*.hmdb")) {
      for (Path file : all) {
        take(file, zeros);
      }
    }
  }

  /** The entries, or null if the database is refused. */
  private static List<String> entriesUnlessRefused(Path database) {
    try (LedgerDb db = LedgerDb.openReadOnly(database)) {
      return EntryLines.of(Ledger.class, EntryLines.content(Ledger.class, db));
    } catch (CorruptDatabaseException | DatabaseOpenException e) {
      return null;
    }
  }

  private byte[] damage(byte[] bytes) {
    byte[] copy = bytes.clone();
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy = Arrays.copyOf(copy, at);
      case 2 -> Arrays.fill(copy, at, Math.min(at + random.nextInt(64), copy.length), (byte) 0);
      default -> {
        byte[] garbage = new byte[random.nextInt(1, 64)];
        random.nextBytes(garbage);
        int length = Math.min(garbage.length, copy.length - at);
        System.arraycopy(garbage, 0, copy, at, length);
      }
    }
    return copy;
  }

  private void compareDamaged(String victim) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = damage(files.get(victim));
      if (Arrays.equals(bytes, files.get(victim))) {
        continue; // zeros in place of zeros
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(
            damaged.resolve(file.getKey()), file.getKey().equals(victim) ? bytes : file.getValue());
      }
      List<String> expected = entriesUnlessRefused(damaged);
      assertThat(reader.entriesUnlessRefused(damaged)).as("round %s", i).isEqualTo(expected);
      if (expected == null) {
        refused++;
      } else {
        opened++;
      }
    }
  }

  @Test
  void agreesOnALogThatAKillLeft() throws Exception {
    try (LedgerDb db = open()) {
      write(db, 10);
      db.sync();
      write(db, 10);
      take(directory.resolve(LOG), 100);
    }
    compareDamaged(LOG);
    assertThat(opened).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void agreesOnALogThatWasClosed() throws Exception {
    try (LedgerDb db = open()) {
      write(db, 20);
    }
    takeAll(0);
    compareDamaged(LOG);
    assertThat(refused).isGreaterThan(ROUNDS / 2);
  }

  @Test
  void agreesOnTheFirstOfTwoSegments() throws Exception {
    writeTwoSegments();
    compareDamaged(LOG);
    assertThat(refused).isPositive();
  }

  @Test
  void agreesOnTheSecondOfTwoSegments() throws Exception {
    writeTwoSegments();
    compareDamaged(NEXT_LOG);
    assertThat(opened).isPositive();
    assertThat(refused).isPositive();
  }

  private void writeTwoSegments() throws IOException {
    Path kept = directory.resolve("kept");
    try (LedgerDb db = open()) {
      write(db, 10);
      Files.createLink(kept, directory.resolve(LOG));
      db.compact();
      write(db, 10);
      take(directory.resolve(NEXT_LOG), 100);
    }
    files.put(LOG, Files.readAllBytes(kept));
  }

  @Test
  void agreesOnASnapshotFile() throws Exception {
    try (LedgerDb db = open()) {
      write(db, 20);
      db.compact();
      write(db, 5);
    }
    takeAll(0);
    compareDamaged("snapshot-0000000000000002.hmdb");
    assertThat(opened).isZero();
    assertThat(refused).isPositive();
  }
}
