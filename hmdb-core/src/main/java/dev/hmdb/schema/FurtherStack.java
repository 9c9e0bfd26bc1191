package dev.hmdb.schema;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The stack of another thread, for values that nest deeper than one stack has room for. Whoever
 * reads them recurses; how deep a legal value can be is known, but not how large a stack the caller
 * has.
 */
final class FurtherStack {
  /*
   * Places that one stack takes: frames of an interpreter need up to a KiB for each, and so half of
   * the 512 KiB that a thread has which has little. Values of most programs never come near.
   */
  static final int PLACES = 256;

  private static final long BYTES = 1 << 20;

  private FurtherStack() {}

  /** Whether what is at this depth is to be read on another stack. */
  static boolean isDue(int depth) {
    return depth > 0 && depth % PLACES == 0;
  }

  /** Runs on a stack of its own and returns, or throws, when that has ended. */
  static <T> T call(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(null, task, "hmdb-deep-value", BYTES, false);
    thread.setDaemon(true);
    thread.start();
    boolean wasInterrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          wasInterrupted = true;
        } catch (ExecutionException e) {
          switch (Objects.requireNonNull(e.getCause())) {
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable failure ->
                throw new AssertionError(failure); // a Supplier throws no other
          }
        }
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** As {@link #call}, for what returns nothing. */
  static void run(Runnable work) {
    call(() -> {
      work.run();
      return true;
    });
  }
}
