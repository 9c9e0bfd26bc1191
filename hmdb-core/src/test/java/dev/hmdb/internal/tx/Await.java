package dev.hmdb.internal.tx;

import java.lang.ref.Reference;
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

  /** Until what is referred to is garbage. */
  public static void garbage(Reference<?> reference) {
    until(() -> {
      System.gc();
      return reference.refersTo(null);
    });
  }

  public static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("timed out");
      }
      Thread.onSpinWait();
    }
  }
}
