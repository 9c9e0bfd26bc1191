package dev.hmdb.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Transaction;
import dev.hmdb.it.Ledger;
import dev.hmdb.it.LedgerDb;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With SYNC, a transaction that deleted a key found it deleted already, by a commit that still
 * waited for its sync. It had nothing to commit and returned at once, while the key could still be
 * read, and could come back after a power cut. Now it waits for the other commit.
 */
class NothingToRemoveTest {
  private static final int ROUNDS = 300;

  @TempDir Path directory;

  private void isGoneWhenItReturns(Consumer<LedgerDb> remove) throws Exception {
    Options options = Options.defaults().durability(Durability.SYNC);
    try (LedgerDb db = LedgerDb.open(directory, options);
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      for (int i = 0; i < ROUNDS; i++) {
        db.debits().put("a", 1L);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<?> removed =
            other.submit(() -> {
              start.await();
              return db.debits().remove("a");
            });
        start.await();
        remove.accept(db);
        assertThat(db.debits().get("a")).as("round %d", i).isNull();
        removed.get();
      }
    }
  }

  @Test
  void aDeleteInATransactionIsSeen() throws Exception {
    isGoneWhenItReturns(db -> db.transaction(tx -> tx.debits().delete("a")));
  }

  @Test
  void aClearIsSeen() throws Exception {
    isGoneWhenItReturns(db -> db.debits().clear());
  }

  @Test
  void aDeleteInAnImperativeTransactionIsSeen() throws Exception {
    isGoneWhenItReturns(db -> {
      try (Transaction<Ledger> tx = db.begin()) {
        tx.tables().debits().delete("a");
        tx.commit();
      }
    });
  }

  @Test
  void aSingleDeleteIsSeen() throws Exception {
    isGoneWhenItReturns(db -> db.debits().delete("a"));
  }
}
