package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.DatabaseFailedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CommitterTest {
  private final CommitterFixture fixture = CommitterFixture.buffered();
  private final Committer committer = fixture.committer;
  private final ScriptedCommit commit = new ScriptedCommit();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void commitsTakeConsecutiveTimestampsAndAreVisibleAtOnce() {
    assertThat(fixture.commit(commit)).isEqualTo(1);
    assertThat(fixture.commit(new ScriptedCommit())).isEqualTo(2);
    assertThat(fixture.clock.published()).isEqualTo(2);
    assertThat(committer.commits()).isEqualTo(2);
  }

  @Test
  void aCommitIsInTheLogBeforeItIsInstalled() {
    commit.installation = () -> assertThat(fixture.log.appended()).isOne();
    fixture.commit(commit);
    assertThat(commit.isInstalled).isTrue();
  }

  @Test
  void aCommitThatIsNotValidIsAConflictAndNotAppended() {
    commit.validity = () -> false;
    assertThat(fixture.commit(commit)).isEqualTo(Committer.CONFLICT);
    assertThat(committer.conflicts()).isOne();
    assertThat(fixture.log.appended()).isZero();
    assertThat(commit.isInstalled).isFalse();
  }

  @Test
  void aCommitThatChangesNothingIsNotAppended() {
    commit.preparation = () -> false;
    assertThat(fixture.commit(commit)).isEqualTo(Committer.NOTHING);
    assertThat(fixture.log.appended()).isZero();
    assertThat(committer.commits()).isZero();
  }

  @Test
  void whatIsThrownBeforeTheAppendLeavesNothingBehind() {
    commit.preparation =
        () -> {
          throw new OutOfMemoryError("as if");
        };
    assertThatThrownBy(() -> fixture.commit(commit)).isInstanceOf(OutOfMemoryError.class);
    assertThat(fixture.log.appended()).isZero();
    assertThat(committer.failure()).isNull();
    assertThat(fixture.commit(new ScriptedCommit())).isEqualTo(1);
  }

  @Test
  void aFailedAppendKeepsNothingOfTheCommit() {
    fixture.log.failToAppend(true);
    assertThatThrownBy(() -> fixture.commit(commit))
        .isInstanceOf(DatabaseFailedException.class)
        .hasMessage(
            "The transaction could not be written to the log and nothing of it was kept:"
                + " no space left")
        .hasRootCauseMessage("no space left");
    assertThat(commit.isInstalled).isFalse();
    assertThat(fixture.clock.published()).isZero();
  }

  @Test
  void afterAFailedAppendALaterOneWorks() {
    fixture.log.failToAppend(true);
    assertThatThrownBy(() -> fixture.commit(commit)).isInstanceOf(DatabaseFailedException.class);
    fixture.log.failToAppend(false);
    assertThat(fixture.commit(new ScriptedCommit())).isEqualTo(1);
  }

  @Test
  void anAppendThatDiesInTheMiddleFailsTheDatabaseForGood() {
    fixture.log.dieInAppend();
    assertThatThrownBy(() -> fixture.commit(commit))
        .isInstanceOf(DatabaseFailedException.class)
        .hasMessageContaining("whether it counts is known once the database is reopened");
    assertThat(commit.isInstalled).isFalse();
    assertThat(committer.failure()).isInstanceOf(InternalError.class);
    assertThatThrownBy(() -> fixture.commit(new ScriptedCommit()))
        .isInstanceOf(DatabaseFailedException.class)
        .hasMessageContaining("writes are refused");
  }

  @Test
  void whatIsThrownAfterTheAppendFailsTheDatabaseForGood() {
    commit.installation =
        () -> {
          throw new AssertionError("broken");
        };
    assertThatThrownBy(() -> fixture.commit(commit))
        .isInstanceOf(DatabaseFailedException.class)
        .hasMessage(
            "The transaction is in the log, but could not be installed in memory: whether it counts"
                + " is known once the database is reopened");
    assertThat(fixture.clock.published()).isZero();

    assertThatThrownBy(() -> fixture.commit(new ScriptedCommit()))
        .isInstanceOf(DatabaseFailedException.class)
        .hasMessageContaining("broken")
        .hasMessageContaining("reads go on, writes are refused");
    assertThatThrownBy(committer::lockAll).isInstanceOf(DatabaseFailedException.class);
    assertThatThrownBy(committer::sync).isInstanceOf(DatabaseFailedException.class);
  }

  @Test
  void theFirstReasonOfAFailureStays() {
    IllegalStateException first = new IllegalStateException("first");
    IllegalStateException second = new IllegalStateException("second");
    committer.fail(first);
    committer.fail(second);
    committer.fail(first);
    assertThat(committer.failure()).isSameAs(first);
    assertThat(first.getSuppressed()).containsExactly(second);
  }

  @Test
  void aClosedCommitterRefusesCommits() {
    assertThat(committer.close()).isTrue();
    assertThat(committer.close()).isFalse();
    assertThatThrownBy(() -> fixture.commit(commit))
        .isInstanceOf(DatabaseClosedException.class)
        .hasMessage("The database is closed");
    assertThatThrownBy(committer::lockAll).isInstanceOf(DatabaseClosedException.class);
  }

  @Test
  void whoLocksEverythingKeepsOthersOutUntilTheUnlock() {
    CountDownLatch started = new CountDownLatch(1);
    committer.lockAll();
    CompletableFuture<Long> other =
        CompletableFuture.supplyAsync(() -> {
          started.countDown();
          return fixture.commit(new ScriptedCommit());
        });
    Await.latch(started);
    assertThat(fixture.commit(commit)).isEqualTo(1);
    assertThat(other).isNotDone();
    committer.unlockAll();
    assertThat(other.join()).isEqualTo(2);
  }

  @Test
  void aRefusedLockIsNotHeld() {
    committer.fail(new IllegalStateException("broken"));
    assertThatThrownBy(committer::lockAll).isInstanceOf(DatabaseFailedException.class);
    assertThat(CompletableFuture.supplyAsync(committer::close).join()).isTrue();
  }
}
