package dev.hmdb.internal.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Has every part of something loaded, each by one of several threads.
 *
 * @param <T> a part: a block of a snapshot, say
 */
final class ParallelLoad<T> {
  /*
   * The calling thread works like the others, so that with one thread there are no others. The
   * threads are the load's own: a pool that others use could be full of tasks that wait for this
   * database.
   *
   * Publication: a thread's work is seen by the caller through join. What the caller made before is
   * seen by the threads through start.
   *
   * Failure: the first one stops everybody at the next part, and is thrown when all have ended;
   * others are added to it. A thread that cannot be started is done without.
   */
  private final List<T> parts;
  private final Task<T> task;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Loads one part. */
  @FunctionalInterface
  interface Task<T> {
    void load(T part) throws IOException;
  }

  ParallelLoad(List<T> parts, Task<T> task) {
    this.parts = parts;
    this.task = task;
  }

  /** Returns, or throws, when every thread has ended. An interrupt does not hasten that. */
  void run(int threadCount) throws IOException {
    List<Thread> threads = new ArrayList<>();
    try {
      for (int i = 1; i < threadCount; i++) {
        Thread thread = new Thread(this::work, "hmdb-load-" + i);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
      }
    } catch (OutOfMemoryError e) {
      threads.removeLast(); // no more threads can be had
    }
    work();
    join(threads);
    rethrow();
  }

  private void work() {
    try {
      int index = next.getAndIncrement();
      while (index < parts.size() && failure.get() == null) {
        task.load(parts.get(index));
        index = next.getAndIncrement();
      }
    } catch (Throwable t) { // thrown by run
      if (!failure.compareAndSet(null, t)) {
        addSuppressed(t);
      }
    }
  }

  private void addSuppressed(Throwable other) {
    Throwable first = failure.get();
    if (first != null && !first.equals(other)) {
      first.addSuppressed(other);
    }
  }

  private static void join(List<Thread> threads) {
    boolean wasInterrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          wasInterrupted = true;
        }
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() throws IOException {
    switch (failure.get()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable t -> throw new IllegalStateException(t);
    }
  }
}
