package dev.hmdb.internal.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hmdb.KeyShape;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two gets in a row never see half of a commit; {@code dev.hmdb.stress.CommitOfTwoKeys} in real.
 */
public final class TwoKeysOfOneCommit {
  private TwoKeysOfOneCommit() {}

  /** One commit inserts "x" into one table and "y" into another or the same. */
  static class Shared {
    private final Clock clock = new Clock();
    private final HashTable<String, Integer> tableOfX =
        HashTable.create(KeyShape.reference(), clock);
    private final HashTable<String, Integer> tableOfY;
    final CommitSteps<String, Integer> x;
    final CommitSteps<String, Integer> y;

    Shared(boolean areTwoTables) {
      tableOfY = areTwoTables ? HashTable.create(KeyShape.reference(), clock) : tableOfX;
      tableOfX.load("x", 0);
      tableOfY.load("y", 0);
      x = new CommitSteps<>(clock, tableOfX);
      y = new CommitSteps<>(clock, tableOfY);
    }

    final void commit() {
      Entry<String, Integer> newX = x.install("x", 1, 1);
      Entry<String, Integer> newY = y.install("y", 1, 1);
      x.publish(1);
      x.settle(newX, 1);
      y.settle(newY, 1);
    }

    final void getBoth(II_Result r) {
      r.r1 = tableOfX.get("x");
      r.r2 = tableOfY.get("y");
    }
  }

  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both before the publication")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the publication in between")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both after the publication")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "half of the commit was seen")
  @State
  public static class InOneTable extends Shared {
    public InOneTable() {
      super(false);
    }

    @Actor
    public void writer() {
      commit();
    }

    @Actor
    public void reader(II_Result r) {
      getBoth(r);
    }
  }

  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both before the publication")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the publication in between")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both after the publication")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "half of the commit was seen")
  @State
  public static class InTwoTables extends Shared {
    public InTwoTables() {
      super(true);
    }

    @Actor
    public void writer() {
      commit();
    }

    @Actor
    public void reader(II_Result r) {
      getBoth(r);
    }
  }

  /** The real table, used wrongly: what happens if the committer settles before it publishes. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both before anything was settled")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "y was settled or published in between")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both after both were settled")
  @Outcome(
      id = "1, 0",
      expect = ACCEPTABLE_INTERESTING,
      desc = "settle x, get x = 1, get y = 0 by the clock, publish: half of the commit was seen")
  @State
  public static class SettledBeforePublished extends Shared {
    public SettledBeforePublished() {
      super(true);
    }

    @Actor
    public void writer() {
      Entry<String, Integer> newX = x.install("x", 1, 1);
      Entry<String, Integer> newY = y.install("y", 1, 1);
      x.settle(newX, 1);
      y.settle(newY, 1);
      x.publish(1);
    }

    @Actor
    public void reader(II_Result r) {
      getBoth(r);
    }
  }
}
