package dev.hmdb.internal.tx;

import dev.hmdb.internal.table.Clock;
import java.util.concurrent.TimeUnit;

/** A committer with what belongs to it, over a log that does as it is told. */
final class CommitterFixture implements AutoCloseable {
  final Clock clock = new Clock();
  final SnapshotRegistry snapshots = new SnapshotRegistry(clock);
  final ScriptedLog log = new ScriptedLog();
  final Syncer syncer;
  final Committer committer;

  private CommitterFixture(boolean publishesOnSync) {
    syncer = new Syncer(log, clock, publishesOnSync, TimeUnit.HOURS.toNanos(1));
    committer = new Committer(clock, 2, snapshots, log, syncer);
    syncer.start(committer);
  }

  /** Commits are visible at once and synced when somebody asks. */
  static CommitterFixture buffered() {
    return new CommitterFixture(false);
  }

  /** Commits are visible once they are synced. */
  static CommitterFixture synced() {
    return new CommitterFixture(true);
  }

  /** Commits, and waits as a user's call does. */
  long commit(Commit commit) {
    long timestamp = committer.commit(commit, null);
    committer.awaitCommitted(timestamp, false);
    return timestamp;
  }

  /** Takes a reader out, as the end of a snapshot does. */
  void leave(SnapshotRegistry.Registration registration) {
    snapshots.leave(registration);
    committer.settle();
  }

  @Override
  public void close() {
    log.releaseSyncs();
    committer.close();
    syncer.abandon();
  }
}
