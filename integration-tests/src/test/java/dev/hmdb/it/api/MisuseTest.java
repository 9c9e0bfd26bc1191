package dev.hmdb.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.Snapshot;
import dev.hmdb.Table;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.it.Ledger;
import dev.hmdb.it.LedgerDb;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake says what to do instead. */
class MisuseTest {
  private static final String INSIDE = " was called inside a transaction of the same database: ";

  private final LedgerDb db = LedgerDb.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  static List<Consumer<LedgerDb>> uses() {
    return List.of(
        db -> db.debits().get("a"),
        db -> db.debits().find("a"),
        db -> db.debits().containsKey("a"),
        db -> db.debits().getOrDefault("a", 1L),
        db -> db.debits().put("a", 1L),
        db -> db.debits().set("a", 1L),
        db -> db.debits().putIfAbsent("a", 1L),
        db -> db.debits().putAll(java.util.Map.of("a", 1L)),
        db -> db.debits().replace("a", 1L),
        db -> db.debits().replace("a", 1L, 2L),
        db -> db.debits().remove("a"),
        db -> db.debits().delete("a"),
        db -> db.debits().remove("a", 1L),
        db -> db.debits().compute("a", (_, _) -> 1L),
        db -> db.debits().computeIfAbsent("a", _ -> 1L),
        db -> db.debits().computeIfPresent("a", (_, _) -> 1L),
        db -> db.debits().merge("a", 1L, Long::sum),
        db -> db.debits().removeIf((_, _) -> true),
        db -> db.debits().clear(),
        db -> db.debits().size(),
        db -> db.debits().isEmpty(),
        db -> db.debits().forEach((_, _) -> {}),
        db -> db.debits().stream().toList(),
        db -> db.debits().keys().toList(),
        db -> db.debits().values().toList(),
        db -> db.debits().asMap().entrySet().iterator().hasNext(),
        db -> db.transaction(_ -> {}),
        db -> db.transaction(TxOptions.lockAll(), _ -> {}),
        db -> db.transactionResult((_, _) -> 1),
        db -> db.read(_ -> 1),
        db -> db.snapshot(),
        db -> db.begin());
  }

  @ParameterizedTest
  @MethodSource("uses")
  void theDatabaseIsOutOfReachInsideATransaction(Consumer<LedgerDb> use) {
    db.transaction(_ -> {
      assertThatThrownBy(() -> use.accept(db))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(INSIDE);
    });
    assertThat(db.debits().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("uses")
  void nothingWorksAfterClosing(Consumer<LedgerDb> use) {
    db.close();
    assertThatThrownBy(() -> use.accept(db))
        .isInstanceOf(DatabaseClosedException.class)
        .hasMessage("The database is closed");
  }

  @Test
  void anotherDatabaseIsWithinReachInsideATransaction() {
    try (LedgerDb other = LedgerDb.inMemory()) {
      db.transaction(tx -> {
        other.transaction(tx2 -> tx2.debits().put("a", 1L));
        tx.debits().put("b", other.debits().get("a"));
      });
      assertThat(db.debits().get("b")).isEqualTo(1L);
    }
  }

  @Test
  void closingInsideATransactionIsRefused() {
    db.transaction(tx -> {
      assertThatThrownBy(db::close)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(INSIDE);
      tx.debits().put("a", 1L);
    });
    assertThat(db.debits().get("a")).isEqualTo(1L);
  }

  @Test
  void aTransactionsTableIsRefusedAfterItsEnd() {
    Table<?, ?>[] kept = new Table<?, ?>[1];
    db.transaction(tx -> kept[0] = tx.debits());
    assertThatThrownBy(kept[0]::size)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The transaction has ended: use the database's own tables, or begin another"
                + " transaction");
  }

  @Test
  void aTransactionsTableIsRefusedOnAnotherThread() {
    db.transaction(tx -> {
      CompletableFuture<Void> elsewhere =
          CompletableFuture.runAsync(() -> tx.debits().put("a", 1L));
      assertThatThrownBy(elsewhere::join)
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("belong to the thread that runs its body")
          .hasMessageContaining("use the database's own tables");
    });
    assertThat(db.debits().isEmpty()).isTrue();
  }

  @Test
  void aStreamOfATransactionIsRefusedAfterItsEnd() {
    db.debits().put("a", 1L);
    Stream<String> keys = db.transactionResult(tx -> tx.debits().keys());
    assertThatThrownBy(keys::toList).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aClosedSnapshotIsRefused() {
    Snapshot<Ledger> snapshot = db.snapshot();
    Table<String, Long> debits = snapshot.tables().debits();
    snapshot.close();
    snapshot.close();
    assertThatThrownBy(() -> debits.get("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The snapshot is closed: take another one");
  }

  @Test
  void aSnapshotCannotBeWrittenTo() {
    try (Snapshot<Ledger> snapshot = db.snapshot()) {
      assertThatThrownBy(() -> snapshot.tables().debits().put("a", 1L))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("cannot be written to");
    }
  }

  @Test
  void aTransactionEndsOnce() {
    Transaction<Ledger> tx = db.begin();
    tx.tables().debits().put("a", 1L);
    tx.commit();
    assertThatThrownBy(tx::commit)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The transaction has ended");
    tx.close();
    assertThat(db.debits().get("a")).isEqualTo(1L);
  }

  @Test
  void aTransactionOfAClosedDatabaseIsRefused() {
    Transaction<Ledger> tx = db.begin();
    tx.tables().debits().put("a", 1L);
    db.close();
    assertThatThrownBy(tx::commit).isInstanceOf(DatabaseClosedException.class);
    tx.close();
  }

  @Test
  void onlyOwnTablesCanBeLocked() {
    try (LedgerDb other = LedgerDb.inMemory()) {
      assertThatThrownBy(() -> db.transaction(TxOptions.lock(other.debits()), _ -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not one of this database's own tables");
    }
  }

  @Test
  void nullIsRefusedByName() {
    refusesNull("key is null", () -> db.debits().get(null));
    refusesNull("key is null", () -> db.debits().put(null, 1L));
    refusesNull("value is null", () -> db.debits().put("a", null));
    refusesNull("key is null", () -> db.debits().remove(null));
    refusesNull("value is null", () -> db.debits().putIfAbsent("a", null));
    refusesNull("value is null", () -> db.debits().merge("a", null, Long::sum));
    refusesNull("key is null", () -> db.transaction(tx -> tx.debits().set(null, 1L)));
    refusesNull("value is null", () -> db.transaction(tx -> tx.debits().set("a", null)));
    assertThat(db.debits().isEmpty()).isTrue();
  }

  private static void refusesNull(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(message);
  }
}
