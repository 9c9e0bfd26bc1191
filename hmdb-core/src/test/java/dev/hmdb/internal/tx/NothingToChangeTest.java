package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.tx.Transactions.Locking;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A transaction that deletes what another one has deleted already changes nothing. While that other
 * one waits for its sync, everybody still reads the value: the transaction returned, and the key
 * that it had deleted was there. It has to wait for the same sync.
 */
@Timeout(30)
class NothingToChangeTest {
  private final CountDownLatch hasRun = new CountDownLatch(1);

  @Test
  void underSyncATransactionThatChangesNothingWaitsForWhatMadeItSo() {
    try (TransactionsFixture fixture = TransactionsFixture.synced()) {
      fixture.transactions.put(fixture.words, "a", "1");
      Thread remover = removeHeldBack(fixture);
      CompletableFuture<String> after =
          CompletableFuture.supplyAsync(() -> {
            delete(fixture, false);
            return fixture.get("a");
          });
      // The sync is released only when the transaction has ended and waits, or wrongly returned.
      Await.latch(hasRun);
      Await.until(() -> fixture.transactions.openSnapshots() == 0);
      fixture.log.releaseSyncs();
      assertThat(after.join()).isNull();
      Await.until(() -> !remover.isAlive());
    }
  }

  @Test
  void anImperativeTransactionThatChangesNothingWaitsForWhatMadeItSo() {
    try (TransactionsFixture fixture = TransactionsFixture.synced()) {
      fixture.transactions.put(fixture.words, "a", "1");
      Thread remover = removeHeldBack(fixture);
      TransactionContext transaction = fixture.transactions.begin();
      transaction.delete(fixture.words, "a");
      CompletableFuture<String> after =
          CompletableFuture.supplyAsync(() -> {
            fixture.transactions.commit(transaction);
            return fixture.get("a");
          });
      Await.until(() -> fixture.transactions.openSnapshots() == 0);
      fixture.log.releaseSyncs();
      assertThat(after.join()).isNull();
      Await.until(() -> !remover.isAlive());
    }
  }

  @Test
  void askedToSyncItSyncsWhatMadeItSo() {
    try (TransactionsFixture fixture = TransactionsFixture.buffered()) {
      fixture.transactions.put(fixture.words, "a", "1");
      fixture.transactions.remove(fixture.words, "a");
      delete(fixture, true);
      assertThat(fixture.log.syncs()).isOne();
    }
  }

  @Test
  void aTransactionThatOnlyReadsWaitsForNothing() {
    try (TransactionsFixture fixture = TransactionsFixture.synced()) {
      fixture.transactions.put(fixture.words, "a", "1");
      Thread remover = removeHeldBack(fixture);
      String seen =
          fixture.transactions.<String, RuntimeException>run(
              Locking.NONE, false, transaction -> transaction.get(fixture.words, "a"));
      assertThat(seen).isEqualTo("1");
      fixture.log.releaseSyncs();
      Await.until(() -> !remover.isAlive());
    }
  }

  private static Thread removeHeldBack(TransactionsFixture fixture) {
    fixture.log.holdSyncs();
    long before = fixture.transactions.commits();
    Thread remover =
        Thread.ofPlatform().start(() -> fixture.transactions.remove(fixture.words, "a"));
    Await.until(() -> fixture.transactions.commits() > before);
    return remover;
  }

  private void delete(TransactionsFixture fixture, boolean sync) {
    fixture.transactions.<Object, RuntimeException>run(
        Locking.NONE,
        sync,
        transaction -> {
          transaction.delete(fixture.words, "a");
          hasRun.countDown();
          return "";
        });
  }
}
