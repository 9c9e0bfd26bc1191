package dev.hmdb.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A bucket with the chain {@code low -> high} is split: the new pair of heads appears, then the
 * chain is cut. A reader who looks for {@code high} finds it, wherever it is.
 */
public final class ChainCut {
  /*
   * The reader takes the new pair if it is there, else the old head; and when the old chain ends
   * without the key, it looks for the new pair once more. That the end of the chain was reached by
   * a cut implies that the pair is there to be seen: release at the cut, acquire at `next`.
   */
  private static final VarHandle PAIR;
  private static final VarHandle NEXT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      PAIR = lookup.findVarHandle(Shared.class, "pair", Node[].class);
      NEXT = lookup.findVarHandle(Node.class, "next", Node.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private ChainCut() {}

  private static final class Node {
    final boolean isHigh;
    Node next;

    Node(boolean isHigh, Node next) {
      this.isHigh = isHigh;
      this.next = next;
    }

    Node nextAcquire() {
      return (Node) NEXT.getAcquire(this);
    }
  }

  static class Shared {
    private final Node high = new Node(true, null);
    private final Node low = new Node(false, high);

    /** The heads of the two new buckets; null until they are there. */
    Node[] pair;

    final void publishPair() {
      PAIR.setRelease(this, new Node[] {low, high});
    }

    final void cut() {
      NEXT.setRelease(low, (Node) null);
    }

    final boolean isInNewPair() {
      Node[] found = (Node[]) PAIR.getAcquire(this);
      return found != null && found[1].isHigh;
    }

    final boolean isInOldChain() {
      Node node = low;
      while (node != null && !node.isHigh) {
        node = node.nextAcquire();
      }
      return node != null;
    }
  }

  /** As hmdb does it. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "in the new pair, or in the chain before its cut")
  @Outcome(id = "0", expect = FORBIDDEN, desc = "a key that was there all the time was not found")
  @State
  public static class PublishedThenCut extends Shared {
    @Actor
    public void writer() {
      publishPair();
      cut();
    }

    @Actor
    public void reader(I_Result r) {
      r.r1 = isInNewPair() || isInOldChain() || isInNewPair() ? 1 : 0;
    }
  }

  /** The first look may be too early and the chain cut by the time of the walk. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "in the new pair, or in the chain before its cut")
  @Outcome(
      id = "0",
      expect = ACCEPTABLE_INTERESTING,
      desc = "no pair yet; publish, cut; the chain ends: not found")
  @State
  public static class NoSecondLook extends Shared {
    @Actor
    public void writer() {
      publishPair();
      cut();
    }

    @Actor
    public void reader(I_Result r) {
      r.r1 = isInNewPair() || isInOldChain() ? 1 : 0;
    }
  }

  /** For a moment the key is nowhere. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "in the chain before its cut, or in the new pair")
  @Outcome(
      id = "0",
      expect = ACCEPTABLE_INTERESTING,
      desc = "cut; the chain ends, and no pair yet: not found")
  @State
  public static class CutThenPublished extends Shared {
    @Actor
    public void writer() {
      cut();
      publishPair();
    }

    @Actor
    public void reader(I_Result r) {
      r.r1 = isInNewPair() || isInOldChain() || isInNewPair() ? 1 : 0;
    }
  }

  /**
   * The memory model allows that the cut is seen and the pair is not. x86 keeps both sides in
   * order; the compiler may exchange the stores or merge the two looks, which is what makes it
   * fail, if anything does.
   */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "in the new pair, or in the chain before its cut")
  @Outcome(
      id = "0",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the cut was seen, the pair was not: not found")
  @State
  public static class Plain extends Shared {
    @Actor
    public void writer() {
      PAIR.set(this, new Node[] {super.low, super.high});
      NEXT.set(super.low, (Node) null);
    }

    @Actor
    public void reader(I_Result r) {
      r.r1 = isInPairPlain() || isInChainPlain() || isInPairPlain() ? 1 : 0;
    }

    private boolean isInPairPlain() {
      Node[] found = pair;
      return found != null && found[1] != null;
    }

    private boolean isInChainPlain() {
      Node node = super.low;
      while (node != null && !node.isHigh) {
        node = node.next;
      }
      return node != null;
    }
  }
}
