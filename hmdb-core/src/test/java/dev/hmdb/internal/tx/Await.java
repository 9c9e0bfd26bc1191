package dev.hmdb.internal.tx;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.BooleanSupplier;

/** Waiting in tests, without the checked exceptions. Bounded by the time-out of the test. */
public final class Await {
  private Await() {}

  public static void latch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static void barrier(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }

  /** Until a thread is parked: it waits for whatever it was to wait for. */
  public static void parked(Thread thread) {
    until(() ->
        thread.getState() == Thread.State.WAITING
            || thread.getState() == Thread.State.TIMED_WAITING);
  }

  /** Until everything that is referred to is garbage. */
  public static void garbage(Reference<?>... references) {
    garbage(List.of(references));
  }

  /** Until everything that is referred to is garbage: one collection serves for all of it. */
  public static void garbage(Collection<? extends Reference<?>> references) {
    collecting(() -> references.stream().allMatch(reference -> reference.refersTo(null)));
  }

  /** Until the collector has looked at the whole heap. */
  public static void fullCollection() {
    garbage(new WeakReference<>(new Object()));
  }

  /**
   * Until something holds that follows from a collection. It collects only while it does not hold,
   * and more and more rarely: a collection stops the threads that are to act on the one before.
   */
  public static void collecting(BooleanSupplier condition) {
    int looks = 16;
    while (!condition.getAsBoolean()) {
      System.gc();
      for (int look = 0; look < looks && !condition.getAsBoolean(); look++) {
        requireTime();
        Thread.yield();
      }
      looks = Math.min(2 * looks, 1 << 16);
    }
  }

  public static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      requireTime();
      Thread.onSpinWait();
    }
  }

  private static void requireTime() {
    if (Thread.currentThread().isInterrupted()) {
      throw new AssertionError("timed out");
    }
  }
}
