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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A commit that replaces two entries becomes visible at once: two reads in a row never see the
 * first one new and the second one old.
 */
public final class CommitOfTwoKeys {
  /*
   * The writer installs both entries, publishes, and settles both. The reader takes an entry whose
   * version is null, else compares the version with the clock.
   */
  private static final VarHandle X = entry("x");
  private static final VarHandle Y = entry("y");
  private static final VarHandle PUBLISHED;

  static {
    try {
      PUBLISHED = MethodHandles.lookup().findVarHandle(Shared.class, "published", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private CommitOfTwoKeys() {}

  private static VarHandle entry(String name) {
    try {
      return MethodHandles.lookup().findVarHandle(Shared.class, name, Entry.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static class Shared {
    Entry x = Entry.settled(0);
    Entry y = Entry.settled(0);
    long published;

    final Entry newX = Entry.over(x, 1, 1);
    final Entry newY = Entry.over(y, 1, 1);

    final void install() {
      X.setRelease(this, newX);
      Y.setRelease(this, newY);
    }

    final void publish() {
      PUBLISHED.setVolatile(this, 1L);
    }

    final void settle() {
      newX.settleRelease();
      newY.settleRelease();
    }

    final int get(VarHandle place) {
      Entry entry = (Entry) place.getAcquire(this);
      Version version = entry.versionAcquire();
      if (version == null || version.timestamp() <= (long) PUBLISHED.getVolatile(this)) {
        return entry.value;
      }
      return version.older().value;
    }

    final int getOpaque(VarHandle place) {
      Entry entry = (Entry) place.getOpaque(this);
      Version version = entry.versionOpaque();
      if (version == null || version.timestamp() <= (long) PUBLISHED.getOpaque(this)) {
        return entry.value;
      }
      return version.older().value;
    }

    final int getPlain(VarHandle place) {
      Entry entry = (Entry) place.get(this);
      Version version = (Version) Entry.VERSION.get(entry);
      if (version == null || version.timestamp() <= (long) PUBLISHED.get(this)) {
        return entry.value;
      }
      return version.older().value;
    }
  }

  /** As hmdb does it. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both reads before the publication")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the publication between the reads")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both reads after the publication")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "half of the commit was seen")
  @State
  public static class InstalledThenPublishedThenSettled extends Shared {
    @Actor
    public void writer() {
      install();
      publish();
      settle();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = get(X);
      r.r2 = get(Y);
    }
  }

  /** Settling vouches for the publication, so it must not come first. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both reads before anything was settled")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "y was settled or published between the reads")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both reads after both were settled")
  @Outcome(
      id = "1, 0",
      expect = ACCEPTABLE_INTERESTING,
      desc = "settle x, get x = 1, get y = 0 by the clock, publish: half of the commit was seen")
  @State
  public static class SettledBeforePublished extends Shared {
    @Actor
    public void writer() {
      install();
      settle();
      publish();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = get(X);
      r.r2 = get(Y);
    }
  }

  /** The clock vouches for the installation, so it must not move first. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both reads before anything was installed")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "y was installed between the reads")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both reads after both were installed")
  @Outcome(
      id = "1, 0",
      expect = ACCEPTABLE_INTERESTING,
      desc = "publish, install x, get x = 1, get y = 0, install y: half of the commit was seen")
  @State
  public static class PublishedBeforeInstalled extends Shared {
    @Actor
    public void writer() {
      publish();
      install();
      settle();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = get(X);
      r.r2 = get(Y);
    }
  }

  /**
   * No order between places: the memory model allows that y's entry is read before x's, or the
   * clock before the entries. Not seen on x86, whose order of stores and of loads does what release
   * and acquire ask for, and whose compiler leaves opaque accesses in their order.
   */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both reads before the publication")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the publication between the reads")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both reads after the publication")
  @Outcome(
      id = "1, 0",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the accesses of one of them took effect in another order")
  @State
  public static class Opaque extends Shared {
    @Actor
    public void writer() {
      X.setOpaque(this, newX);
      Y.setOpaque(this, newY);
      PUBLISHED.setOpaque(this, 1L);
      newX.settleOpaque();
      newY.settleOpaque();
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = getOpaque(X);
      r.r2 = getOpaque(Y);
    }
  }

  /** The compiler too may reorder the accesses, or read the clock once for both. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both reads before the publication")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the publication between the reads")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both reads after the publication")
  @Outcome(
      id = "1, 0",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the accesses of one of them took effect in another order")
  @State
  public static class Plain extends Shared {
    @Actor
    public void writer() {
      X.set(this, newX);
      Y.set(this, newY);
      PUBLISHED.set(this, 1L);
      Entry.VERSION.set(newX, (Version) null);
      Entry.VERSION.set(newY, (Version) null);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = getPlain(X);
      r.r2 = getPlain(Y);
    }
  }
}
