package dev.hmdb.it;

/** The seed of what is random in a test: given by {@code -Dhmdb.seed}, else new; printed always. */
public final class Seed {
  private Seed() {}

  /** A seed, printed with the name of what uses it. */
  public static long next(String what) {
    long seed = Long.getLong("hmdb.seed", System.nanoTime());
    System.out.println(what + ": seed=" + seed + " (repeat with -Dhmdb.seed=" + seed + ")");
    return seed;
  }
}
