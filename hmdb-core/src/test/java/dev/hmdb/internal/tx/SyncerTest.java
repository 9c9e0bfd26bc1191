package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.internal.table.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SyncerTest {
  private final CommitterFixture fixture = CommitterFixture.buffered();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void commitsThatWaitAreSyncedTogether() {
    fixture.log.holdSyncs();
    List<Thread> waiters = new ArrayList<>();
    waiters.add(Thread.ofPlatform().start(this::commitAndWait));
    fixture.log.awaitSyncBegun(1);
    for (int i = 0; i < 8; i++) {
      waiters.add(Thread.ofPlatform().start(this::commitAndWait));
    }
    Await.until(() -> fixture.committer.commits() == 9);
    fixture.log.releaseSyncs();
    waiters.forEach(SyncerTest::join);
    assertThat(fixture.log.syncs()).isEqualTo(2);
    assertThat(fixture.syncer.syncs()).isEqualTo(2);
  }

  @Test
  void aSyncCoversNoCommitThatWasAppendedAfterItBegan() {
    fixture.log.holdSyncs();
    CompletableFuture<Void> first = CompletableFuture.runAsync(this::commitAndWait);
    fixture.log.awaitSyncBegun(1);
    Thread second = Thread.ofPlatform().start(this::commitAndWait);
    Await.until(() -> fixture.committer.commits() == 2);
    fixture.log.releaseSyncs();
    first.join();
    join(second);
    assertThat(fixture.log.syncs()).isEqualTo(2);
  }

  @Test
  void anInterruptedWaiterWaitsOnAndKeepsTheInterrupt() {
    fixture.log.holdSyncs();
    AtomicBoolean isInterrupted = new AtomicBoolean();
    Thread waiter =
        Thread.ofPlatform()
            .start(() -> {
              Thread.currentThread().interrupt();
              commitAndWait();
              isInterrupted.set(Thread.interrupted());
            });
    fixture.log.awaitSyncBegun(1);
    Await.parked(waiter);
    fixture.log.releaseSyncs();
    join(waiter);
    assertThat(isInterrupted).isTrue();
  }

  @Test
  void anInterruptedThreadWaitsForTheSyncOfAnotherAndKeepsTheInterrupt() {
    fixture.log.holdSyncs();
    Thread first = Thread.ofPlatform().start(this::commitAndWait);
    fixture.log.awaitSyncBegun(1);
    AtomicBoolean isInterrupted = new AtomicBoolean();
    AtomicBoolean isDurable = new AtomicBoolean();
    Thread waiter =
        Thread.ofPlatform()
            .start(() -> {
              commitAndWait();
              isDurable.set(fixture.syncer.isDurable(2));
              isInterrupted.set(Thread.interrupted());
            });
    Await.parked(waiter);
    waiter.interrupt();
    Await.parked(waiter);
    fixture.log.releaseSyncs();
    join(waiter);
    join(first);
    assertThat(isDurable).isTrue();
    assertThat(isInterrupted).isTrue();
  }

  @Test
  void whatIsSyncedAlreadyIsNotWaitedFor() {
    commitAndWait();
    fixture.log.holdSyncs();
    fixture.committer.sync();
    assertThat(fixture.log.syncs()).isOne();
  }

  @Test
  void everyWaiterLearnsOfAFailure() {
    fixture.log.holdSyncs().failToSync();
    List<CompletableFuture<Void>> waiters = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiters.add(CompletableFuture.runAsync(this::commitAndWait, Thread::startVirtualThread));
    }
    Await.until(() -> fixture.committer.commits() == 4);
    fixture.log.releaseSyncs();
    for (CompletableFuture<Void> waiter : waiters) {
      assertThatThrownBy(waiter::join).hasCauseInstanceOf(DatabaseFailedException.class);
    }
    assertThat(fixture.committer.failure()).hasMessage("input/output error");
    assertThat(fixture.log.syncs()).isOne();
  }

  @Test
  void commitsThatNobodyWaitsForAreSyncedAfterTheInterval() {
    Clock clock = new Clock();
    ScriptedLog log = new ScriptedLog();
    Syncer syncer = new Syncer(log, clock, false, 1);
    Committer committer = new Committer(clock, 1, new SnapshotRegistry(clock), log, syncer);
    syncer.start(committer);
    committer.commit(new ScriptedCommit(), null);
    Await.until(() -> log.syncs() > 0);
    int syncs = log.syncs();
    committer.commit(new ScriptedCommit(), null);
    Await.until(() -> log.syncs() > syncs);
    syncer.abandon();
  }

  @Test
  void stoppingSyncsWhatIsLeft() {
    fixture.committer.commit(new ScriptedCommit(), null);
    assertThat(fixture.syncer.stop()).isNull();
    assertThat(fixture.log.syncs()).isOne();
  }

  @Test
  void stoppingReportsThatTheLastSyncFailed() {
    fixture.committer.commit(new ScriptedCommit(), null);
    fixture.log.failToSync();
    assertThat(fixture.syncer.stop()).hasMessage("input/output error");
  }

  @Test
  void whoWaitsWhileItIsAbandonedIsRefused() {
    fixture.log.holdSyncs();
    // The first thread syncs one commit; the second one waits for a sync that never comes.
    fixture.committer.commit(new ScriptedCommit(), null);
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(fixture.committer::sync, Thread::startVirtualThread);
    fixture.log.awaitSyncBegun(1);
    fixture.committer.commit(new ScriptedCommit(), null);
    Thread[] waiting = new Thread[1];
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(
            fixture.committer::sync, task -> waiting[0] = Thread.ofPlatform().start(task));
    Await.parked(waiting[0]);
    Thread abandoner = Thread.ofPlatform().start(fixture.syncer::abandon);
    Await.parked(abandoner);
    fixture.log.releaseSyncs();
    join(abandoner);
    assertThatThrownBy(second::join).hasCauseInstanceOf(DatabaseClosedException.class);
    first.join();
  }

  @Test
  void abandoningWaitsForTheSyncUnderWay() {
    fixture.log.holdSyncs();
    fixture.committer.commit(new ScriptedCommit(), null);
    Thread waiter = Thread.ofPlatform().start(fixture.committer::sync);
    fixture.log.awaitSyncBegun(1);
    Thread abandoner = Thread.ofPlatform().start(fixture.syncer::abandon);
    Await.parked(abandoner);
    fixture.log.releaseSyncs();
    join(abandoner);
    assertThat(fixture.log.syncs()).isOne();
    join(waiter);
  }

  @Test
  void whoWaitsAloneSyncsOnItsOwnThread() {
    fixture.committer.commit(new ScriptedCommit(), null);
    fixture.committer.sync();
    assertThat(fixture.log.lastSyncer()).isSameAs(Thread.currentThread());
  }

  @Test
  void withoutALogThereIsNothingToWaitFor() {
    Clock clock = new Clock();
    Syncer syncer = new Syncer(CommitLog.NONE, clock, false, 1);
    syncer.start(new Committer(clock, 1, new SnapshotRegistry(clock), CommitLog.NONE, syncer));
    syncer.awaitDurable(Long.MAX_VALUE);
    assertThat(syncer.stop()).isNull();
    assertThat(syncer.syncs()).isZero();
  }

  private void commitAndWait() {
    fixture.syncer.awaitDurable(fixture.committer.commit(new ScriptedCommit(), null));
  }

  private static void join(Thread thread) {
    Await.until(() -> !thread.isAlive());
  }
}
