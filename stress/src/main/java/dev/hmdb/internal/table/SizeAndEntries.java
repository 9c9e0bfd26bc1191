package dev.hmdb.internal.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hmdb.KeyShape;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The size and the entries change together: whoever sees the one sees the other afterwards. */
public final class SizeAndEntries {
  private SizeAndEntries() {}

  static class Shared {
    private final Clock clock = new Clock();
    private final HashTable<String, Integer> table = HashTable.create(KeyShape.reference(), clock);
    private final CommitSteps<String, Integer> steps = new CommitSteps<>(clock, table);

    final void insert() {
      steps.commit("key", 1);
    }

    final int size() {
      return (int) table.size();
    }

    final int count() {
      return table.get("key") == null ? 0 : 1;
    }
  }

  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both before the publication")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the publication in between")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both after the publication")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "counted, and not there")
  @State
  public static class SizeFirst extends Shared {
    @Actor
    public void writer() {
      insert();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = size();
      r.r2 = count();
    }
  }

  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both before the publication")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the publication in between")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both after the publication")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "there, and not counted")
  @State
  public static class EntryFirst extends Shared {
    @Actor
    public void writer() {
      insert();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = count();
      r.r2 = size();
    }
  }

  /** Sizes are settled beside readers who walk along them. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 1", "0, 2", "1, 1", "1, 2", "2, 2"},
      expect = ACCEPTABLE,
      desc = "each at a moment of its own, in order")
  @Outcome(
      id = {"1, 0", "2, 0", "2, 1"},
      expect = FORBIDDEN,
      desc = "back in time")
  @State
  public static class SettledLate extends Shared {
    @Actor
    public void writer() {
      Entry<String, Integer> one = super.steps.install("one", 1, 1);
      super.steps.publish(1);
      Entry<String, Integer> two = super.steps.install("two", 2, 2);
      super.steps.publish(2);
      super.steps.settle(one, 1);
      super.steps.settle(two, 2);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = size();
      r.r2 = size();
    }
  }
}
