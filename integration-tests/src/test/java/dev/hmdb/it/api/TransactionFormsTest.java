package dev.hmdb.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.ConflictException;
import dev.hmdb.Snapshot;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.it.Ledger;
import dev.hmdb.it.LedgerDb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionFormsTest {
  @TempDir Path directory;
  private LedgerDb db;

  @BeforeEach
  void open() {
    db = LedgerDb.open(directory);
  }

  @AfterEach
  void close() {
    db.close();
  }

  private void reopen() {
    db.close();
    db = LedgerDb.open(directory);
  }

  @Test
  void theSchemaIsBoundToTheTransaction() {
    db.transaction(tx -> {
      tx.debits().put("a", 1L);
      tx.credits().put("a", 2L);
      assertThat(tx.debits().get("a")).isEqualTo(1L);
      assertThat(tx.debits().size()).isEqualTo(1);
    });
    reopen();
    assertThat(db.debits().get("a")).isEqualTo(1L);
    assertThat(db.credits().get("a")).isEqualTo(2L);
  }

  @Test
  void eachTableIsAParameterInTheOrderOfTheSchema() {
    db.transaction((debits, credits) -> {
      debits.put("a", 1L);
      credits.put("a", 2L);
    });
    assertThat(db.debits().get("a")).isEqualTo(1L);
    assertThat(db.credits().get("a")).isEqualTo(2L);
  }

  @Test
  void eightTablesAreEightParameters() {
    try (EightTablesDb eight = EightTablesDb.inMemory()) {
      eight.transaction((a, b, c, d, e, f, g, h) -> {
        a.put(1, 1);
        h.put(8, 8);
      });
      int sum =
          eight.transactionResult(
              (a, b, c, d, e, f, g, h) -> (int) (a.size() + g.size() + h.get(8)));
      assertThat(sum).isEqualTo(9);
      assertThat(eight.a().get(1)).isEqualTo(1);
    }
  }

  @Test
  void aResultIsReturnedByBothForms() {
    db.debits().put("a", 5L);
    long one = db.transactionResult(tx -> tx.debits().get("a") + tx.credits().size());
    long other = db.transactionResult((debits, credits) -> debits.get("a") + credits.size());
    assertThat(one).isEqualTo(5).isEqualTo(other);
  }

  @Test
  void aCheckedExceptionReachesTheCallerUnchangedAndAborts() {
    IOException thrown = new IOException("mine");
    assertThatThrownBy(() ->
            db.transaction((debits, credits) -> {
              debits.put("a", 1L);
              throw thrown;
            }))
        .isSameAs(thrown);
    assertThat(thrown.getSuppressed()).isEmpty();
    assertThat(db.debits().isEmpty()).isTrue();
    reopen();
    assertThat(db.debits().isEmpty()).isTrue();
  }

  @Test
  void anErrorReachesTheCallerUnchangedAndAborts() {
    AssertionError thrown = new AssertionError("mine");
    assertThatThrownBy(() ->
            db.transactionResult(tx -> {
              tx.debits().put("a", 1L);
              throw thrown;
            }))
        .isSameAs(thrown);
    db.debits().put("b", 2L);
    assertThat(db.debits().keys()).containsExactly("b");
  }

  @Test
  void theCompilerKnowsThatABodyWithoutCheckedExceptionsThrowsNone() {
    // No throws clause on this method: it compiles, and that is the test.
    db.transaction(TxOptions.defaults(), tx -> tx.debits().clear());
    db.transaction(TxOptions.sync(), (debits, credits) -> debits.clear());
    assertThat(db.<Long, RuntimeException>read(tables -> tables.debits().size())).isZero();
  }

  @Test
  void aReadSeesOneStateWhileOthersWrite() {
    db.debits().put("a", 1L);
    long sum =
        db.read(tables -> {
          long before = tables.debits().get("a");
          db.transaction((debits, credits) -> {
            debits.put("a", 2L);
            credits.put("a", 2L);
          });
          return before + tables.debits().get("a") + tables.credits().size();
        });
    assertThat(sum).isEqualTo(2);
  }

  @Test
  void aSnapshotStaysAsItWas() {
    db.debits().put("a", 1L);
    try (Snapshot<Ledger> snapshot = db.snapshot()) {
      db.debits().put("a", 2L);
      db.debits().put("b", 2L);
      assertThat(snapshot.tables().debits().get("a")).isEqualTo(1L);
      List<String> seen = new ArrayList<>();
      snapshot.tables().debits().forEach((key, value) -> seen.add(key + value));
      assertThat(seen).containsExactly("a1");
    }
    assertThat(db.debits().find("b")).isEqualTo(Optional.of(2L));
  }

  @Test
  void anImperativeTransactionKeepsNothingUnlessCommitted() {
    try (Transaction<Ledger> tx = db.begin()) {
      tx.tables().debits().put("a", 1L);
    }
    assertThat(db.debits().isEmpty()).isTrue();
    try (Transaction<Ledger> tx = db.begin()) {
      tx.tables().debits().put("a", 1L);
      tx.commit();
    }
    assertThat(db.debits().get("a")).isEqualTo(1L);
  }

  @Test
  void anImperativeTransactionSaysWhenItConflicts() {
    db.debits().put("a", 1L);
    try (Transaction<Ledger> tx = db.begin()) {
      tx.tables().credits().put("a", tx.tables().debits().get("a"));
      db.debits().put("a", 2L);
      assertThatThrownBy(tx::commit)
          .isInstanceOf(ConflictException.class)
          .hasMessageContaining("begin another one");
    }
    assertThat(db.credits().isEmpty()).isTrue();
  }

  @Test
  void aBodyThatConflictsRunsAgain() {
    db.debits().put("a", 1L);
    int[] runs = {0};
    db.transaction(tx -> {
      long seen = tx.debits().get("a");
      if (runs[0]++ == 0) {
        Thread other = Thread.ofPlatform().start(() -> db.debits().put("a", 10L));
        join(other);
      }
      tx.debits().put("a", seen + 1);
    });
    assertThat(runs[0]).isEqualTo(2);
    assertThat(db.debits().get("a")).isEqualTo(11L);
  }

  @Test
  void aBodyThatLocksWhatItReadsRunsOnce() {
    db.debits().put("a", 1L);
    int[] runs = {0};
    Thread[] other = new Thread[1];
    for (TxOptions options : List.of(TxOptions.lockAll(), TxOptions.lock(db.debits()))) {
      runs[0] = 0;
      db.transaction(
          options,
          tx -> {
            long seen = tx.debits().get("a");
            runs[0]++;
            other[0] = Thread.ofPlatform().start(() -> db.debits().merge("a", 10L, Long::sum));
            tx.debits().put("a", seen + 1);
          });
      join(other[0]);
      assertThat(runs[0]).as(options.toString()).isEqualTo(1);
    }
    assertThat(db.debits().get("a")).isEqualTo(23L);
  }

  @Test
  void aSyncedCommitCountsAsASync() {
    long before = db.stats().syncs();
    db.transaction(TxOptions.sync(), (debits, credits) -> debits.put("a", 1L));
    assertThat(db.stats().syncs()).isGreaterThan(before);
  }

  @Test
  void aTableCanBeCopiedIntoAnother() {
    db.debits().put("a", 1L);
    db.debits().put("b", 2L);
    db.credits().putAll(db.debits().asMap());
    assertThat(db.credits().asMap()).isEqualTo(db.debits().asMap());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
