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
 * A reader who is in at a timestamp finds the version of that timestamp: the writer does not settle
 * what replaced it.
 */
public final class SnapshotsAndSettling {
  /*
   * Dekker's pattern: the reader announces its timestamp and then looks at the clock; the writer
   * moves the clock and then looks at what is announced. One of them must see the other. That takes
   * accesses with one order for all, which is what volatile means: a store must not still wait in
   * its processor's store buffer when the load after it is done.
   *
   * The results are the timestamp that the reader got in at, and the value that it read, which is
   * the timestamp's number.
   */
  private static final long FREE = Long.MAX_VALUE;

  private static final VarHandle SLOT = number("slot");
  private static final VarHandle PUBLISHED = number("published");

  private SnapshotsAndSettling() {}

  private static VarHandle number(String name) {
    try {
      return MethodHandles.lookup().findVarHandle(Shared.class, name, long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static class Shared {
    long slot = FREE;
    long published;

    /** Commit 1 is installed over commit 0. */
    final Entry newest = Entry.over(Entry.settled(0), 1, 1);

    final int readAsOf(long timestamp) {
      Version version = newest.versionAcquire();
      return version == null || version.timestamp() <= timestamp
          ? newest.value
          : version.older().value;
    }
  }

  /** As hmdb does it. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "in at 0; the writer saw it and kept version 0")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the clock had moved: in at 1")
  @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "in at 0, and version 0 is gone")
  @State
  public static class Volatile extends Shared {
    @Actor
    public void writer() {
      PUBLISHED.setVolatile(this, 1L);
      if ((long) SLOT.getVolatile(this) >= 1) {
        newest.settleRelease();
      }
    }

    @Actor
    public void reader(II_Result r) {
      long timestamp = (long) PUBLISHED.getVolatile(this);
      SLOT.setVolatile(this, timestamp);
      for (long now; (now = (long) PUBLISHED.getVolatile(this)) != timestamp; ) {
        timestamp = now;
        SLOT.setVolatile(this, timestamp);
      }
      r.r1 = (int) timestamp;
      r.r2 = readAsOf(timestamp);
    }
  }

  /** Seen on x86: both stores wait in the store buffers while both loads are done. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "in at 0; the writer saw it and kept version 0")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the clock had moved: in at 1")
  @Outcome(
      id = "0, 1",
      expect = ACCEPTABLE_INTERESTING,
      desc = "neither saw the other: in at 0, and version 0 is gone")
  @State
  public static class ReleaseAndAcquire extends Shared {
    @Actor
    public void writer() {
      PUBLISHED.setRelease(this, 1L);
      if ((long) SLOT.getAcquire(this) >= 1) {
        newest.settleRelease();
      }
    }

    @Actor
    public void reader(II_Result r) {
      long timestamp = (long) PUBLISHED.getAcquire(this);
      SLOT.setRelease(this, timestamp);
      for (long now; (now = (long) PUBLISHED.getAcquire(this)) != timestamp; ) {
        timestamp = now;
        SLOT.setRelease(this, timestamp);
      }
      r.r1 = (int) timestamp;
      r.r2 = readAsOf(timestamp);
    }
  }

  /** Only the writer's side in full order: seen on x86, by the reader's store buffer. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "in at 0; the writer saw it and kept version 0")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the clock had moved: in at 1")
  @Outcome(
      id = "0, 1",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the reader's announcement came out after its second look: version 0 is gone")
  @State
  public static class AnnouncedWithRelease extends Shared {
    @Actor
    public void writer() {
      PUBLISHED.setVolatile(this, 1L);
      if ((long) SLOT.getVolatile(this) >= 1) {
        newest.settleRelease();
      }
    }

    @Actor
    public void reader(II_Result r) {
      long timestamp = (long) PUBLISHED.getVolatile(this);
      SLOT.setRelease(this, timestamp);
      for (long now; (now = (long) PUBLISHED.getVolatile(this)) != timestamp; ) {
        timestamp = now;
        SLOT.setRelease(this, timestamp);
      }
      r.r1 = (int) timestamp;
      r.r2 = readAsOf(timestamp);
    }
  }

  /** An announcement without a second look at the clock comes too late, in any memory model. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the writer saw the announcement")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the clock had moved")
  @Outcome(
      id = "0, 1",
      expect = ACCEPTABLE_INTERESTING,
      desc = "look at the clock; publish, no announcement, settle; announce: version 0 is gone")
  @State
  public static class NoSecondLook extends Shared {
    @Actor
    public void writer() {
      PUBLISHED.setVolatile(this, 1L);
      if ((long) SLOT.getVolatile(this) >= 1) {
        newest.settleRelease();
      }
    }

    @Actor
    public void reader(II_Result r) {
      long timestamp = (long) PUBLISHED.getVolatile(this);
      SLOT.setVolatile(this, timestamp);
      r.r1 = (int) timestamp;
      r.r2 = readAsOf(timestamp);
    }
  }

  /** A writer that looks for readers before it publishes misses those who come in between. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the writer saw the announcement")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the clock had moved: in at 1")
  @Outcome(
      id = "0, 1",
      expect = ACCEPTABLE_INTERESTING,
      desc = "no announcement; the reader comes in at 0; publish, settle: version 0 is gone")
  @State
  public static class RegistryBeforeClock extends Shared {
    @Actor
    public void writer() {
      boolean isFree = (long) SLOT.getVolatile(this) >= 1;
      PUBLISHED.setVolatile(this, 1L);
      if (isFree) {
        newest.settleRelease();
      }
    }

    @Actor
    public void reader(II_Result r) {
      long timestamp = (long) PUBLISHED.getVolatile(this);
      SLOT.setVolatile(this, timestamp);
      for (long now; (now = (long) PUBLISHED.getVolatile(this)) != timestamp; ) {
        timestamp = now;
        SLOT.setVolatile(this, timestamp);
      }
      r.r1 = (int) timestamp;
      r.r2 = readAsOf(timestamp);
    }
  }
}
