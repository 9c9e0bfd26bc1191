package dev.hmdb.internal.engine;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs long work of a caller's on a thread of hmdb's own: with a whole stack, however deep the
 * caller is, and where no interrupt of the caller reaches it or the codecs that it runs.
 */
final class OwnThread {
  private OwnThread() {}

  /**
   * Returns or throws what {@code work} does, which has ended then. An interrupt of the caller does
   * not end the wait and is not lost.
   *
   * @param name of the thread, for those who look at a thread dump
   * @throws OutOfMemoryError also if there can be no more threads; nothing was begun
   */
  static <T> T call(String name, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread.ofPlatform().name(name).daemon().inheritInheritableThreadLocals(false).start(task);
    boolean wasInterrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          wasInterrupted = true;
        } catch (ExecutionException e) {
          throw rethrown(Objects.requireNonNull(e.getCause()));
        }
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(Throwable failure) {
    return switch (failure) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> throw new AssertionError(failure); // a Supplier throws nothing else
    };
  }
}
