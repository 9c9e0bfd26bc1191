package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Snapshot;
import dev.hmdb.Transaction;
import dev.hmdb.internal.tx.Await;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VersionsFreedTest {
  private final TwoTablesDb db = TwoTablesDb.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  /** Puts a value that nobody else refers to. */
  private WeakReference<String> putFresh(String key) {
    String value = new String("value");
    db.words().put(key, value);
    return new WeakReference<>(value);
  }

  @Test
  void anOverwrittenValueIsGarbageAtOnce() {
    WeakReference<String> old = putFresh("a");
    db.words().put("a", "new");
    Await.garbage(old);
    assertThat(old.get()).isNull();
  }

  @Test
  void aValueOverwrittenInATransactionIsGarbageAfterIt() {
    WeakReference<String> old = putFresh("a");
    db.transaction(tx -> {
      tx.words().put("a", "new");
    });
    Await.garbage(old);
    assertThat(old.get()).isNull();
  }

  @Test
  void aSnapshotKeepsTheValuesOfItsState() {
    WeakReference<String> old = putFresh("a");
    try (Snapshot<TwoTables> snapshot = db.snapshot()) {
      db.words().put("a", "new");
      Await.fullCollection();
      assertThat(old.get()).isNotNull();
      assertThat(snapshot.tables().words().get("a")).isEqualTo("value");
    }
    Await.garbage(old);
  }

  @Test
  void aTransactionKeepsTheValuesOfItsState() {
    WeakReference<String> old = putFresh("a");
    try (Transaction<TwoTables> tx = db.begin()) {
      db.words().put("a", "new");
      Await.fullCollection();
      assertThat(tx.tables().words().get("a")).isEqualTo("value");
    }
    Await.garbage(old);
  }

  @Test
  void whatIsOverwrittenTwiceUnderASnapshotIsFreedWithIt() {
    List<Reference<String>> olds = new ArrayList<>();
    try (Snapshot<TwoTables> _ = db.snapshot()) {
      for (int i = 0; i < 10; i++) {
        olds.add(putFresh("a"));
      }
      db.words().remove("a");
    }
    Await.garbage(olds);
    assertThat(db.words().get("a")).isNull();
  }

  @Test
  void theOlderSnapshotAloneKeepsTheOlderValue() {
    WeakReference<String> first = putFresh("a");
    Snapshot<TwoTables> older = db.snapshot();
    WeakReference<String> second = putFresh("a");
    try (Snapshot<TwoTables> younger = db.snapshot()) {
      db.words().put("a", "new");
      older.close();
      Await.garbage(first);
      assertThat(second.get()).isNotNull();
      assertThat(younger.tables().words().get("a")).isEqualTo("value");
    }
    Await.garbage(second);
  }

  @Test
  void aRemovedKeyAndItsValueAreGarbage() {
    String key = new String("key");
    WeakReference<String> weakKey = new WeakReference<>(key);
    WeakReference<String> value = putFresh(key);
    db.words().remove(key);
    key = null;
    Await.garbage(value, weakKey);
    assertThat(weakKey.get()).isNull();
  }

  @Test
  void aClearedTableKeepsNothing() {
    List<Reference<String>> values = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      values.add(putFresh("k" + i));
    }
    try (Snapshot<TwoTables> _ = db.snapshot()) {
      db.words().clear();
      Await.fullCollection();
      assertThat(values).noneMatch(value -> value.refersTo(null));
    }
    Await.garbage(values);
  }

  @Test
  void aTableThatStoppedInTheMiddleOfGrowingKeepsNothing() {
    // The array that it grew out of kept the entries of every bucket that had moved already.
    List<Reference<String>> values = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      values.add(putFresh("k" + i));
    }
    List<Reference<String>> overwritten = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      db.words().put("more" + i, "new");
      db.words().put("k" + i, "new");
      overwritten.add(values.get(i));
      if (i % 20 == 0) {
        Await.garbage(overwritten);
      }
    }
  }

  @Test
  void anEndedTransactionKeepsNothingThatItRead() {
    WeakReference<String> old = putFresh("a");
    Transaction<TwoTables> tx = db.begin();
    tx.tables().words().get("a");
    db.words().put("a", "new");
    tx.rollback();
    Await.garbage(old);
    assertThat(tx).isNotNull();
  }

  @Test
  void anAbortedTransactionsValuesAreGarbage() {
    WeakReference<String> value = putAndRollBack();
    Await.garbage(value);
    assertThat(db.words().get("a")).isNull();
  }

  private WeakReference<String> putAndRollBack() {
    String value = new String("value");
    try (Transaction<TwoTables> tx = db.begin()) {
      tx.tables().words().put("a", value);
    }
    return new WeakReference<>(value);
  }
}
