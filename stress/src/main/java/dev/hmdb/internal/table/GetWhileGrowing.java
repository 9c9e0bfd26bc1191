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

/** Gets while the array doubles, buckets move and chains are cut. */
public final class GetWhileGrowing {
  private GetWhileGrowing() {}

  static class Shared {
    final GrowingTable growing;
    final HashTable<FiledKey, Integer> table;
    final CommitSteps<FiledKey, Integer> steps;

    Shared(KeyShape<FiledKey> shape) {
      growing = new GrowingTable(shape);
      table = growing.table;
      steps = new CommitSteps<>(growing.clock, table);
    }

    Shared() {
      this(KeyShape.reference());
    }

    final int isThere(FiledKey key) {
      return table.get(key) == null ? 0 : 1;
    }

    final int get(FiledKey key) {
      Integer value = table.get(key);
      return value == null ? -1 : value;
    }
  }

  /** A key of each half, each behind a cut. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "found in the old array or in the new one")
  @Outcome(
      id = {"0, .*", ".*, 0"},
      expect = FORBIDDEN,
      desc = "a key that was there was not found")
  @State
  public static class PresentKeys extends Shared {
    @Actor
    public void writer() {
      growing.grow();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = isThere(GrowingTable.key(1));
      r.r2 = isThere(GrowingTable.key(7));
    }
  }

  /** As {@link PresentKeys}, in a table whose entries hold numbers for keys. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "found in the old array or in the new one")
  @Outcome(
      id = {"0, .*", ".*, 0"},
      expect = FORBIDDEN,
      desc = "a key that was there was not found")
  @State
  public static class PresentNumbers extends Shared {
    public PresentNumbers() {
      super(new FiledKey.OneLong());
    }

    @Actor
    public void writer() {
      growing.grow();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = isThere(GrowingTable.key(1));
      r.r2 = isThere(GrowingTable.key(7));
    }
  }

  /** The array doubles three times during a get, and the get starts again each time it must. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "found in one of the arrays")
  @Outcome(
      id = {"0, .*", ".*, 0"},
      expect = FORBIDDEN,
      desc = "a key that was there was not found")
  @State
  public static class PresentKeysManyTimes extends Shared {
    @Actor
    public void writer() {
      table.reserve(80);
      growing.grow();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = isThere(GrowingTable.key(1));
      r.r2 = isThere(GrowingTable.key(7));
    }
  }

  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "not found in any array")
  @Outcome(
      id = {"1, .*", ".*, 1"},
      expect = FORBIDDEN,
      desc = "found what was never there")
  @State
  public static class AbsentKeys extends Shared {
    @Actor
    public void writer() {
      growing.grow();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = isThere(GrowingTable.absentKey(1));
      r.r2 = isThere(GrowingTable.absentKey(7));
    }
  }

  /** The key whose insertion makes the table grow, and the one before. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both before the publication")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the publication in between")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both after the publication")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the key was there and is gone again")
  @State
  public static class InsertedKey extends Shared {
    @Actor
    public void writer() {
      steps.commit(GrowingTable.absentKey(1), 1);
      growing.grow();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = isThere(GrowingTable.absentKey(1));
      r.r2 = isThere(GrowingTable.absentKey(1));
    }
  }

  /**
   * A reader may still walk the old array's chains when an entry is replaced in the new one's only:
   * the old head then leads to the old entry.
   */
  @JCStressTest
  @Outcome(
      id = {"6, 6", "6, 100", "6, 101", "100, 100", "100, 101", "101, 101"},
      expect = ACCEPTABLE,
      desc = "6, then 100, then 101; each get at a moment of its own, in order")
  @Outcome(
      id = {"-1, .*", ".*, -1"},
      expect = FORBIDDEN,
      desc = "the key was there all the time")
  @Outcome(
      id = {"100, 6", "101, .*"},
      expect = FORBIDDEN,
      desc = "back in time")
  @State
  public static class ReplacedKey extends Shared {
    @Actor
    public void writer() {
      growing.grow();
      steps.commit(GrowingTable.key(6), 100);
      steps.commit(GrowingTable.key(6), 101);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = get(GrowingTable.key(6));
      r.r2 = get(GrowingTable.key(6));
    }
  }

  /** As {@link ReplacedKey}, but the head of the old chain is unlinked and the rest is needed. */
  @JCStressTest
  @Outcome(
      id = {"7, 7", "7, 100", "100, 100"},
      expect = ACCEPTABLE,
      desc = "7, then 100; each get at a moment of its own, in order")
  @Outcome(
      id = {"-1, .*", ".*, -1"},
      expect = FORBIDDEN,
      desc = "the key was there all the time")
  @Outcome(id = "100, 7", expect = FORBIDDEN, desc = "back in time")
  @State
  public static class KeyBehindRemovedHead extends Shared {
    @Actor
    public void writer() {
      table.reserve(1);
      steps.commit(GrowingTable.key(6), null);
      steps.commit(GrowingTable.key(7), 100);
      growing.grow();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = get(GrowingTable.key(7));
      r.r2 = get(GrowingTable.key(7));
    }
  }

  /** The real table with the reader of {@code dev.hmdb.stress.ChainCut.NoSecondLook}. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "found in the old array or in the new one")
  @Outcome(
      id = {"0, .*", ".*, 0"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "head of the old chain; bucket moved and chain cut; the chain ends: not found")
  @State
  public static class WithoutSecondLook extends Shared {
    @Actor
    public void writer() {
      growing.grow();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = found(GrowingTable.key(1));
      r.r2 = found(GrowingTable.key(7));
    }

    private int found(FiledKey key) {
      return GrowingTable.findWithoutSecondLook(table, key, key.hash()) == null ? 0 : 1;
    }
  }
}
