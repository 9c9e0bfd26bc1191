package dev.hmdb.internal.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.hmdb.KeyShape;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two gets of a key while commits change it: each sees a value that the key had, and the second one
 * none older than the first one did. -1 stands for absent.
 */
public final class GetDuringCommit {
  private static final String KEY = "key";

  private GetDuringCommit() {}

  static class Shared {
    final Clock clock = new Clock();
    final HashTable<String, Integer> table = HashTable.create(KeyShape.reference(), clock);
    final CommitSteps<String, Integer> steps = new CommitSteps<>(clock, table);

    final void getTwice(II_Result r) {
      r.r1 = get();
      r.r2 = get();
    }

    private int get() {
      Integer value = table.get(KEY);
      return value == null ? -1 : value;
    }
  }

  @JCStressTest
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "both before the publication")
  @Outcome(id = "-1, 1", expect = ACCEPTABLE, desc = "the publication in between")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both after the publication")
  @Outcome(id = "1, -1", expect = FORBIDDEN, desc = "the key was there and is gone again")
  @State
  public static class Insert extends Shared {
    @Actor
    public void writer() {
      steps.commit(KEY, 1);
    }

    @Actor
    public void reader(II_Result r) {
      getTwice(r);
    }
  }

  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both before the publication")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the publication in between")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both after the publication")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "back in time")
  @Outcome(
      id = {"-1, .*", ".*, -1"},
      expect = FORBIDDEN,
      desc = "the key was there all the time")
  @State
  public static class Replace extends Shared {
    public Replace() {
      table.load(KEY, 0);
    }

    @Actor
    public void writer() {
      steps.commit(KEY, 1);
    }

    @Actor
    public void reader(II_Result r) {
      getTwice(r);
    }
  }

  /** Settling the tombstone unlinks it. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both before the publication")
  @Outcome(id = "0, -1", expect = ACCEPTABLE, desc = "the publication in between")
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "both after: at a tombstone or at nothing")
  @Outcome(id = "-1, 0", expect = FORBIDDEN, desc = "the key was gone and is there again")
  @State
  public static class Remove extends Shared {
    public Remove() {
      table.load(KEY, 0);
    }

    @Actor
    public void writer() {
      steps.commit(KEY, null);
    }

    @Actor
    public void reader(II_Result r) {
      getTwice(r);
    }
  }

  /** The entry put in again takes the tombstone's place, or a new one once that is unlinked. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, -1", "0, 2", "-1, -1", "-1, 2", "2, 2"},
      expect = ACCEPTABLE,
      desc = "0, then absent, then 2; each get at a moment of its own, in order")
  @Outcome(
      id = {"-1, 0", "2, .*"},
      expect = FORBIDDEN,
      desc = "back in time")
  @State
  public static class RemoveAndInsertAgain extends Shared {
    public RemoveAndInsertAgain() {
      table.load(KEY, 0);
    }

    @Actor
    public void writer() {
      steps.commit(KEY, null);
      steps.commit(KEY, 2);
    }

    @Actor
    public void reader(II_Result r) {
      getTwice(r);
    }
  }

  /** Both commits are settled only after both are published, as when a snapshot was in the way. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 1", "0, 2", "1, 1", "1, 2", "2, 2"},
      expect = ACCEPTABLE,
      desc = "0, then 1, then 2; each get at a moment of its own, in order")
  @Outcome(
      id = {"1, 0", "2, 0", "2, 1"},
      expect = FORBIDDEN,
      desc = "back in time")
  @Outcome(
      id = {"-1, .*", ".*, -1"},
      expect = FORBIDDEN,
      desc = "the key was there all the time")
  @State
  public static class SettledLate extends Shared {
    public SettledLate() {
      table.load(KEY, 0);
    }

    @Actor
    public void writer() {
      Entry<String, Integer> one = steps.install(KEY, 1, 1);
      steps.publish(1);
      Entry<String, Integer> two = steps.install(KEY, 2, 2);
      steps.publish(2);
      steps.settle(one, 1);
      steps.settle(two, 2);
    }

    @Actor
    public void reader(II_Result r) {
      getTwice(r);
    }
  }

  /**
   * With SYNC, one sync publishes several commits. A get that overlaps the publication may still
   * return the first of them: it found the first one's entry before the second one's was installed,
   * and then saw the clock at the second. That is in order: it took effect between the two, all
   * three at the moment of the publication.
   */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both before the publication")
  @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "the publication in between")
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "both after the publication")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second get overlapped the publication")
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the first get overlapped the publication")
  @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "the second get began after the publication")
  @Outcome(
      id = {"2, 0", "2, 1", "1, 0"},
      expect = FORBIDDEN,
      desc = "back in time")
  @State
  public static class PublishedTogether extends Shared {
    public PublishedTogether() {
      table.load(KEY, 0);
    }

    @Actor
    public void writer() {
      Entry<String, Integer> one = steps.install(KEY, 1, 1);
      Entry<String, Integer> two = steps.install(KEY, 2, 2);
      steps.publish(2);
      steps.settle(one, 1);
      steps.settle(two, 2);
    }

    @Actor
    public void reader(II_Result r) {
      getTwice(r);
    }
  }
}
