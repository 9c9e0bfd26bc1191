package dev.hmdb.internal.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hmdb.CompactionResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Compacts on a thread of its own whenever the policy says so, and holds back who writes faster.
 */
final class AutomaticCompaction implements Storage.Room {
  /*
   * Mechanism
   * Every commit compares the end of the log with `attention`, one volatile read. While no
   * compaction runs, that is where the next one has to begin: whoever gets there wakes the thread.
   * While one runs, it is where writers have to wait until it has ended. Positions jump when the log
   * goes on in another segment, so `attention` moves along, under the commit lock. It is a guess that
   * the live data stays as large as it is; each second the thread looks whether it still is.
   *
   * No commit waits longer than LONGEST_WAIT_NANOS. A thread that may commit only so often appends next
   * to nothing, however long the compaction takes; so the bound on the files is as good as kept.
   *
   * Nobody waits for a compaction that has failed: until it is tried again `attention` is out of
   * reach, and the log grows. Whoever waits holds no lock of the database's but table locks
   * (TxOptions.lock), which no compaction needs.
   */
  private static final Logger LOGGER = System.getLogger("dev.hmdb");

  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** How soon removals are noticed that are followed by few other writes. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Compactor compactor;
  private final CompactionPolicy policy;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Position at which a commit has to look closer. Written under the lock, read by anyone. */
  private volatile long attention = Long.MAX_VALUE;

  /** Position of the end when it was last looked whether it is time. */
  @GuardedBy("lock") private long looked;

  @GuardedBy("lock") private boolean isWanted;

  @GuardedBy("lock") private boolean isRunning;

  @GuardedBy("lock") private boolean isStopping;

  /** Whether the thread has ended. */
  @GuardedBy("lock") private boolean isDead;

  AutomaticCompaction(Compactor compactor, CompactionPolicy policy) {
    this.compactor = compactor;
    this.policy = policy;
    this.thread =
        Thread.ofPlatform()
            .name("hmdb-compaction")
            .daemon()
            .inheritInheritableThreadLocals(false)
            .unstarted(this::serve);
  }

  void start() {
    reconsider(); // before anybody writes: the thread may take its time to begin
    thread.start();
  }

  @Override
  public void await(long end) {
    if (end >= attention) {
      awaitSlow();
    }
  }

  private void awaitSlow() {
    boolean wasInterrupted = false;
    lock.lock();
    try {
      long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
      long left = LONGEST_WAIT_NANOS;
      while (isRunning && !isStopping && left > 0 && compactor.end() >= attention) {
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          wasInterrupted = true;
          left = deadline - System.nanoTime();
        }
      }
      if (!isRunning && !isStopping && !isDead && compactor.end() >= attention) {
        consider();
      }
    } finally {
      lock.unlock();
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Wakes the thread if it is time, else finds out when it will be. */
  @GuardedBy("lock") private void consider() {
    looked = compactor.end();
    CompactionPolicy.Use use = compactor.use();
    long left = compactor.isOutdated() ? 0 : policy.limit(use) - use.total();
    if (compactor.isInVain()) {
      attention = Long.MAX_VALUE;
    } else if (compactor.isCompact()) {
      attention =
          compactor.end() + Math.max(left, 1); // a large schema may fill more than the limit
    } else if (left > 0) {
      attention = compactor.end() + left;
    } else {
      long until = compactor.end() + policy.allowance(use);
      changed.signalAll();
      // Last, in plain stores: a user's stack that ends above must not leave a part of it.
      attention = until;
      isWanted = true;
      isRunning = true; // from here on writers are held back
    }
  }

  /** Called under the commit lock. */
  private void switched(long before, long after) {
    lock.lock();
    try {
      if (attention != Long.MAX_VALUE) {
        attention = after + Math.max(0, attention - before);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void serve() {
    try {
      long pauseNanos = 0;
      while (awaitNeed(pauseNanos)) {
        pauseNanos = compact() ? 0 : nextPause(pauseNanos);
      }
    } finally {
      die();
    }
  }

  /**
   * Nobody waits for a thread that has ended: by a logger that throws, say, or for lack of memory.
   */
  private void die() {
    lock.lock();
    try {
      isDead = true;
      isRunning = false;
      attention = Long.MAX_VALUE;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long nextPause(long nanos) {
    return Math.clamp(2 * nanos, FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
  }

  /** Waits until there is something to do; false when the thread has to end. */
  private boolean awaitNeed(long pauseNanos) {
    lock.lock();
    try {
      pause(pauseNanos);
      if (!isStopping && !isWanted) { // else it is decided, and writers know how far they may go
        consider();
      }
      while (!isWanted && !isStopping) {
        awaitNextLook();
      }
      isWanted = false;
      return !isStopping;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a while, then looks whether what was removed meanwhile has made the files too large:
   * `attention` was set for the live data that there was then.
   */
  @GuardedBy("lock") private void awaitNextLook() {
    pause(LOOK_NANOS);
    if (!isWanted && !isStopping && compactor.end() != looked) {
      consider();
    }
  }

  /** Returns when it is over, or there is something to do. */
  @GuardedBy("lock") private void pause(long nanos) {
    long left = nanos;
    while (left > 0 && !isWanted && !isStopping) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException e) {
        left = 0; // nobody has a reason to interrupt it; going on early is harmless
      }
    }
  }

  /** Compacts on the calling thread. */
  CompactionResult compactNow() {
    CompactionResult result = compactor.compact(this::switched);
    reconsider(); // not after a failure: nobody waits for what has failed
    return result;
  }

  private void reconsider() {
    lock.lock();
    try {
      if (!isRunning && !isStopping && !isDead) {
        consider();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether it worked. */
  private boolean compact() {
    boolean hasWorked = false;
    try {
      compactor.compact(this::switched);
      hasWorked = true;
    } catch (Throwable t) { // what a codec throws, too; the thread has to live on
      if (!compactor.isStopping()) {
        LOGGER.log(Level.WARNING, "A compaction failed, and will be tried again: " + t, t);
      }
    } finally {
      end();
    }
    return hasWorked;
  }

  private void end() {
    lock.lock();
    try {
      isRunning = false;
      attention = Long.MAX_VALUE;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets everybody go on. The compaction that is running is for the compactor to end. */
  void beginStop() {
    lock.lock();
    try {
      isStopping = true;
      attention = Long.MAX_VALUE;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the thread has ended. */
  void awaitEnd() {
    boolean wasInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
