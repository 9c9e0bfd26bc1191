package dev.hmdb.it.faults;

/** Throws from inside a user's code, at the n-th time it is called. */
final class Trap {
  private static final ThreadLocal<Trap> SET = new ThreadLocal<>();

  private final Throwable thrown;
  private int left;

  private Trap(Throwable thrown, int left) {
    this.thrown = thrown;
    this.left = left;
  }

  /** From now on the {@code n}-th call of this thread throws. */
  static void set(int n, Throwable thrown) {
    SET.set(new Trap(thrown, n));
  }

  static void unset() {
    SET.remove();
  }

  /** A call of a user's code. */
  static void call() {
    Trap trap = SET.get();
    if (trap != null && --trap.left == 0) {
      throw Trap.<RuntimeException>sneaky(trap.thrown);
    }
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
