package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseFailedException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CommitUnderSyncTest {
  private final CommitterFixture fixture = CommitterFixture.synced();
  private final ScriptedCommit commit = new ScriptedCommit();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aCommitIsVisibleOnlyOnceItIsSynced() {
    fixture.log.holdSyncs();
    CompletableFuture<Long> committed = CompletableFuture.supplyAsync(() -> fixture.commit(commit));
    fixture.log.awaitSyncBegun(1);
    assertThat(commit.isInstalled).isTrue();
    assertThat(fixture.clock.published()).isZero();
    assertThat(committed).isNotDone();
    fixture.log.releaseSyncs();
    assertThat(committed.join()).isEqualTo(1);
    assertThat(fixture.clock.published()).isEqualTo(1);
  }

  @Test
  void aCommitWhoseSyncFailsIsRefusedAndNeverVisible() {
    fixture.log.failToSync();
    assertThatThrownBy(() -> fixture.commit(commit))
        .isInstanceOf(DatabaseFailedException.class)
        .hasMessageStartingWith("The log could not be synced: whether the last transactions are")
        .hasRootCauseMessage("input/output error");
    assertThat(fixture.clock.published()).isZero();
    assertThatThrownBy(() -> fixture.commit(new ScriptedCommit()))
        .isInstanceOf(DatabaseFailedException.class)
        .hasMessageContaining("input/output error");
  }

  @Test
  void aFailedSyncIsNeverRepeated() {
    fixture.log.failToSync();
    assertThatThrownBy(() -> fixture.commit(commit)).isInstanceOf(DatabaseFailedException.class);
    assertThatThrownBy(() -> fixture.committer.sync()).isInstanceOf(DatabaseFailedException.class);
    assertThat(fixture.syncer.stop()).hasMessage("input/output error");
    assertThat(fixture.log.syncs()).isOne();
  }

  @Test
  void aCommitThatChangesNothingWaitsForWhatMadeItSo() {
    fixture.log.holdSyncs();
    fixture.committer.commit(commit, null);
    ScriptedCommit nothing = new ScriptedCommit();
    nothing.preparation = () -> false;
    CompletableFuture<Long> other = CompletableFuture.supplyAsync(() -> fixture.commit(nothing));
    fixture.log.awaitSyncBegun(1);
    assertThat(other).isNotDone();
    fixture.log.releaseSyncs();
    other.join();
    assertThat(fixture.clock.published()).isEqualTo(1);
  }

  @Test
  void whoLocksEverythingWaitsUntilAllIsVisible() {
    fixture.log.holdSyncs();
    fixture.committer.commit(commit, null);
    CompletableFuture<Long> seen =
        CompletableFuture.supplyAsync(() -> {
          fixture.committer.lockAll();
          try {
            return fixture.clock.published();
          } finally {
            fixture.committer.unlockAll();
          }
        });
    fixture.log.awaitSyncBegun(1);
    fixture.log.releaseSyncs();
    assertThat(seen.join()).isEqualTo(1);
  }
}
