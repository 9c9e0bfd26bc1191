package dev.hmdb.internal.tx;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for somebody else's sync, in the order in which they came. To be used under
 * the lock of {@link Syncer}.
 */
final class SyncWaiters {
  // Each thread is parked and released by itself. Those who wait for a condition would all have to
  // take its lock, one after the other, to find out that they may go.
  //
  // Linked through the waiters themselves: whoever has synced must not fail for lack of memory
  // before
  // it has released the others.

  private @Nullable Waiter first;
  private @Nullable Waiter last;

  /** A thread that waits. Its methods may be called without the lock. */
  static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private final long timestamp;
    private volatile boolean isReleased;

    private @Nullable Waiter next;

    private Waiter(long timestamp) {
      this.timestamp = timestamp;
    }

    /** Returns when it was released. An interrupt does not end the wait and is not lost. */
    void await() {
      boolean wasInterrupted = false;
      while (!isReleased) {
        LockSupport.park(this);
        wasInterrupted |= Thread.interrupted();
      }
      if (wasInterrupted) {
        thread.interrupt();
      }
    }

    /** Lets the thread go. */
    private void release() {
      isReleased = true;
      LockSupport.unpark(thread);
    }
  }

  /** Adds the calling thread, which waits for a commit. */
  Waiter add(long timestamp) {
    Waiter waiter = new Waiter(timestamp);
    append(waiter);
    return waiter;
  }

  private void append(Waiter waiter) {
    if (last == null) {
      first = waiter;
    } else {
      last.next = waiter;
    }
    last = waiter;
  }

  boolean isEmpty() {
    return first == null;
  }

  /**
   * Takes out those who wait for nothing newer than a commit.
   *
   * @return the first of them, for {@link #release}; null if there is none
   */
  @Nullable Waiter takeUpTo(long timestamp) {
    Waiter taken = null;
    Waiter lastTaken = null;
    Waiter waiter = first;
    first = null;
    last = null;
    while (waiter != null) {
      Waiter next = waiter.next;
      waiter.next = null;
      if (waiter.timestamp > timestamp) {
        append(waiter);
      } else {
        if (lastTaken == null) {
          taken = waiter;
        } else {
          lastTaken.next = waiter;
        }
        lastTaken = waiter;
      }
      waiter = next;
    }
    return taken;
  }

  /** Lets go of a waiter that was taken out and of all behind it. Needs no lock. */
  static void release(@Nullable Waiter taken) {
    Waiter waiter = taken;
    while (waiter != null) {
      Waiter next = waiter.next;
      waiter.release();
      waiter = next;
    }
  }
}
