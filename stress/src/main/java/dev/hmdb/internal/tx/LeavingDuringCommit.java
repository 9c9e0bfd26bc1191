package dev.hmdb.internal.tx;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * When the last snapshot is closed and no commit is under way, nothing is left unsettled: of the
 * one who leaves and the one who commits, one settles. Else old versions would be kept until the
 * next commit, which may never come.
 */
public final class LeavingDuringCommit {
  private LeavingDuringCommit() {}

  static class Shared {
    final InMemory db = new InMemory();
    final SnapshotContext snapshot;

    Shared() {
      db.x.entries().load("key", 0);
      snapshot = db.transactions.snapshot();
    }

    final int settled() {
      return InMemory.isSettled(db.x, "key") ? 1 : 0;
    }
  }

  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "settled by one or the other")
  @Outcome(id = "0", expect = FORBIDDEN, desc = "each left it to the other")
  @State
  public static class Replacing extends Shared {
    @Actor
    public void writer() {
      db.put(db.x, "key", 1);
    }

    @Actor
    public void reader() {
      snapshot.close();
    }

    @Arbiter
    public void after(I_Result r) {
      r.r1 = settled();
    }
  }

  /** The one who commits finds that there is nothing to do, but holds the lock for a moment. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "settled by one or the other")
  @Outcome(id = "0", expect = FORBIDDEN, desc = "each left it to the other")
  @State
  public static class RemovingNothing extends Shared {
    public RemovingNothing() {
      db.put(db.x, "key", 1);
    }

    @Actor
    public void writer() {
      db.transactions.remove(db.x, "absent");
    }

    @Actor
    public void reader() {
      snapshot.close();
    }

    @Arbiter
    public void after(I_Result r) {
      r.r1 = settled();
    }
  }
}
