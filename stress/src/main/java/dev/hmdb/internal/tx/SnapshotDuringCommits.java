package dev.hmdb.internal.tx;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.EntryCursor;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A snapshot is one state, and stays it while commits are published and settled: the registry
 * against the clock, {@code dev.hmdb.stress.SnapshotsAndSettling} in real.
 */
public final class SnapshotDuringCommits {
  private SnapshotDuringCommits() {}

  /** The value of the key is the timestamp of its commit. */
  @JCStressTest
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "in before commit 1; its version was kept")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "in between the commits; version 1 was kept")
  @Outcome(id = "2, 2, 2", expect = ACCEPTABLE, desc = "in after commit 2")
  @Outcome(expect = FORBIDDEN, desc = "another version than the one of the timestamp")
  @State
  public static class Repeatable {
    private final Clock clock = new Clock();
    private final SnapshotRegistry registry = new SnapshotRegistry(clock);
    private final Committer committer =
        new Committer(
            clock, 1, registry, CommitLog.NONE, new Syncer(CommitLog.NONE, clock, false, 1));
    private final StoredTable<String, Integer> table = InMemory.table(0, "x", clock);
    private final Encoder nothing = new Encoder(16);

    public Repeatable() {
      table.entries().load("key", 0);
    }

    @Actor
    public void writer() {
      committer.commit(new SingleChange<>(table, "key", 1, nothing), null);
      committer.commit(new SingleChange<>(table, "key", 2, nothing), null);
    }

    @Actor
    public void reader(III_Result r) {
      SnapshotRegistry.Registration registration = registry.enter();
      r.r1 = (int) registration.timestamp();
      r.r2 = table.entries().get("key", registration.timestamp());
      r.r3 = table.entries().get("key", registration.timestamp());
      registry.leave(registration);
    }
  }

  /** One commit, two tables. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "taken before the commit")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "taken after the commit")
  @Outcome(expect = FORBIDDEN, desc = "half of the commit was seen")
  @State
  public static class OfTwoTables {
    private final InMemory db = new InMemory();

    public OfTwoTables() {
      db.x.entries().load("key", 0);
      db.y.entries().load("key", 0);
    }

    @Actor
    public void writer() {
      db.transact(transaction -> {
        transaction.set(db.y, "key", 1);
        transaction.set(db.x, "key", 1);
      });
    }

    @Actor
    public void reader(II_Result r) {
      SnapshotContext snapshot = db.transactions.snapshot();
      r.r1 = snapshot.get(db.x, "key");
      r.r2 = snapshot.get(db.y, "key");
      snapshot.close();
    }
  }

  /** Removals are unlinked and keys come in, but not for the snapshot. */
  @JCStressTest
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "a and b, or b and c")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "b, after a was removed")
  @Outcome(expect = FORBIDDEN, desc = "the walk and the size are of different states")
  @State
  public static class WalkAndSize {
    private final InMemory db = new InMemory();

    public WalkAndSize() {
      db.x.entries().load("a", 0);
      db.x.entries().load("b", 0);
    }

    @Actor
    public void writer() {
      db.transactions.remove(db.x, "a");
      db.put(db.x, "c", 0);
    }

    @Actor
    public void reader(II_Result r) {
      SnapshotContext snapshot = db.transactions.snapshot();
      EntryCursor<String, Integer> cursor = snapshot.cursor(db.x);
      int count = 0;
      while (cursor.advance()) {
        count++;
      }
      r.r1 = count;
      r.r2 = (int) snapshot.size(db.x);
      snapshot.close();
    }
  }
}
