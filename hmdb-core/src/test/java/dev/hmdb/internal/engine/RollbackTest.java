package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollbackTest {
  private final TwoTablesDb db = TwoTablesDb.inMemory();

  @BeforeEach
  void putSome() {
    db.words().put("a", "1");
  }

  @AfterEach
  void nothingIsLeftAndTheDatabaseWorks() {
    TableState.verify(db.words(), Map.of("a", "1"));
    TableState.verify(db.numbers(), Map.of());
    assertThat(db.stats().commits()).isOne();
    assertThat(db.stats().openSnapshots()).isZero();
    db.transaction(tx -> {
      tx.words().put("a", "2");
    });
    assertThat(db.words().get("a")).isEqualTo("2");
    db.close();
  }

  private static void change(TwoTables tx) {
    tx.words().put("a", "changed");
    tx.words().put("b", "added");
    tx.numbers().clear();
    tx.numbers().set(1L, 1L);
  }

  @Test
  void anUncheckedExceptionReachesTheCallerUnchanged() {
    IllegalStateException reason = new IllegalStateException("of the body");
    assertThatThrownBy(() ->
            db.transaction(tx -> {
              change(tx);
              throw reason;
            }))
        .isSameAs(reason);
  }

  @Test
  void aCheckedExceptionReachesTheCallerUnchanged() {
    IOException reason = new IOException("of the body");
    try {
      throwing(reason);
      throw new AssertionError("nothing was thrown");
    } catch (IOException e) {
      assertThat(e).isSameAs(reason);
    }
  }

  /** Compiles because the body's exception is inferred, and without a cast. */
  private void throwing(IOException reason) throws IOException {
    String unused =
        db.transactionResult(tx -> {
          change(tx);
          if (tx.words().size() == 2) {
            throw reason;
          }
          return tx.words().get("a");
        });
  }

  @Test
  void anErrorReachesTheCallerUnchanged() {
    AssertionError reason = new AssertionError("of the body");
    assertThatThrownBy(() ->
            db.transaction(tx -> {
              change(tx);
              throw reason;
            }))
        .isSameAs(reason);
  }

  @Test
  void aStackOverflowOfTheBodyAborts() {
    assertThatThrownBy(() ->
            db.transaction(tx -> {
              change(tx);
              deeper(tx, 0);
            }))
        .isInstanceOf(StackOverflowError.class);
  }

  private static void deeper(TwoTables tx, int depth) {
    tx.words().put("b", "depth " + depth);
    deeper(tx, depth + 1);
  }

  @Test
  void anExceptionOutOfAReadReachesTheCallerUnchanged() {
    IOException reason = new IOException("of the body");
    assertThatThrownBy(() ->
            db.read(tables -> {
              throw reason;
            }))
        .isSameAs(reason);
  }

  @Test
  void anExceptionOfATransactionThatLocksReachesTheCaller() {
    IllegalStateException reason = new IllegalStateException("of the body");
    for (var options :
        new TxOptions[] {TxOptions.lockAll(), TxOptions.lock(db.words(), db.numbers())}) {
      assertThatThrownBy(() ->
              db.transaction(
                  options,
                  tx -> {
                    change(tx);
                    throw reason;
                  }))
          .isSameAs(reason);
    }
  }

  @Test
  void aRolledBackTransactionLeavesNothing() {
    Transaction<TwoTables> tx = db.begin();
    change(tx.tables());
    tx.rollback();
  }

  @Test
  void aTransactionClosedWithoutCommitLeavesNothing() {
    try (Transaction<TwoTables> tx = db.begin()) {
      change(tx.tables());
    }
  }
}
