package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.Options;
import dev.hmdb.Snapshot;
import dev.hmdb.Transaction;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UniqueIndexTest {
  @TempDir Path directory;

  private KindsDb taken() {
    KindsDb db = KindsDb.inMemory();
    db.own().accounts().put(1L, "free 20 a@");
    return db;
  }

  @Test
  void aPutThatTakesAnothersIndexKeyIsRefusedAndChangesNothing() {
    try (KindsDb db = taken()) {
      assertThatThrownBy(() -> db.own().accounts().put(2L, "free 30 a@"))
          .isInstanceOf(ConstraintViolationException.class)
          .hasMessage(
              "Unique index byEmail of table accounts: key 2 has the value a@, which key 1 has"
                  + " already; nothing of the transaction was kept");
      assertThat(db.own().accounts().asMap()).isEqualTo(Map.of(1L, "free 20 a@"));
      assertThat(db.own().byEmail().keyOf("a@")).contains(1L);
      assertThat(db.own().byPlan().count("free")).isOne();
      assertThat(db.own().byAge().entries().size()).isOne();
    }
  }

  @Test
  void anEntryMayKeepItsOwnIndexKey() {
    try (KindsDb db = taken()) {
      db.own().accounts().put(1L, "premium 21 a@");
      assertThat(db.own().byEmail().get("a@")).isEqualTo("premium 21 a@");
    }
  }

  @Test
  void inATransactionTheSizeCountsItsOwnWrites() {
    try (KindsDb db = taken()) {
      db.transaction(tables -> {
        assertThat(tables.byEmail().size()).isOne();
        tables.accounts().set(2L, "free 30 b@");
        assertThat(tables.byEmail().size()).isEqualTo(2);
        tables.accounts().set(1L, "free 30 b@");
        assertThat(tables.byEmail().size()).isOne();
        tables.accounts().delete(2L);
        assertThat(tables.byEmail().size()).isOne();
        tables.accounts().set(1L, "free 30 a@");
        assertThat(tables.byEmail().size()).isOne();
        tables.accounts().clear();
        assertThat(tables.byEmail().size()).isZero();
        tables.accounts().set(3L, "free 30 a@ c@");
        assertThat(tables.byEmail().size()).isEqualTo(2);
      });
      assertThat(db.own().byEmail().size()).isEqualTo(2);
    }
  }

  @Test
  void anIndexKeyIsFreeOnceItsEntryIsGone() {
    try (KindsDb db = taken();
        Snapshot<Kinds> snapshot = db.snapshot()) {
      db.own().accounts().remove(1L);
      db.own().accounts().put(2L, "free 30 a@");
      assertThat(db.own().byEmail().keyOf("a@")).contains(2L);
      assertThat(snapshot.tables().byEmail().keyOf("a@")).contains(1L);
    }
  }

  @Test
  void insideATransactionTheOrderDoesNotMatter() {
    try (KindsDb db = taken()) {
      db.own().accounts().put(2L, "free 30 b@");
      db.transaction(tables -> {
        tables.accounts().put(2L, "free 30 a@");
        assertThat(tables.byEmail().keyOf("a@")).contains(2L);
        tables.accounts().put(1L, "free 20 b@");
      });
      assertThat(db.own().byEmail().keyOf("a@")).contains(2L);
      assertThat(db.own().byEmail().keyOf("b@")).contains(1L);
    }
  }

  @Test
  void aTransactionThatTakesItBackAgainFindsTheOther() {
    try (KindsDb db = taken()) {
      db.transaction(tables -> {
        tables.accounts().put(2L, "free 30 a@");
        tables.accounts().remove(2L);
        assertThat(tables.byEmail().keyOf("a@")).contains(1L);
      });
      assertThat(db.own().byEmail().keyOf("a@")).contains(1L);
    }
  }

  @Test
  void aTransactionThatLeavesTwoIsRefusedWhole() {
    try (KindsDb db = taken()) {
      assertThatThrownBy(() ->
              db.transaction(tables -> {
                tables.settings().set("x");
                tables.accounts().put(2L, "free 30 b@");
                tables.accounts().put(3L, "free 40 b@");
              }))
          .isInstanceOf(ConstraintViolationException.class)
          .hasMessageContainingAll("byEmail", "accounts", "b@");
      assertThat(db.own().settings().get()).isNull();
      assertThat(db.own().accounts().size()).isOne();
    }
  }

  @Test
  void clearingFreesAll() {
    try (KindsDb db = taken()) {
      db.transaction(tables -> {
        tables.accounts().clear();
        tables.accounts().put(2L, "free 30 a@");
      });
      assertThat(db.own().byEmail().keyOf("a@")).contains(2L);
    }
  }

  @Test
  void anImperativeTransactionIsRefusedToo() {
    try (KindsDb db = taken();
        Transaction<Kinds> transaction = db.begin()) {
      transaction.tables().accounts().set(2L, "free 30 a@");
      assertThatThrownBy(transaction::commit).isInstanceOf(ConstraintViolationException.class);
    }
  }

  @Test
  void aSortedUniqueIndexIsUniqueToo() {
    try (KindsDb db = taken()) {
      db.own().accounts().put(2L, "free 30 +1");
      assertThatThrownBy(() -> db.own().accounts().put(3L, "free 30 +1"))
          .isInstanceOf(ConstraintViolationException.class)
          .hasMessageContaining("byPhone");
    }
  }

  @Test
  void aRefusedCommitIsNotInTheLog() {
    try (KindsDb db = KindsDb.open(directory)) {
      db.own().accounts().put(1L, "free 20 a@");
      assertThatThrownBy(() -> db.own().accounts().put(2L, "free 30 a@"))
          .isInstanceOf(ConstraintViolationException.class);
      db.own().accounts().put(3L, "free 40");
    }
    try (KindsDb db = KindsDb.open(directory)) {
      assertThat(db.own().accounts().keys()).containsExactlyInAnyOrder(1L, 3L);
    }
  }

  @Test
  void ofManyThatWantTheSameOneGetsIt() throws Exception {
    try (KindsDb db = KindsDb.inMemory();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      var tries =
          IntStream.range(0, 400)
              .mapToObj(i -> threads.submit(() -> puts(db, i, (i / 4) + "@")))
              .toList();
      long successes = 0;
      for (Future<Boolean> one : tries) {
        successes += one.get() ? 1 : 0;
      }
      assertThat(successes).isEqualTo(100);
      assertThat(db.own().byEmail().size()).isEqualTo(100);
      assertThat(db.own().accounts().size()).isEqualTo(100);
    }
  }

  private static boolean puts(KindsDb db, long key, String email) {
    try {
      db.own().accounts().put(key, "free 20 " + email);
      return true;
    } catch (ConstraintViolationException e) {
      return false;
    }
  }

  @Test
  void aDatabaseThatBreaksANewIndexIsNotOpenedAndNamesTheOffenders() {
    Engine<Kinds> before = Engine.open(Kinds.WITHOUT_INDEXES, directory, Options.defaults(), false);
    before
        .tables()
        .table(Kinds.ACCOUNTS)
        .putAll(Map.of(1L, "free 20 a@", 2L, "free 20 a@", 3L, "free 20 b@"));
    before.close();
    assertThatThrownBy(() -> KindsDb.open(directory))
        .isInstanceOf(ConstraintViolationException.class)
        .hasMessage(
            "Unique index byEmail of table accounts: the database has a value more than once: a@ of"
                + " keys 1, 2. Open it without the index and change them");
    Engine<Kinds> again = Engine.open(Kinds.WITHOUT_INDEXES, directory, Options.defaults(), false);
    again.tables().table(Kinds.ACCOUNTS).remove(2L);
    again.close();
    try (KindsDb db = KindsDb.open(directory)) {
      assertThat(db.own().byEmail().keyOf("a@")).contains(1L);
    }
  }
}
