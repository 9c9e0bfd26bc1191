package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SettlementTest {
  private final CommitterFixture fixture = CommitterFixture.buffered();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aCommitThatNobodyReadsBeforeIsSettledAtOnce() {
    ScriptedCommit commit = new ScriptedCommit();
    fixture.commit(commit);
    assertThat(commit.isSettled).isTrue();
  }

  @Test
  void aCommitIsKeptUnsettledWhileSomebodyReadsBeforeIt() {
    SnapshotRegistry.Registration reader = fixture.snapshots.enter();
    ScriptedCommit commit = new ScriptedCommit();
    fixture.commit(commit);
    assertThat(commit.isSettled).isFalse();
    fixture.leave(reader);
    assertThat(commit.isSettled).isTrue();
  }

  @Test
  void aReaderOfTheCommitItselfDoesNotKeepItUnsettled() {
    ScriptedCommit commit = new ScriptedCommit();
    fixture.commit(commit);
    fixture.snapshots.enter();
    ScriptedCommit next = new ScriptedCommit();
    fixture.commit(next);
    assertThat(commit.isSettled).isTrue();
    assertThat(next.isSettled).isFalse();
  }

  @Test
  void aReaderThatLeavesFreesWhatTheOlderOnesDoNotNeed() {
    SnapshotRegistry.Registration oldest = fixture.snapshots.enter();
    ScriptedCommit first = new ScriptedCommit();
    fixture.commit(first);
    SnapshotRegistry.Registration newest = fixture.snapshots.enter();
    ScriptedCommit second = new ScriptedCommit();
    fixture.commit(second);

    fixture.leave(oldest);
    assertThat(first.isSettled).isTrue();
    assertThat(second.isSettled).isFalse();
    fixture.leave(newest);
    assertThat(second.isSettled).isTrue();
  }

  @Test
  void ofManyCommitsThatBecomeFreeEachCommitSettlesAShareAndASyncTheRest() {
    SnapshotRegistry.Registration reader = fixture.snapshots.enter();
    List<ScriptedCommit> commits = Stream.generate(ScriptedCommit::new).limit(2_000).toList();
    commits.forEach(fixture::commit);
    fixture.snapshots.leave(reader);

    fixture.commit(new ScriptedCommit());
    assertThat(commits.getFirst().isSettled).isTrue();
    assertThat(commits.getLast().isSettled).isFalse();
    fixture.committer.sync();
    assertThat(commits).allMatch(commit -> commit.isSettled);
  }

  // Each commit looked for its size among those of all later commits: a compaction of 500,000
  // entries
  // that were being put meanwhile took 11 seconds to end, with writers waiting for it. This test
  // would
  // take minutes.
  @Test
  void settlingTakesTimeInProportionToTheCommits() {
    try (TransactionsFixture transactions = TransactionsFixture.buffered()) {
      SnapshotContext snapshot = transactions.transactions.snapshot();
      for (int i = 0; i < 400_000; i++) {
        transactions.transactions.put(transactions.words, "word " + i, "x");
      }
      snapshot.close();
      assertThat(transactions.words.entries().size()).isEqualTo(400_000);
    }
  }

  @Test
  void aReaderThatLeavesSettlesManyCommitsUnlessSomebodyWaits() {
    SnapshotRegistry.Registration reader = fixture.snapshots.enter();
    List<ScriptedCommit> commits = Stream.generate(ScriptedCommit::new).limit(2_000).toList();
    commits.forEach(fixture::commit);
    fixture.leave(reader);
    assertThat(commits).allMatch(commit -> commit.isSettled);
  }

  @Test
  void underSyncACommitIsSettledOnceItIsPublished() {
    try (CommitterFixture synced = CommitterFixture.synced()) {
      synced.log.holdSyncs();
      ScriptedCommit commit = new ScriptedCommit();
      synced.committer.commit(commit, null);
      synced.committer.settle();
      assertThat(commit.isInstalled).isTrue();
      assertThat(commit.isSettled).isFalse();
      synced.log.releaseSyncs();
      synced.committer.sync();
      Await.until(() -> commit.isSettled);
    }
  }

  // A waiter for a locked table let go of the commit lock and did not look: what a reader had asked
  // for at just that moment waited until the table was unlocked.
  @Test
  void whoBeginsToWaitForATableSettlesWhatWasAskedFor() {
    SnapshotRegistry.Registration reader = fixture.snapshots.enter();
    ScriptedCommit old = new ScriptedCommit();
    fixture.commit(old);
    TableLocks.Holder holder = fixture.committer.lockTables(List.of(0));
    ScriptedCommit waiting = new ScriptedCommit();
    AtomicBoolean isFirst = new AtomicBoolean(true);
    // Called under the commit lock, before the wait.
    waiting.questions =
        () -> {
          if (isFirst.getAndSet(false)) {
            Thread leaver = Thread.ofPlatform().start(() -> fixture.leave(reader));
            Await.until(() -> !leaver.isAlive());
          }
        };
    Thread waiter = Thread.ofPlatform().daemon().start(() -> fixture.commit(waiting));
    Await.until(() -> old.isSettled);
    assertThat(waiter.isAlive()).isTrue();
    fixture.committer.unlockTables(holder);
    Await.until(() -> !waiter.isAlive());
  }

  // Lost settlements. A reader that left while another thread held the commit lock left the work to
  // that thread, which did nothing when its own commit came to nothing: old versions stayed in
  // memory until the next commit, in a database at rest for ever. Whoever held the lock now looks.

  @Test
  void whatBecameFreeDuringACommitThatConflictsIsSettled() {
    becomesFreeDuring(commit -> commit.validity = this::leaveAndConflict);
  }

  @Test
  void whatBecameFreeDuringACommitOfNothingIsSettled() {
    becomesFreeDuring(commit -> commit.preparation = this::leaveAndConflict);
  }

  @Test
  void whatBecameFreeDuringACommitThatThrowsIsSettled() {
    becomesFreeDuring(commit ->
        commit.preparation =
            () -> {
              leaveAndConflict();
              throw new IllegalStateException("a user's equals");
            });
  }

  @Test
  void whatBecameFreeWhileSomebodyElseSettledIsSettled() {
    ScriptedCommit first = new ScriptedCommit();
    SnapshotRegistry.Registration oldest = fixture.snapshots.enter();
    fixture.commit(first);
    reader = fixture.snapshots.enter();
    ScriptedCommit second = new ScriptedCommit();
    fixture.commit(second);

    first.settlement = this::leaveAndConflict;
    fixture.leave(oldest);
    assertThat(first.isSettled).isTrue();
    assertThat(second.isSettled).isTrue();
  }

  @Test
  void whatBecameFreeWhileEverythingWasLockedIsSettled() {
    ScriptedCommit kept = keptByReader();
    fixture.committer.lockAll();
    leaveAndConflict();
    assertThat(kept.isSettled).isFalse();
    fixture.committer.unlockAll();
    assertThat(kept.isSettled).isTrue();
  }

  @Test
  void nothingIsSettledBetweenPreparingAndInstallingOneCommit() {
    ScriptedCommit kept = keptByReader();
    ScriptedCommit commit = new ScriptedCommit();
    commit.preparation =
        () -> {
          // What a user's equals can do: close a snapshot, on the thread that holds the lock.
          fixture.leave(reader);
          assertThat(kept.isSettled).isFalse();
          return true;
        };
    fixture.commit(commit);
    assertThat(kept.isSettled).isTrue();
  }

  private SnapshotRegistry.Registration reader;

  private ScriptedCommit keptByReader() {
    reader = fixture.snapshots.enter();
    ScriptedCommit kept = new ScriptedCommit();
    fixture.commit(kept);
    return kept;
  }

  /** The reader leaves on another thread, which finds the lock held. */
  private boolean leaveAndConflict() {
    CompletableFuture.runAsync(() -> fixture.leave(reader)).join();
    return false;
  }

  private interface Script {
    void change(ScriptedCommit commit);
  }

  private void becomesFreeDuring(Script script) {
    ScriptedCommit kept = keptByReader();
    ScriptedCommit commit = new ScriptedCommit();
    script.change(commit);
    try {
      fixture.commit(commit);
    } catch (IllegalStateException e) {
      // of one of the scripts
    }
    assertThat(commit.isInstalled).isFalse();
    assertThat(kept.isSettled).isTrue();
  }
}
