package dev.hmdb.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.HmdbException;
import dev.hmdb.Options;
import dev.hmdb.it.LedgerDb;
import dev.hmdb.it.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damage to a real log: opening it gives the state after some number of transactions, or refuses
 * with the name of the file. Transaction n puts n under n to both tables, and under "last".
 */
class DamageTest {
  private static final int TRANSACTIONS = 12;
  private static final String LOG = "log-0000000000000001.hmdb";

  @TempDir Path directory;
  private byte[] clean = {};
  private byte[] killed = {};

  @BeforeEach
  void write() throws IOException {
    Options options = Options.defaults().syncInterval(Duration.ofDays(1));
    try (LedgerDb db = LedgerDb.open(directory, options)) {
      for (long n = 1; n <= TRANSACTIONS; n++) {
        long number = n;
        db.transaction((debits, credits) -> {
          debits.put(Long.toString(number), number);
          credits.put(Long.toString(number), number);
          credits.put("last", number);
        });
        if (n == TRANSACTIONS / 2) {
          db.sync();
        }
      }
      // What is in the file now is what a kill would leave, but for the zeros behind it.
      byte[] reserved = Files.readAllBytes(directory.resolve(LOG));
      killed = Arrays.copyOf(reserved, (int) db.stats().logBytes() + 100);
    }
    clean = Files.readAllBytes(directory.resolve(LOG));
  }

  private void put(byte[] bytes) throws IOException {
    Files.write(
        directory.resolve(LOG),
        bytes,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** How many transactions are there; -1 if it does not open. */
  private int transactions(String what) {
    try (LedgerDb db = LedgerDb.open(directory)) {
      long count = db.debits().size();
      for (long n = 1; n <= count; n++) {
        assertThat(db.debits().get(Long.toString(n))).as(what).isEqualTo(n);
        assertThat(db.credits().get(Long.toString(n))).as(what).isEqualTo(n);
      }
      assertThat(db.credits().size()).as(what).isEqualTo(count == 0 ? 0 : count + 1);
      assertThat(db.credits().getOrDefault("last", 0L)).as(what).isEqualTo(count);
      return (int) count;
    } catch (HmdbException e) {
      assertThat(e)
          .as(what)
          .isInstanceOfAny(CorruptDatabaseException.class, DatabaseOpenException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining(LOG);
      return -1;
    }
  }

  @Test
  void aBitFlippedInACleanlyClosedLogIsNeverOverlooked() throws IOException {
    Random random = new Random(Seed.next("DamageTest"));
    for (int i = 0; i < clean.length; i++) {
      byte[] damaged = clean.clone();
      damaged[i] ^= (byte) (1 << random.nextInt(8));
      put(damaged);
      int found = transactions("byte " + i);
      // The seal itself is a promise that may be lost.
      boolean isSeal = i >= clean.length - 12;
      assertThat(found).as("byte %s", i).isIn(-1, isSeal ? TRANSACTIONS : -1);
      if (found < 0) {
        assertThat(Files.readAllBytes(directory.resolve(LOG))).isEqualTo(damaged);
      }
    }
  }

  @Test
  void aBitFlippedAfterAKillLosesNothingThatWasSynced() throws IOException {
    Random random = new Random(Seed.next("DamageTest"));
    int opened = 0;
    for (int i = 0; i < killed.length; i++) {
      byte[] damaged = killed.clone();
      damaged[i] ^= (byte) (1 << random.nextInt(8));
      put(damaged);
      int found = transactions("byte " + i);
      assertThat(found == -1 || found >= TRANSACTIONS / 2).as("byte %s: %s", i, found).isTrue();
      opened += found < 0 ? 0 : 1;
    }
    assertThat(opened).isBetween(50, killed.length - 50);
  }

  @Test
  void aLogCutAnywhereOpensToAPrefixOrNot() throws IOException {
    int before = -1;
    for (int length = 0; length <= clean.length; length++) {
      put(Arrays.copyOf(clean, length));
      int found = transactions("length " + length);
      assertThat(found).as("length %s", length).isGreaterThanOrEqualTo(before);
      before = found;
    }
    assertThat(before).isEqualTo(TRANSACTIONS);
  }

  @Test
  void whatWasCutOffDoesNotComeBack() throws IOException {
    put(Arrays.copyOf(killed, killed.length - 130));
    int found = transactions("cut");
    assertThat(found).isBetween(1, TRANSACTIONS - 1);
    try (LedgerDb db = LedgerDb.open(directory)) {
      db.debits().put("new", 1L);
    }
    try (LedgerDb db = LedgerDb.open(directory)) {
      assertThat(db.debits().size()).isEqualTo(found + 1);
      assertThat(db.debits().get("new")).isEqualTo(1L);
    }
  }

  @Test
  void anotherDatabasesFramesAreNotTaken() throws IOException {
    Path other = directory.resolveSibling(directory.getFileName() + "-other");
    LedgerDb.open(other).close();
    byte[] mixed = clean.clone();
    byte[] header = Files.readAllBytes(other.resolve(LOG));
    System.arraycopy(header, 0, mixed, 0, 64);
    put(mixed);
    assertThat(transactions("spliced")).isLessThanOrEqualTo(0);
    try (var files = Files.list(other)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(other);
  }

  @Test
  void randomBytesAreRefused() throws IOException {
    Random random = new Random(Seed.next("DamageTest"));
    for (int i = 0; i < 50; i++) {
      byte[] bytes = new byte[random.nextInt(1, 5000)];
      random.nextBytes(bytes);
      put(bytes);
      assertThat(transactions("random")).isEqualTo(-1);
    }
  }

  @Test
  void aReaderOfDamageChangesNothing() throws IOException {
    byte[] torn = Arrays.copyOf(killed, killed.length - 130);
    put(torn);
    assertThatCode(() -> LedgerDb.openReadOnly(directory).close()).doesNotThrowAnyException();
    assertThat(Files.readAllBytes(directory.resolve(LOG))).isEqualTo(torn);
  }
}
