package dev.hmdb.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Compaction;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that is really full. */
class FullDiskTest {
  @TempDir Path root;
  private SmallDisk disk;

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.mount(root);
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.unmount();
    }
  }

  private EveryByteDb open(Options options) {
    return EveryByteDb.open(disk.path("data"), options);
  }

  private static byte[] value(int key) {
    byte[] value = new byte[8192];
    Arrays.fill(value, (byte) key);
    return value;
  }

  /** Puts until it is refused; returns the key that was. */
  private static int putUntilFull(EveryByteDb db, int first) {
    for (int key = first; key < first + 1000; key++) {
      try {
        db.values().put(key, value(key));
      } catch (DatabaseFailedException e) {
        assertThat(e)
            .hasMessageContaining("nothing of it was kept")
            .hasMessageContaining("log-0000000000000001.hmdb");
        return key;
      }
    }
    throw new AssertionError("the disk is never full");
  }

  private static void assertHolds(EveryByteDb db, int from, int to) {
    assertThat(db.values().size()).isEqualTo(to - from);
    for (int key = from; key < to; key++) {
      assertThat(db.values().get(key)).isEqualTo(value(key));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatDoesNotFitIsRolledBackAndReadsGoOn(Durability durability) {
    int refused;
    try (EveryByteDb db = open(Options.defaults().durability(durability))) {
      refused = putUntilFull(db, 0);
      assertThat(refused).isGreaterThan(20);
      assertHolds(db, 0, refused);
      assertThatThrownBy(() ->
              db.transaction(tx -> {
                tx.values().remove(0);
                tx.values().put(1, value(77));
                tx.values().put(refusedKey(tx), value(77));
              }))
          .isInstanceOf(DatabaseFailedException.class);
      assertHolds(db, 0, refused);
    }
    try (EveryByteDb db = open(Options.defaults())) {
      assertHolds(db, 0, refused);
    }
  }

  private static int refusedKey(EveryByte tables) {
    return (int) tables.values().size() + 5;
  }

  @ParameterizedTest
  @EnumSource
  void writesGoOnOnceThereIsSpace(Durability durability) throws Exception {
    disk.fillExcept(300 << 10);
    int refused;
    try (EveryByteDb db = open(Options.defaults().durability(durability))) {
      refused = putUntilFull(db, 0);
      disk.free();
      db.values().put(refused, value(refused));
      db.sync();
      assertHolds(db, 0, refused + 1);
    }
    try (EveryByteDb db = open(Options.defaults())) {
      assertHolds(db, 0, refused + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void entriesCanBeRemovedFromAFullDatabase(Durability durability) throws Exception {
    int refused;
    try (EveryByteDb db = open(Options.defaults().durability(durability))) {
      refused = putUntilFull(db, 0);
      fillTheLog(db);
      for (int key = 0; key < 10; key++) {
        db.values().remove(key);
      }
      db.transaction(tx -> {
        tx.values().remove(10);
        tx.values().remove(11);
      });
      assertThat(db.values().containsKey(11)).isFalse();
      assertThat(db.values().get(12)).isEqualTo(value(12));
    }
    try (EveryByteDb db = open(Options.defaults())) {
      assertThat(db.values().containsKey(11)).isFalse();
      assertThat(db.values().get(12)).isEqualTo(value(12));
      assertThat(refused).isGreaterThan(20);
    }
  }

  /** Puts small values until not even those fit. */
  private static void fillTheLog(EveryByteDb db) {
    for (int key = 1_000_000; key < 1_100_000; key++) {
      try {
        db.values().put(key, new byte[1]);
      } catch (DatabaseFailedException e) {
        return;
      }
    }
    throw new AssertionError("the disk is never full");
  }

  @ParameterizedTest
  @EnumSource
  void compactingAFullDiskFailsAndLeavesTheDatabaseAsItWas(Durability durability) throws Exception {
    int refused;
    Options options = Options.defaults().durability(durability).compaction(Compaction.manual());
    try (EveryByteDb db = open(options)) {
      refused = putUntilFull(db, 0);
      assertThatThrownBy(db::compact)
          .isInstanceOf(DatabaseFailedException.class)
          .hasMessageContaining("The database could not be compacted, and goes on as it was");
      assertHolds(db, 0, refused);
      db.values().remove(0);
      assertHolds(db, 1, refused);
    }
    try (EveryByteDb db = open(options)) {
      assertHolds(db, 1, refused);
    }
  }

  @ParameterizedTest
  @EnumSource
  void removingAndCompactingMakesSpaceAgain(Durability durability) throws Exception {
    disk.fillExcept(300 << 10);
    Options options = Options.defaults().durability(durability).compaction(Compaction.manual());
    try (EveryByteDb db = open(options)) {
      int refused = putUntilFull(db, 0);
      fillTheLog(db);
      for (int key = 1; key < refused; key++) {
        db.values().remove(key);
      }
      disk.free();
      db.values().removeIf((key, value) -> key >= refused);
      db.compact();
      db.values().put(1, value(1));
      assertHolds(db, 0, 2);
    }
  }

  @Test
  void smallCommitsUseTheLastBytes() throws Exception {
    disk.fillExcept(200 << 10);
    int acknowledged = 0;
    try (SmallEntriesDb db = SmallEntriesDb.open(disk.path("data"))) {
      while (true) {
        try {
          db.numbers().put(acknowledged, acknowledged);
          acknowledged++;
        } catch (DatabaseFailedException e) {
          break;
        }
      }
      assertThat(db.numbers().size()).isEqualTo(acknowledged);
      assertThat(root.toFile().getUsableSpace()).isLessThan(8192);
    }
    try (SmallEntriesDb db = SmallEntriesDb.open(disk.path("data"))) {
      assertThat(db.numbers().size()).isEqualTo(acknowledged);
    }
  }

  @Test
  void openingWithoutSpaceLeavesNothingHalfMade() throws Exception {
    disk.fillExcept(8192);
    assertThatThrownBy(() -> open(Options.defaults()))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining("data");
    assertThat(disk.path("data")).doesNotExist();
    disk.free();
    try (EveryByteDb db = open(Options.defaults())) {
      db.values().put(1, value(1));
    }
  }

  @Test
  void aDatabaseOpensOnAFullDiskForReading() throws Exception {
    try (EveryByteDb db = open(Options.defaults())) {
      db.values().put(0, value(0));
    }
    disk.fillExcept(0);
    try (EveryByteDb db = open(Options.defaults())) {
      assertHolds(db, 0, 1);
      assertThat(putUntilFull(db, 1)).isEqualTo(1);
      assertHolds(db, 0, 1);
    }
    try (EveryByteDb db = EveryByteDb.openReadOnly(disk.path("data"))) {
      assertHolds(db, 0, 1);
    }
    disk.free();
    try (EveryByteDb db = open(Options.defaults())) {
      db.values().put(1, value(1));
      assertHolds(db, 0, 2);
    }
  }

  @Test
  void aTableCannotBeAddedOnAFullDiskAndNothingIsLost() throws Exception {
    try (EveryByteDb db = open(Options.defaults())) {
      db.values().put(0, value(0));
      // Up to the end of a block, nearly.
      db.values().put(1, new byte[4096 - (int) (db.stats().logBytes() % 4096) - 60]);
    }
    disk.fillExcept(0);
    assertThatThrownBy(() -> EveryByteAndMoreDb.open(disk.path("data")))
        .isInstanceOf(DatabaseOpenException.class);
    try (EveryByteDb db = open(Options.defaults())) {
      assertThat(db.values().get(0)).isEqualTo(value(0));
      assertThat(db.values().size()).isEqualTo(2);
    }
    disk.free();
    try (EveryByteAndMoreDb db = EveryByteAndMoreDb.open(disk.path("data"))) {
      assertThat(db.values().get(0)).isEqualTo(value(0));
    }
  }
}
