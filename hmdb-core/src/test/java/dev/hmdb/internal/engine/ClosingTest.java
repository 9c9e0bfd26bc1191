package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Snapshot;
import dev.hmdb.Table;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.tx.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ClosingTest {
  @TempDir Path directory;

  @Test
  void everythingIsRefusedAfterwards() {
    TwoTablesDb db = TwoTablesDb.inMemory();
    Table<String, String> words = db.words();
    words.put("a", "1");
    Transaction<TwoTables> tx = db.begin();
    Table<String, String> transactional = tx.tables().words();
    Snapshot<TwoTables> snapshot = db.snapshot();
    Table<String, String> past = snapshot.tables().words();
    db.close();

    refuses(() -> words.get("a"));
    refuses(() -> words.put("a", "2"));
    refuses(() -> words.remove("a"));
    refuses(() -> words.putAll(Map.of("a", "2")));
    refuses(() -> words.compute("a", (key, value) -> "2"));
    refuses(words::size);
    refuses(words::stream);
    refuses(() -> words.forEach((key, value) -> {}));
    refuses(() -> words.asMap().keySet().iterator());
    refuses(() -> db.transaction(body -> {}));
    refuses(() -> db.transaction(TxOptions.lockAll(), body -> {}));
    refuses(() -> db.read(tables -> ""));
    refuses(db::snapshot);
    refuses(db::begin);
    refuses(db::sync);
    refuses(db::stats);
    refuses(tx::commit);
    refuses(tx::tables);
    refuses(() -> transactional.get("a"));
    refuses(snapshot::tables);
    refuses(() -> past.get("a"));

    tx.close();
    snapshot.close();
    db.close();
  }

  @Test
  void closingTwiceIsHarmlessOnTwoThreadsToo() {
    for (int i = 0; i < 500; i++) {
      TwoTablesDb db = TwoTablesDb.inMemory();
      CyclicBarrier both = new CyclicBarrier(2);
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(() -> {
            Await.barrier(both);
            db.close();
          });
      Await.barrier(both);
      db.close();
      other.join();
    }
  }

  @Test
  void aTransactionThatRunsMeanwhileIsRefusedAtItsCommit() {
    TwoTablesDb db = TwoTablesDb.inMemory();
    assertThatThrownBy(() ->
            db.transaction(tx -> {
              tx.words().put("a", "1");
              CompletableFuture.runAsync(db::close).join();
            }))
        .isInstanceOf(DatabaseClosedException.class);
  }

  @Test
  void whoLocksEverythingIsWaitedFor() {
    TwoTablesDb db = TwoTablesDb.open(directory);
    CountDownLatch isLocked = new CountDownLatch(1);
    CompletableFuture<Void> closer = new CompletableFuture<>();
    Thread closing =
        Thread.ofPlatform()
            .start(() -> {
              Await.latch(isLocked);
              db.close();
              closer.complete(null);
            });
    db.transaction(
        TxOptions.lockAll(),
        tx -> {
          isLocked.countDown();
          Await.parked(closing);
          tx.words().put("a", "1");
          assertThat(closer).isNotDone();
        });
    closer.join();
    try (TwoTablesDb again = TwoTablesDb.open(directory)) {
      assertThat(again.words().get("a")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasCommittedBeforeIsThereAfterwardsAndNothingElse(Durability durability) {
    TwoTablesDb db = TwoTablesDb.open(directory, Options.defaults().durability(durability));
    CountDownLatch allHaveCommitted = new CountDownLatch(4);
    List<CompletableFuture<Long>> writers = new ArrayList<>();
    for (long writer = 0; writer < 4; writer++) {
      long key = writer;
      writers.add(
          CompletableFuture.supplyAsync(
              () -> writeUntilClosed(db, key, allHaveCommitted), Thread::startVirtualThread));
    }
    Await.latch(allHaveCommitted);
    db.close();

    try (TwoTablesDb again = TwoTablesDb.open(directory)) {
      for (long key = 0; key < 4; key++) {
        long last = writers.get((int) key).join();
        // One more may have been on its way when it was refused.
        assertThat(again.numbers().get(key)).isBetween(last, last + 1);
        assertThat(again.numbers().get(key + 100)).isEqualTo(again.numbers().get(key));
      }
      assertThat(again.stats().tornBytes()).isZero();
    }
  }

  /** Counts up in two keys until it is refused; returns the last count that was acknowledged. */
  private static long writeUntilClosed(TwoTablesDb db, long key, CountDownLatch hasCommitted) {
    long count = 0;
    try {
      while (true) {
        long next = count + 1;
        db.transaction(tx -> {
          tx.numbers().set(key, next);
          tx.numbers().set(key + 100, next);
        });
        count = next;
        if (count == 1) {
          hasCommitted.countDown();
        }
      }
    } catch (DatabaseClosedException e) {
      return count;
    }
  }

  private static void refuses(ThrowingCallable use) {
    assertThatThrownBy(use)
        .isInstanceOf(DatabaseClosedException.class)
        .hasMessage("The database is closed");
  }
}
