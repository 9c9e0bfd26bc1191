package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseFailedException;
import dev.hmdb.internal.table.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A committer that other processes are ahead of. */
@Timeout(30)
class FollowingCommitterTest {
  private final Clock clock = new Clock();
  private final StoredTable<String, String> table = TransactionsFixture.table(0, "words", clock);
  private final SnapshotRegistry snapshots = new SnapshotRegistry(clock);
  private final Ahead ahead = new Ahead();
  private final ScriptedLog log = new ScriptedLog().shareWith(ahead);
  private final Syncer syncer = new Syncer(log, clock, false, TimeUnit.HOURS.toNanos(1));

  @AfterEach
  void close() {
    syncer.abandon();
  }

  private Committer start(Clock published) {
    Committer committer = new Committer(published, 1, snapshots, log, syncer);
    syncer.start(committer);
    return committer;
  }

  /** Has one commit, until it was applied, and then perhaps another. */
  private final class Ahead implements OtherProcesses {
    boolean isAhead;
    boolean isSeveral;
    boolean isFaster;
    boolean isOutOfMemory;
    long position = 77;
    long applied;

    @Override
    public boolean isAhead() {
      return isAhead;
    }

    @Override
    public long newest() {
      return applied + (isAhead ? 1 : 0);
    }

    @Override
    public boolean hasReached(long change) {
      return applied >= change;
    }

    @Override
    public void read(Receiver receiver) {
      if (isAhead) {
        ForeignCommit commit = new ForeignCommit(1, position, isSeveral);
        commit.put(table, "k", "v");
        receiver.apply(commit);
        applied++;
        isAhead = isFaster;
      }
    }

    @Override
    public void lockOut(Receiver receiver, long sinceNanos) {
      read(receiver);
    }

    @Override
    public void letIn() {}

    @Override
    public void installed() {
      if (isOutOfMemory) {
        position = log.position(1);
        isAhead = true; // the commit is another one's, for all that it knows
        throw new OutOfMemoryError("on purpose");
      }
    }
  }

  @Test
  void everyReadIsRefusedAfterACommitThatCouldNotBeInstalled() {
    Committer committer = start(null); // to publish fails
    ahead.isAhead = true;
    assertThatThrownBy(committer::catchUp).isInstanceOf(DatabaseFailedException.class);
    assertThatThrownBy(committer::catchUp)
        .isInstanceOf(DatabaseFailedException.class)
        .hasMessageContaining("could not be applied")
        .hasMessageContaining("close the database and open it again");
  }

  /** Writes down what it is told. */
  private static final class Noting implements CommitObserver {
    final List<String> told = new ArrayList<>();

    @Override
    public Note note(Prepared commit) {
      StringBuilder changes = new StringBuilder();
      commit.show(
          new Receiver() {
            @Override
            public <K, V> void change(
                StoredTable<K, V> table, K key, @Nullable V before, @Nullable V after) {
              changes.append(key).append(": ").append(before).append(" to ").append(after);
            }
          });
      return (timestamp, position) -> told.add(changes + " at " + position);
    }

    @Override
    public void skipped(long timestamp, long position) {
      told.add("several up to " + position);
    }

    @Override
    public void synced() {}
  }

  private List<String> toldOfACommit() {
    Noting noting = new Noting();
    Committer committer = start(clock);
    assertThat(committer.observe(_ -> noting)).isTrue();
    ahead.isAhead = true;
    committer.catchUp();
    return noting.told;
  }

  @Test
  void anObserverIsToldOfACommitOfAnotherProcess() {
    assertThat(toldOfACommit()).containsExactly("k: null to v at 77");
  }

  @Test
  void anObserverIsToldThatSeveralCannotBeToldApart() {
    ahead.isSeveral = true;
    assertThat(toldOfACommit()).containsExactly("several up to 77");
  }

  /** It is applied twice, which does no harm; to tell of it twice would. */
  @Test
  void anObserverIsToldOnceOfACommitThatIsTakenForAnothers() {
    Noting noting = new Noting();
    Committer committer = start(clock);
    assertThat(committer.observe(_ -> noting)).isTrue();
    ahead.isOutOfMemory = true;
    committer.commit(new ScriptedCommit(), null);
    committer.catchUp();
    assertThat(ahead.applied).isOne();
    assertThat(noting.told).containsExactly(" at 1");
  }

  @Test
  void nobodyObservesAClosedDatabase() {
    Committer committer = start(clock);
    committer.close();
    assertThat(committer.observe(_ -> new Noting())).isFalse();
  }

  @Test
  void aReadDoesNotWaitForWhatIsCommittedAfterItBegan() {
    Committer committer = start(clock);
    ahead.isAhead = true;
    ahead.isFaster = true;
    committer.catchUp();
    assertThat(ahead.applied).isOne();
  }

  @Test
  void aReadAtTheEndOfTheStackTearsNothing() {
    Committer committer = start(clock);
    for (int round = 0; round < 20; round++) {
      ahead.isAhead = true;
      dive(committer, round);
      assertThat(committer.failure()).isNull();
      assertThat(ahead.isAhead).isFalse();
    }
  }

  /** Goes down to the end of the stack, and reads on the way up until one read is done. */
  private void dive(Committer committer, int padding) {
    try {
      if (padding > 0 && padding % 2 == 0) {
        diveFurther(committer, padding - 1, 1L, 2L, 3L);
      } else {
        dive(committer, Math.max(0, padding - 1));
      }
    } catch (StackOverflowError e) {
      committer.catchUp();
    }
  }

  /** A frame of another size, so that the end comes at other places. */
  private void diveFurther(Committer committer, int padding, long a, long b, long c) {
    dive(committer, a + b == c ? padding : 0);
  }

  @Test
  void aSyncCoversWhatWasThereBeforeTheFirstCommitOfThisProcess() {
    start(clock).sync();
    assertThat(log.syncs()).isOne();
  }

  @Test
  void whatHadNothingToChangeIsSyncedWithWhatItFound() {
    start(clock).awaitCommitted(Committer.NOTHING, true);
    assertThat(log.syncs()).isOne();
  }
}
