package dev.hmdb.internal.engine;

/** The death of the process, for tests in other packages. */
public final class Death {
  private Death() {}

  /** Lets go of the engine's directory as the death of the process would. */
  public static void of(Engine<?> engine) {
    engine.kill();
  }
}
