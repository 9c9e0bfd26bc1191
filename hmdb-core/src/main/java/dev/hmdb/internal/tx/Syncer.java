package dev.hmdb.internal.tx;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.internal.table.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Syncs the log: on the threads of those who wait for it, all that is there with one sync, and on a
 * thread of its own at an interval while there is something to sync.
 */
public final class Syncer {
  /*
   * Mechanism
   * A commit reports its timestamp after it was appended and installed (`appended`). Whoever waits
   * for a commit while nobody syncs takes the turn: it reads `appended`, syncs, and only then calls
   * everything up to it durable; with SYNC it publishes it first, so that nobody who is woken finds
   * it invisible. Whoever comes meanwhile waits for the end of that sync, by which time many have
   * come, and one of them syncs for all.
   *
   * Why on the waiting thread: to hand the sync to another and to be woken by it costs two changes
   * of threads, a good part of the time that a fast disk takes. An interrupt does the log no harm
   * (CommitLog.sync).
   *
   * Why nobody waits for company. Those whom a sync releases come back just too late for the next one,
   * so that with 8 threads about half share a sync. To give the others a moment to come before each
   * sync made the groups larger (4.1 to 5.5) and commits no more frequent.
   *
   * Failure
   * A failed sync is never repeated: the kernel drops the dirty pages, and the next sync would
   * succeed without them. The failure is kept, every waiter gets it, nothing more is published.
   */
  private final CommitLog log;
  private final Clock clock;
  private final boolean publishes;
  private final long intervalNanos;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition done = lock.newCondition();

  /** The newest timestamp in the log and in the tables. */
  private volatile long appended;

  /** The newest timestamp on stable storage. Written under the lock. */
  private volatile long durable;

  /** Whether the thread knows that there is something to sync. */
  private volatile boolean aroused;

  /** The newest timestamp that the thread has to sync. */
  @GuardedBy("lock") private long wanted;

  /** Whether somebody has the turn. */
  @GuardedBy("lock") private boolean isSyncing;

  @GuardedBy("lock") private boolean stopping;

  @GuardedBy("lock") private @Nullable Throwable failure;

  private final Receipts receipts = new Receipts();
  private final AtomicLong syncs = new AtomicLong();
  private @Nullable Committer committer;
  private @Nullable Thread thread;

  /**
   * @param publishes whether a commit becomes visible only once it is durable
   * @param intervalNanos the longest time that a commit stays unsynced
   */
  Syncer(CommitLog log, Clock clock, boolean publishes, long intervalNanos) {
    this.log = log;
    this.clock = clock;
    this.publishes = publishes;
    this.intervalNanos = intervalNanos;
  }

  /** Starts the thread. A database in memory has none, and every commit counts as durable. */
  void start(Committer committer) {
    this.committer = committer;
    if (!log.equals(CommitLog.NONE)) {
      Thread fresh = Thread.ofPlatform().daemon().name("hmdb-sync").unstarted(this::run);
      thread = fresh;
      fresh.start();
    }
  }

  /** Whether each commit is followed by a sync, and that by {@link Committer#settle}. */
  boolean hasThread() {
    return thread != null;
  }

  boolean publishes() {
    return publishes;
  }

  /** How often the log was synced. */
  public long syncs() {
    return syncs.get();
  }

  /** A commit is in the log and in the tables. Called under the commit lock. */
  void appended(long timestamp) {
    appended = timestamp;
    if (!aroused && thread != null) {
      arouse();
    }
  }

  private void arouse() {
    lock.lock();
    try {
      aroused = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns once a commit is durable, and with SYNC published; syncs for it if nobody does. An
   * interrupt does not end the wait and is not lost.
   */
  void awaitDurable(long timestamp) {
    if (durable >= timestamp || thread == null) {
      return;
    }
    while (!awaitDurableOrTurn(timestamp)) {
      sync();
    }
  }

  /** Says whether the commit is durable; if not, the caller has the turn to {@link #sync}. */
  private boolean awaitDurableOrTurn(long timestamp) {
    lock.lock();
    try {
      while (durable < timestamp) {
        if (failure != null) {
          throw notSynced(failure);
        }
        if (stopping) {
          throw closed();
        }
        if (!isSyncing) {
          isSyncing = true;
          return false;
        }
        done.awaitUninterruptibly();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static DatabaseFailedException notSynced(Throwable reason) {
    return new DatabaseFailedException(
        "The log could not be synced: whether the last transactions are kept is known once the"
            + " database is reopened; reads go on, writes are refused until then",
        reason);
  }

  private static DatabaseClosedException closed() {
    return new DatabaseClosedException("The database was closed before the sync");
  }

  /** Whether a commit is on stable storage. */
  boolean isDurable(long timestamp) {
    return durable >= timestamp || thread == null;
  }

  /**
   * A stage that is completed once a commit is durable. If nobody waits for it, {@code hmdb-sync}
   * syncs for it, at once or after the sync that is under way.
   */
  CompletionStage<@Nullable Void> whenDurable(long timestamp) {
    if (isDurable(timestamp)) {
      return CompletableFuture.completedStage(null);
    }
    CompletionStage<@Nullable Void> stage = receipts.add(timestamp);
    lock.lock();
    try {
      if (wanted < timestamp) {
        wanted = timestamp;
        work.signal();
      }
    } finally {
      lock.unlock();
    }
    return stage;
  }

  private void run() {
    while (awaitTurn()) {
      sync();
    }
  }

  /** Called by whoever has the turn. */
  private void sync() {
    long target = appended;
    try {
      log.sync();
    } catch (Throwable t) {
      failed(t);
      return;
    }
    synced(target);
  }

  /** Waits until there is something to sync and it is time; false when the thread has to end. */
  private boolean awaitTurn() {
    lock.lock();
    try {
      long waitNanos = intervalNanos;
      while (!stopping && failure == null) {
        if (wanted > durable) {
          if (!isSyncing) {
            isSyncing = true;
            return true;
          }
          done.awaitUninterruptibly();
        } else if (!aroused) {
          work.awaitUninterruptibly();
          waitNanos = intervalNanos;
        } else if (waitNanos > 0) {
          waitNanos = awaitNanos(waitNanos);
        } else {
          // In this order: a commit that comes later arouses the thread again.
          aroused = false;
          wanted = appended;
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") @SuppressWarnings("WaitNotInLoop") // the caller is the loop
  private long awaitNanos(long nanos) {
    long deadline = System.nanoTime() + nanos;
    try {
      work.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // The thread is hmdb's own and nobody has a reason to interrupt it; going on early is
      // harmless.
    }
    return deadline - System.nanoTime();
  }

  private void synced(long target) {
    lock.lock();
    try {
      if (publishes && clock.published() < target) {
        clock.publish(target);
      }
      durable = target;
      isSyncing = false;
      syncs.getAndIncrement();
      done.signalAll();
    } finally {
      lock.unlock();
    }
    receipts.durable(target);
    Committer owner = committer;
    if (owner != null) {
      try {
        owner.settle();
      } catch (StackOverflowError | OutOfMemoryError e) {
        // Settling waits for the next commit or sync; those who wait for a sync must not.
        owner.askToSettle();
      }
    }
  }

  private void failed(Throwable reason) {
    Committer owner = committer;
    if (owner != null) {
      owner.fail(reason);
    }
    lock.lock();
    try {
      failure = reason;
      isSyncing = false;
      work.signal();
      done.signalAll();
    } finally {
      lock.unlock();
    }
    endReceipts(() -> notSynced(reason));
  }

  /**
   * Ends the thread, after the sync that is under way and one more if there is something to sync.
   *
   * @return why a sync failed, now or earlier; null if none did
   */
  @Nullable Throwable stop() {
    Thread running = thread;
    if (running == null) {
      return null;
    }
    boolean failedAlready;
    lock.lock();
    try {
      failedAlready = failure != null;
    } finally {
      lock.unlock();
    }
    Throwable reason = null;
    if (!failedAlready) {
      try {
        awaitDurable(appended);
      } catch (DatabaseFailedException e) {
        reason = e.getCause();
      }
    }
    Throwable end = end(running);
    return reason != null ? reason : end;
  }

  /** Ends the thread after the sync that is under way. */
  void abandon() {
    Thread running = thread;
    if (running != null) {
      end(running);
    }
  }

  /** First what the last sync covered, if the thread that did it has not come to say so yet. */
  private void endReceipts(Supplier<? extends RuntimeException> reason) {
    receipts.durable(durable);
    receipts.end(reason);
  }

  private @Nullable Throwable end(Thread running) {
    Throwable reason;
    lock.lock();
    try {
      stopping = true;
      work.signal();
      done.signalAll();
      while (isSyncing) {
        done.awaitUninterruptibly();
      }
      reason = failure;
    } finally {
      lock.unlock();
    }
    endReceipts(Syncer::closed);
    joinUninterruptibly(running);
    return reason;
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
