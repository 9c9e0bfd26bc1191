package dev.hmdb.internal.tx;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Says, almost for free, that the calling thread may use the database's own tables: that it runs no
 * transaction of the database and that the database is open.
 *
 * <p>Two steps, because a get has a hundred nanoseconds or so and most of the time nobody runs a
 * transaction: a {@link Gate} is open as long as nobody need ask; when it is shut, {@link
 * #mustAsk}.
 */
public final class ThreadGuard {
  /*
   * A ThreadLocal alone would do, but every get would pay for it. So each thread is filed under one
   * of a few counters, and only when that is not zero, the ThreadLocal is asked. A thread writes and
   * reads its counter itself, so it always sees its own entry, whatever the memory order; others
   * filed under the same counter merely take the slow way. Closing raises every counter for good; a
   * thread that does not see that yet still reads memory that is valid.
   *
   * The gates spare a get even the counter. They are shut when somebody enters and finds them open,
   * and opened again by those who then had to ask, after many times and only if no counter is
   * raised: so a writer whose transactions follow each other does not move them each time.
   *
   * Why nobody inside finds a gate open. Who enters raises a counter, then looks at `isShut`; who
   * opens clears `isShut`, then looks at the counters, both volatile: one of the two sees the other.
   * Either the opener finds the counter raised, and sets `isShut` back to what it was before any
   * gate was touched; or the one who enters finds `isShut` cleared and shuts the gates, for which it
   * waits for the lock. It needs to see only its own writes, and those before the `isShut` that it
   * read. Back, and not to true: of two who count at the same time both may come to open, the second
   * when the gates are open already, and true would keep who enters from shutting them.
   */
  private static final int COUNTERS = 64;

  /** Counters that lie 16 ints apart do not share a cache line. */
  private static final int STRIDE = 16;

  /** How often somebody has to ask before it is worth a look at all the counters. */
  static final int ASKED_BEFORE_OPENING = 4096;

  private final AtomicIntegerArray counters = new AtomicIntegerArray(COUNTERS * STRIDE);
  private final ThreadLocal<@Nullable Boolean> inside = new ThreadLocal<>();

  private final ReentrantLock moving = new ReentrantLock();

  @GuardedBy("moving") private final List<Gate> gates = new ArrayList<>();

  /** Written under {@link #moving}, read by anyone. */
  private volatile boolean isShut;

  /** Raced for: a lost count only puts the opening off. */
  private int asked;

  /** What can be used without asking as long as it is open. */
  public interface Gate {
    /** Opens it. */
    void open();

    /** Shuts it; the calling thread finds it shut from then on. */
    void shut();
  }

  /** Adds a gate, which is open. */
  public void add(Gate gate) {
    moving.lock();
    try {
      gates.add(gate);
      if (isShut) {
        gate.shut();
      }
    } finally {
      moving.unlock();
    }
  }

  /** Whether {@link #isInside} or a closed database has to be considered at all. */
  public boolean mustAsk() {
    return counters.getOpaque(slot()) != 0;
  }

  /** Called by those who found a gate shut and need not {@link #mustAsk}. */
  public void foundShut() {
    if (++asked >= ASKED_BEFORE_OPENING) {
      asked = 0;
      openIfNobodyIsInside();
    }
  }

  private void openIfNobodyIsInside() {
    if (!moving.tryLock()) {
      return;
    }
    try {
      boolean wasShut = isShut;
      isShut = false;
      if (isSomebodyInside()) {
        isShut = wasShut;
        return;
      }
      gates.forEach(Gate::open);
    } finally {
      moving.unlock();
    }
  }

  private boolean isSomebodyInside() {
    for (int i = 0; i < COUNTERS; i++) {
      if (counters.get(i * STRIDE) != 0) {
        return true;
      }
    }
    return false;
  }

  private void shutIfOpen() {
    if (isShut) {
      return;
    }
    moving.lock();
    try {
      gates.forEach(Gate::shut);
      isShut = true;
    } finally {
      moving.unlock();
    }
  }

  /** Whether the calling thread runs a transaction of this database. */
  public boolean isInside() {
    return inside.get() != null;
  }

  /** The calling thread begins a transaction. {@link #exit} must follow, unless this fails. */
  public void enter() {
    int slot = slot();
    counters.getAndIncrement(slot);
    try {
      shutIfOpen();
      inside.set(true);
    } catch (Throwable t) {
      counters.getAndDecrement(slot);
      throw t;
    }
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
    shutIfOpen();
  }

  private static int slot() {
    return ((int) Thread.currentThread().threadId() & (COUNTERS - 1)) * STRIDE;
  }
}
