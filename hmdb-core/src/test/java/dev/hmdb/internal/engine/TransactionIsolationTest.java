package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Snapshot;
import dev.hmdb.Transaction;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TransactionIsolationTest {
  private final TwoTablesDb db = TwoTablesDb.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void aTransactionReadsTheStateAtWhichItBegan() {
    db.words().put("a", "1");
    try (Transaction<TwoTables> tx = db.begin()) {
      db.words().put("a", "2");
      db.words().put("b", "2");
      db.numbers().put(1L, 1L);
      TableState.verify(tx.tables().words(), Map.of("a", "1"));
      TableState.verify(tx.tables().numbers(), Map.of());
    }
  }

  @Test
  void nobodySeesWhatIsNotCommitted() {
    try (Transaction<TwoTables> tx = db.begin()) {
      tx.tables().words().put("a", "1");
      tx.tables().numbers().put(1L, 1L);
      TableState.verify(db.words(), Map.of());
      assertThat(db.numbers().get(1L)).isNull();
      tx.commit();
    }
    TableState.verify(db.words(), Map.of("a", "1"));
    TableState.verify(db.numbers(), Map.of(1L, 1L));
  }

  @Test
  void aSnapshotIsOfOneStateInAllTables() {
    db.words().put("a", "1");
    try (Snapshot<TwoTables> snapshot = db.snapshot()) {
      db.transaction(tx -> {
        tx.words().clear();
        tx.numbers().put(1L, 1L);
      });
      TableState.verify(snapshot.tables().words(), Map.of("a", "1"));
      TableState.verify(snapshot.tables().numbers(), Map.of());
    }
  }

  @Test
  void aReadSeesOneStateWhateverHappensMeanwhile() {
    db.words().put("a", "1");
    String both =
        db.read(tables -> {
          String before = tables.words().get("a");
          db.words().put("a", "2");
          return before + tables.words().get("a");
        });
    assertThat(both).isEqualTo("11");
  }

  @Test
  void aReadMayUseTheDatabaseItself() {
    db.<Object, RuntimeException>read(tables -> db.words().put("a", "1"));
    assertThat(db.words().get("a")).isEqualTo("1");
  }

  @Test
  void keysOfOneTransactionAppearAtOnceEvenToSingleGets() {
    AtomicBoolean isDone = new AtomicBoolean();
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(() -> {
          while (!isDone.get()) {
            long first = db.numbers().getOrDefault(1L, 0L);
            long second = Long.parseLong(db.words().getOrDefault("a", "0"));
            long third = db.numbers().getOrDefault(1L, 0L);
            assertThat(first <= second && second <= third).isTrue();
          }
        });
    for (long i = 1; i <= 30_000; i++) {
      long value = i;
      db.transaction(tx -> {
        tx.numbers().set(1L, value);
        tx.words().set("a", Long.toString(value));
      });
    }
    isDone.set(true);
    reader.join();
  }

  @Test
  void aTransactionCanBeLookedThroughWhileOthersChangeEverything() {
    for (long i = 0; i < 100; i++) {
      db.numbers().put(i, 0L);
    }
    AtomicBoolean isDone = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> {
          for (long round = 1; !isDone.get(); round++) {
            long value = round;
            db.transaction(tx -> {
              for (long i = 0; i < 100; i++) {
                tx.numbers().set(i, value);
              }
            });
          }
        });
    for (int i = 0; i < 500; i++) {
      assertThat(db.<Long, RuntimeException>read(t -> t.numbers().values().distinct().count()))
          .isOne();
      assertThat(db.numbers().values().distinct().count()).isOne();
      try (Transaction<TwoTables> tx = db.begin()) {
        assertThat(tx.tables().numbers().values().distinct().count()).isOne();
      }
    }
    isDone.set(true);
    writer.join();
  }
}
