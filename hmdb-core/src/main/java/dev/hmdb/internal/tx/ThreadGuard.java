package dev.hmdb.internal.tx;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Says, almost for free, that the calling thread may use the database's own tables: that it runs no
 * transaction of the database and that the database is open.
 */
public final class ThreadGuard {
  /*
   * A ThreadLocal alone would do, but every get would pay for it. So each thread is filed under one
   * of a few counters, and only when that is not zero, the ThreadLocal is asked. A thread writes and
   * reads its counter itself, so it always sees its own entry, whatever the memory order; others
   * filed under the same counter merely take the slow way. Closing raises every counter for good; a
   * thread that does not see that yet still reads memory that is valid.
   */
  private static final int COUNTERS = 64;

  /** Counters that lie 16 ints apart do not share a cache line. */
  private static final int STRIDE = 16;

  private final AtomicIntegerArray counters = new AtomicIntegerArray(COUNTERS * STRIDE);
  private final ThreadLocal<@Nullable Boolean> inside = new ThreadLocal<>();

  /** Whether {@link #isInside} or a closed database has to be considered at all. */
  public boolean mustAsk() {
    return counters.getOpaque(slot()) != 0;
  }

  /** Whether the calling thread runs a transaction of this database. */
  public boolean isInside() {
    return inside.get() != null;
  }

  /** The calling thread begins a transaction. */
  public void enter() {
    counters.getAndIncrement(slot());
    inside.set(true);
  }

  /** The calling thread has ended the transaction that it began. */
  public void exit() {
    try {
      inside.remove();
    } finally {
      counters.getAndDecrement(slot());
    }
  }

  /** From now on everybody must ask. */
  public void close() {
    for (int i = 0; i < COUNTERS; i++) {
      counters.getAndIncrement(i * STRIDE);
    }
  }

  private static int slot() {
    return ((int) Thread.currentThread().threadId() & (COUNTERS - 1)) * STRIDE;
  }
}
