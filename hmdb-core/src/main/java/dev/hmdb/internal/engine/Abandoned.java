package dev.hmdb.internal.engine;

import java.lang.ref.Cleaner;

/** Lets go of what users forgot to close, once it is garbage. */
final class Abandoned {
  private static final Cleaner CLEANER = Cleaner.create();

  private Abandoned() {}

  /**
   * @param handle what the user holds
   * @param release runs some time after nobody holds the handle any more; must not refer to it
   */
  static void watch(Object handle, Runnable release) {
    CLEANER.register(handle, release);
  }
}
