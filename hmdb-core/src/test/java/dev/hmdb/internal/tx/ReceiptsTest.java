package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.DatabaseFailedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReceiptsTest {
  private final CommitterFixture fixture = CommitterFixture.buffered();

  @AfterEach
  void close() {
    fixture.close();
  }

  private long commit() {
    return fixture.committer.commit(new ScriptedCommit(), null);
  }

  /** What the stage comes to. */
  private static CompletableFuture<Void> future(CompletionStage<Void> stage) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    stage.whenComplete((nothing, failure) -> {
      if (failure == null) {
        future.complete(null);
      } else {
        future.completeExceptionally(failure);
      }
    });
    return future;
  }

  @Test
  void aReceiptIsSyncedWithoutAnybodyWaiting() {
    future(fixture.syncer.whenDurable(commit())).join();
    assertThat(fixture.log.syncs()).isOne();
  }

  @Test
  void aReceiptIsOpenUntilItsSyncHasEnded() {
    fixture.log.holdSyncs();
    CompletableFuture<Void> receipt = future(fixture.syncer.whenDurable(commit()));
    fixture.log.awaitSyncBegun(1);
    assertThat(receipt).isNotDone();
    fixture.log.releaseSyncs();
    receipt.join();
  }

  @Test
  void aReceiptIsNotCompletedByASyncThatBeganBeforeItsCommit() {
    fixture.log.holdSyncs();
    CompletableFuture<Void> first = future(fixture.syncer.whenDurable(commit()));
    fixture.log.awaitSyncBegun(1);
    CompletableFuture<Void> second = future(fixture.syncer.whenDurable(commit()));
    fixture.log.releaseSyncs();
    first.join();
    second.join();
    assertThat(fixture.log.syncs()).isEqualTo(2);
  }

  @Test
  void aSyncOfSomebodyWhoWaitsCompletesReceipts() {
    fixture.log.holdSyncs();
    long timestamp = commit();
    Thread waiter = Thread.ofPlatform().start(() -> fixture.syncer.awaitDurable(timestamp));
    fixture.log.awaitSyncBegun(1);
    CompletableFuture<Void> receipt = future(fixture.syncer.whenDurable(timestamp));
    fixture.log.releaseSyncs();
    receipt.join();
    Await.until(() -> !waiter.isAlive());
    assertThat(fixture.log.syncs()).isOne();
  }

  @Test
  void receiptsAreCompletedInTheOrderOfTheirPositions() {
    fixture.log.holdSyncs();
    long first = commit();
    long second = commit();
    long third = commit();
    ConcurrentLinkedQueue<Long> completed = new ConcurrentLinkedQueue<>();
    // The sync under way covers all three.
    List<CompletableFuture<Void>> receipts =
        List.of(third, first, second).stream()
            .map(position ->
                future(fixture.syncer.whenDurable(position).thenRun(() -> completed.add(position))))
            .toList();
    fixture.log.releaseSyncs();
    receipts.forEach(CompletableFuture::join);
    assertThat(completed).containsExactly(first, second, third);
  }

  @Test
  void whatIsDurableAlreadyIsCompleteAtOnce() {
    long timestamp = commit();
    fixture.syncer.awaitDurable(timestamp);
    assertThat(future(fixture.syncer.whenDurable(timestamp))).isDone();
  }

  @Test
  void whatDependsOnAReceiptHoldsUpNoSync() {
    fixture.log.holdSyncs();
    CountDownLatch isSlow = new CountDownLatch(1);
    CompletableFuture<Void> slow =
        future(fixture.syncer.whenDurable(commit()).thenRun(() -> awaitUnchecked(isSlow)));
    fixture.log.releaseSyncs();
    fixture.syncer.awaitDurable(commit());
    assertThat(fixture.syncer.stop()).isNull();
    assertThat(slow).isNotDone();
    isSlow.countDown();
    slow.join();
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFailedSyncFailsEveryReceipt() {
    fixture.log.holdSyncs().failToSync();
    CompletableFuture<Void> first = future(fixture.syncer.whenDurable(commit()));
    fixture.log.awaitSyncBegun(1);
    long later = commit();
    CompletableFuture<Void> second = future(fixture.syncer.whenDurable(later));
    fixture.log.releaseSyncs();
    for (CompletableFuture<Void> receipt : List.of(first, second)) {
      assertThatThrownBy(receipt::join)
          .cause()
          .isInstanceOf(DatabaseFailedException.class)
          .hasMessageStartingWith("The log could not be synced: ")
          .hasRootCauseMessage("input/output error");
    }
    assertThatThrownBy(future(fixture.syncer.whenDurable(later))::join)
        .hasCauseInstanceOf(DatabaseFailedException.class);
    assertThat(fixture.log.syncs()).isOne();
  }

  @Test
  void closingCompletesWhatItSyncs() {
    fixture.log.holdSyncs();
    CompletableFuture<Void> receipt = future(fixture.syncer.whenDurable(commit()));
    fixture.log.releaseSyncs();
    assertThat(fixture.syncer.stop()).isNull();
    receipt.join();
  }

  @Test
  void abandoningLeavesNoReceiptOpen() {
    fixture.log.holdSyncs();
    fixture.syncer.whenDurable(commit());
    fixture.log.awaitSyncBegun(1);
    CompletableFuture<Void> receipt = future(fixture.syncer.whenDurable(commit()));
    Thread abandoner = Thread.ofPlatform().start(fixture.syncer::abandon);
    Await.parked(abandoner);
    fixture.log.releaseSyncs();
    assertThatThrownBy(receipt::join).hasCauseInstanceOf(DatabaseClosedException.class);
    assertThatThrownBy(future(fixture.syncer.whenDurable(2))::join)
        .hasCauseInstanceOf(DatabaseClosedException.class);
    Await.until(() -> !abandoner.isAlive());
  }

  @Test
  void usersCannotCompleteAReceipt() {
    fixture.log.holdSyncs();
    CompletionStage<Void> stage = fixture.syncer.whenDurable(commit());
    stage.toCompletableFuture().complete(null);
    assertThat(future(stage).state()).isEqualTo(Future.State.RUNNING);
  }
}
