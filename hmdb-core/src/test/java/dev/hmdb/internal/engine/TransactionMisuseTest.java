package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Table;
import dev.hmdb.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TransactionMisuseTest {
  private static final List<Consumer<Table<String, String>>> USES =
      List.of(
          table -> table.get("a"),
          table -> table.containsKey("a"),
          table -> table.put("a", "1"),
          table -> table.set("a", "1"),
          table -> table.putIfAbsent("a", "1"),
          table -> table.putAll(Map.of("a", "1")),
          table -> table.remove("a"),
          table -> table.delete("a"),
          table -> table.compute("a", (key, value) -> "1"),
          table -> table.computeIfAbsent("a", key -> "1"),
          table -> table.removeIf((key, value) -> true),
          Table::clear,
          Table::size,
          Table::isEmpty,
          table -> table.forEach((key, value) -> {}),
          Table::stream,
          Table::keys,
          table -> table.asMap().get("a"),
          table -> table.asMap().size(),
          table -> table.asMap().keySet().iterator(),
          table -> table.asMap().put("a", "1"));

  private static final String NOT_NESTED =
      "a transaction holds no other; use the tables that its body is handed";
  private static final String ONE_STATE =
      "the tables that the body is handed show one state already";
  private static final String LATER = "call it when that has ended";

  private final TwoTablesDb db = TwoTablesDb.inMemory();

  @AfterEach
  void theDatabaseIsStillUsable() {
    assertThat(db.stats().openSnapshots()).isZero();
    db.words().put("a", "1");
    assertThat(db.words().get("a")).isEqualTo("1");
    db.close();
  }

  @Test
  void theDatabasesOwnTablesAreRefusedInside() {
    db.transaction(tx ->
        USES.forEach(use ->
            assertThatThrownBy(() -> use.accept(db.words()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                    "words\\(\\)\\.(get|put|putIfAbsent|putAll|remove|compute|computeIfAbsent|removeIf"
                        + "|clear|size|forEach|stream|asMap) was called inside a transaction of the same"
                        + " database: use the table words that the body is handed; a function given to"
                        + " compute, merge or removeIf may not use the database at all")));
    assertThat(db.words().size()).isZero();
  }

  @Test
  void whatWasCalledInsideIsNamed() {
    db.transaction(tx -> {
      assertThatThrownBy(() -> db.numbers().merge(1L, 1L, Long::sum))
          .hasMessageStartingWith("numbers().merge was called inside a transaction");
      assertThatThrownBy(() -> db.words().get("a"))
          .hasMessageStartingWith("words().get was called inside a transaction");
    });
  }

  @Test
  void theDatabaseItselfIsRefusedInside() {
    db.transaction(tx -> {
      refusesInside(() -> db.transaction(inner -> {}), "transaction", NOT_NESTED);
      refusesInside(db::begin, "begin", NOT_NESTED);
      refusesInside(() -> db.read(inner -> ""), "read", ONE_STATE);
      refusesInside(db::snapshot, "snapshot", ONE_STATE);
      refusesInside(db::compact, "compact", LATER);
      refusesInside(() -> db.backup(Path.of("copy")), "backup", LATER);
      refusesInside(db::close, "close", LATER);
    });
  }

  @Test
  void anImperativeTransactionCannotBeCommittedInside() {
    try (Transaction<TwoTables> other = db.begin()) {
      other.tables().words().put("a", "2");
      db.transaction(tx -> refusesInside(other::commit, "commit", NOT_NESTED));
      other.commit();
    }
    assertThat(db.words().get("a")).isEqualTo("2");
  }

  @Test
  void anotherDatabaseMayBeUsedInside() {
    try (TwoTablesDb other = TwoTablesDb.inMemory()) {
      db.transaction(tx ->
          other.transaction(inner -> {
            inner.words().put("a", "1");
            tx.words().put("a", "1");
          }));
      assertThat(other.words().get("a")).isEqualTo("1");
    }
    assertThat(db.words().get("a")).isEqualTo("1");
  }

  @Test
  void anotherThreadMayUseTheDatabaseMeanwhile() {
    db.transaction(tx -> CompletableFuture.runAsync(() -> db.words().put("a", "1")).join());
    assertThat(db.words().get("a")).isEqualTo("1");
  }

  @Test
  void aTransactionsTablesAreRefusedAfterItsEnd() {
    Table<String, String> ended = db.transactionResult(TwoTables::words);
    refusesEnded(ended);
    Transaction<TwoTables> imperative = db.begin();
    Table<String, String> words = imperative.tables().words();
    imperative.rollback();
    refusesEnded(words);
    assertThatThrownBy(imperative::tables)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The transaction has ended");
  }

  @Test
  void anAbortedRunsTablesAreRefusedInTheNextOne() {
    List<Table<String, String>> runs = new ArrayList<>();
    db.transaction(tx -> {
      runs.add(tx.words());
      tx.words().get("a");
      tx.words().set("b", "1");
      if (runs.size() == 1) {
        CompletableFuture.runAsync(() -> db.words().put("a", "1")).join();
      } else {
        refusesEnded(runs.getFirst());
      }
    });
    assertThat(runs).hasSize(2);
  }

  @Test
  void aTransactionsTablesAreRefusedOnAnotherThread() {
    db.transaction(tx -> {
      Table<String, String> words = tx.words();
      CompletableFuture.runAsync(
              () -> {
                for (Consumer<Table<String, String>> use : USES) {
                  assertThatThrownBy(() -> use.accept(words))
                      .as("use %s", USES.indexOf(use))
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessageContaining("belong to the thread that runs its body")
                      .hasMessageContaining("use the database's own tables, or a snapshot");
                }
              })
          .join();
    });
  }

  @Test
  void anImperativeTransactionMayGoFromThreadToThread() {
    Transaction<TwoTables> tx = db.begin();
    CompletableFuture.runAsync(() -> tx.tables().words().put("a", "2")).join();
    assertThat(tx.tables().words().get("a")).isEqualTo("2");
    CompletableFuture.runAsync(tx::commit).join();
    assertThat(db.words().get("a")).isEqualTo("2");
  }

  /** It is bound to no thread, so nobody is inside it. */
  @Test
  void besideAnImperativeTransactionTheDatabasesOwnTablesAreNoPartOfIt() {
    try (Transaction<TwoTables> tx = db.begin()) {
      tx.tables().words().set("a", "2");
      db.words().put("b", "1");
      assertThat(db.words().get("a")).isNull();
      assertThat(tx.tables().words().get("b")).isNull();
    }
    assertThat(db.words().asMap()).isEqualTo(Map.of("b", "1"));
  }

  @Test
  void anEndedTransactionCannotBeCommittedButBeClosed() {
    Transaction<TwoTables> tx = db.begin();
    tx.tables().words().put("a", "1");
    tx.commit();
    assertThatThrownBy(tx::commit)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("begin another transaction");
    tx.rollback();
    tx.close();
    tx.close();
    assertThat(db.words().get("a")).isEqualTo("1");
  }

  @Test
  void aClosedSnapshotIsRefused() {
    var snapshot = db.snapshot();
    Table<String, String> words = snapshot.tables().words();
    var iterator = words.asMap().keySet().iterator();
    snapshot.close();
    snapshot.close();
    refusesClosed(snapshot::tables);
    refusesClosed(() -> words.get("a"));
    refusesClosed(words::size);
    refusesClosed(words::stream);
    refusesClosed(() -> words.forEach((key, value) -> {}));
    refusesClosed(iterator::hasNext);
  }

  @Test
  void aReadsTablesAreRefusedAfterIt() {
    Table<String, String> words =
        db.<Table<String, String>, RuntimeException>read(TwoTables::words);
    refusesClosed(() -> words.get("a"));
  }

  @Test
  void aTransactionThatEndsInsideAWalkEndsTheWalk() {
    db.words().putAll(Map.of("a", "1", "b", "1"));
    Transaction<TwoTables> tx = db.begin();
    Table<String, String> words = tx.tables().words();
    assertThatThrownBy(() -> words.forEach((key, value) -> tx.rollback()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The transaction has ended");
  }

  private static void refusesInside(ThrowingCallable use, String method, String instead) {
    assertThatThrownBy(use)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(method + " was called inside a transaction of the same database: " + instead);
  }

  private static void refusesEnded(Table<String, String> table) {
    for (Consumer<Table<String, String>> use : USES) {
      assertThatThrownBy(() -> use.accept(table))
          .as("use %s", USES.indexOf(use))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "The transaction has ended: use the database's own tables, or begin another"
                  + " transaction");
    }
  }

  private static void refusesClosed(ThrowingCallable use) {
    assertThatThrownBy(use)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The snapshot is closed: take another one");
  }
}
