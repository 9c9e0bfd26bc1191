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
 * Whoever reaches an entry that is not published sees its version, which says so. An entry without
 * its version would count as settled, and be taken too early.
 */
public final class EntryPublication {
  private static final VarHandle HEAD;

  static {
    try {
      HEAD = MethodHandles.lookup().findVarHandle(Shared.class, "head", Entry.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private EntryPublication() {}

  /**
   * As in the table, except that nothing is final: a final field would have the constructor end in
   * a barrier, which hides the lack of a release.
   */
  private static final class Entry {
    int value;
    Object version;

    Entry(int value, Object version) {
      this.value = value;
      this.version = version;
    }
  }

  static class Shared {
    Entry head;

    static int seen(Entry entry) {
      if (entry == null) {
        return 0;
      }
      return entry.version == null || entry.value == 0 ? -1 : 1;
    }
  }

  /** As hmdb does it. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "not there yet")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "there, with all that is in it")
  @Outcome(id = "-1", expect = FORBIDDEN, desc = "there without its version: taken as settled")
  @State
  public static class Release extends Shared {
    @Actor
    public void writer() {
      HEAD.setRelease(this, new Entry(1, this));
    }

    @Actor
    public void reader(I_Result r) {
      r.r1 = seen((Entry) HEAD.getAcquire(this));
    }
  }

  /**
   * The stores into the entry may come after the store of the reference. On x86 only the compiler
   * can bring that about.
   */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "not there yet")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "there, with all that is in it")
  @Outcome(
      id = "-1",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the reference came out first: taken as settled")
  @State
  public static class Plain extends Shared {
    @Actor
    public void writer() {
      head = new Entry(1, this);
    }

    @Actor
    public void reader(I_Result r) {
      r.r1 = seen(head);
    }
  }
}
