package dev.hmdb.internal.disk;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs calls on a {@code FileChannel} where no interrupt can reach them. */
final class UninterruptibleThread {
  /*
   * An interrupt that meets a thread inside an interruptible channel operation closes the channel,
   * for every thread that uses it. So such operations run on threads that nobody else has a
   * reference to, and the caller waits for them whether it is interrupted or not.
   *
   * Why not one thread: a sync of one file would hold up a mapping of another, which an append may
   * be waiting for. Why not a new thread for each call: starting one costs about as much as the sync
   * of a fast disk. Idle threads end after ten seconds, so nothing is left of a database long closed.
   */
  private static final ExecutorService THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task ->
              Thread.ofPlatform()
                  .name("hmdb-io")
                  .daemon()
                  .inheritInheritableThreadLocals(false)
                  .unstarted(task));

  private UninterruptibleThread() {}

  /** Returns or throws what {@code operation} does. The caller's interrupt status is unchanged. */
  static <T> T call(Callable<T> operation) throws IOException {
    FutureTask<T> task = new FutureTask<>(operation);
    THREADS.execute(task);
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          isInterrupted = true;
        } catch (ExecutionException e) {
          throw rethrown(Objects.requireNonNull(e.getCause()));
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException rethrown(Throwable failure) {
    return switch (failure) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> new IOException(failure);
    };
  }
}
