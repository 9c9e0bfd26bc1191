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
 * A walk passes each entry of its timestamp once. The results are how many entries it passed, and
 * the sum of the bits that their values stand for, which differs if one came twice instead of
 * another.
 */
public final class CursorDuringChange {
  private CursorDuringChange() {}

  static class Shared {
    final GrowingTable growing = new GrowingTable(KeyShape.reference());
    final HashTable<FiledKey, Integer> table = growing.table;
    final CommitSteps<FiledKey, Integer> steps = new CommitSteps<>(growing.clock, table);

    final void walk(Cursor<FiledKey, Integer> cursor, II_Result r) {
      int count = 0;
      int bits = 0;
      while (cursor.advance()) {
        count++;
        bits += 1 << cursor.value();
      }
      r.r1 = count;
      r.r2 = bits;
    }
  }

  /**
   * Between the moment when a bucket appears and the moment when its chains are cut, a chain leads
   * on into the next bucket; the walk once went back from there and passed entries twice.
   */
  @JCStressTest
  @Outcome(id = "12, 4095", expect = ACCEPTABLE, desc = "each once, wherever the walk met a move")
  @Outcome(expect = FORBIDDEN, desc = "an entry was passed twice or left out")
  @State
  public static class Growing extends Shared {
    @Actor
    public void writer() {
      growing.grow();
    }

    @Actor
    public void reader(II_Result r) {
      walk(table.cursor(0), r);
    }
  }

  /** A weakly consistent walk has no excuse either, while nothing but the array changes. */
  @JCStressTest
  @Outcome(id = "12, 4095", expect = ACCEPTABLE, desc = "each once, wherever the walk met a move")
  @Outcome(expect = FORBIDDEN, desc = "an entry was passed twice or left out")
  @State
  public static class GrowingLive extends Shared {
    @Actor
    public void writer() {
      table.reserve(80);
      growing.grow();
    }

    @Actor
    public void reader(II_Result r) {
      walk(table.liveCursor(), r);
    }
  }

  /** Nothing is settled, since the walk counts as a snapshot at 0. */
  @JCStressTest
  @Outcome(id = "12, 4095", expect = ACCEPTABLE, desc = "the entries of timestamp 0, each once")
  @Outcome(expect = FORBIDDEN, desc = "an entry of another timestamp, or one left out")
  @State
  public static class Committing extends Shared {
    @Actor
    public void writer() {
      steps.install(GrowingTable.key(0), 20, 1);
      steps.publish(1);
      steps.install(GrowingTable.key(1), null, 2);
      steps.publish(2);
      steps.install(GrowingTable.absentKey(3), 21, 3);
      steps.publish(3);
      steps.install(GrowingTable.key(1), 22, 4);
      steps.publish(4);
      growing.grow();
    }

    @Actor
    public void reader(II_Result r) {
      walk(table.cursor(0), r);
    }
  }
}
