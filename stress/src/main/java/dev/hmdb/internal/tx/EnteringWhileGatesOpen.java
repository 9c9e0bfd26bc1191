package dev.hmdb.internal.tx;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Who is inside finds the gate shut, whoever has just come to open it. */
public final class EnteringWhileGatesOpen {
  private EnteringWhileGatesOpen() {}

  static class Shared implements ThreadGuard.Gate {
    final ThreadGuard guard = new ThreadGuard();

    /** Plain, as that of a table is. */
    boolean isOpen = true;

    Shared() {
      guard.add(this);
    }

    @Override
    public void open() {
      isOpen = true;
    }

    @Override
    public void shut() {
      isOpen = false;
    }

    /** The next one who asks opens. */
    final void askOften() {
      for (int i = 1; i < ThreadGuard.ASKED_BEFORE_OPENING; i++) {
        guard.foundShut();
      }
    }
  }

  @JCStressTest
  @Outcome(id = "false", expect = ACCEPTABLE, desc = "shut before, or by the one who enters")
  @Outcome(id = "true", expect = FORBIDDEN, desc = "inside, and the gate is open")
  @State
  public static class Shut extends Shared {
    public Shut() {
      guard.enter();
      guard.exit();
      askOften();
    }

    @Actor
    public void opener() {
      guard.foundShut();
    }

    @Actor
    public void inside(Z_Result r) {
      guard.enter();
      r.r1 = isOpen;
    }
  }

  /**
   * Somebody who found the gate shut before it was opened comes to open it too. The guard once took
   * it to be shut when somebody was inside, which that one believed and left it open.
   */
  @JCStressTest
  @Outcome(id = "false", expect = ACCEPTABLE, desc = "shut by the one who enters")
  @Outcome(id = "true", expect = FORBIDDEN, desc = "inside, and the gate is open")
  @State
  public static class OpenAlready extends Shared {
    public OpenAlready() {
      askOften();
    }

    @Actor
    public void opener() {
      guard.foundShut();
    }

    @Actor
    public void inside(Z_Result r) {
      guard.enter();
      r.r1 = isOpen;
    }
  }

  /** Two enter: the second must not rely on the first, who still waits for the lock. */
  @JCStressTest
  @Outcome(id = "false", expect = ACCEPTABLE, desc = "shut by one of those who enter")
  @Outcome(id = "true", expect = FORBIDDEN, desc = "inside, and the gate is open")
  @State
  public static class TwoEnter extends Shared {
    public TwoEnter() {
      askOften();
    }

    @Actor
    public void opener() {
      guard.foundShut();
    }

    @Actor
    public void first() {
      guard.enter();
    }

    @Actor
    public void second(Z_Result r) {
      guard.enter();
      r.r1 = isOpen;
    }
  }
}
