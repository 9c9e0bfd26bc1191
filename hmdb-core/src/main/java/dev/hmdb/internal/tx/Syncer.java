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
   * it invisible. Whoever comes meanwhile waits (`waiters`). If somebody does when the sync has ended,
   * `hmdb-sync` syncs for all of them, and again until nobody waits.
   *
   * Why on the waiting thread: to hand the sync to another and to be woken by it costs two changes
   * of threads, a good part of the time that a fast disk takes. With several threads that is lost only
   * once: while they come back with their next commits, `hmdb-sync` is syncing for the others already.
   * An interrupt does the log no harm (CommitLog.sync).
   *
   * With SYNC a sync begins only when as many commits have come as were under way during the one
   * before, or it has waited as long as that one took. Else those whom a sync releases come back just
   * too late for the next one, and half of them share a sync: with 8 threads that was 4.2 commits a
   * sync, now it is 7.9, and 3.7 to 4.4 times the commits of one thread, which were 3.2 to 3.6. One
   * thread alone never waits.
   *
   * Failure
   * A failed sync is never repeated: the kernel drops the dirty pages, and the next sync would
   * succeed without them. The failure is kept, every waiter gets it, nothing more is published.
   */
  private static final long LONGEST_WAIT_FOR_COMPANY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

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

  /** How many commits were under way during the last sync. Belongs to whoever has the turn. */
  private long company;

  /** How long the last sync took. Belongs to whoever has the turn. */
  private long syncNanos;

  @GuardedBy("lock") private final SyncWaiters waiters = new SyncWaiters();

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
    if (log.isKept()) {
      Thread fresh =
          Thread.ofPlatform()
              .daemon()
              .name("hmdb-sync")
              .inheritInheritableThreadLocals(false)
              .unstarted(this::run);
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
    if (thread == null) {
      return;
    }
    while (durable < timestamp) {
      if (awaitOtherOrTurn(timestamp)) {
        sync();
      }
    }
  }

  /** Waits for a sync by somebody else, or says that the caller has the turn to {@link #sync}. */
  private boolean awaitOtherOrTurn(long timestamp) {
    SyncWaiters.Waiter waiter;
    lock.lock();
    try {
      if (durable >= timestamp) {
        return false;
      }
      requireRunning();
      if (!isSyncing) {
        isSyncing = true;
        return true;
      }
      waiter = waiters.add(timestamp);
    } finally {
      lock.unlock();
    }
    waiter.await();
    return false;
  }

  /**
   * Returns after a sync that began after the call; for what is in the log without a timestamp. An
   * interrupt does not end the wait and is not lost.
   */
  void syncAnew() {
    if (thread == null) {
      return;
    }
    lock.lock();
    try {
      while (isSyncing) {
        done.awaitUninterruptibly();
      }
      requireRunning();
      isSyncing = true;
    } finally {
      lock.unlock();
    }
    sync();
    lock.lock();
    try {
      if (failure != null) {
        throw notSynced(failure);
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private void requireRunning() {
    if (failure != null) {
      throw notSynced(failure);
    }
    if (stopping) {
      throw closed();
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
    try {
      while (awaitTurn()) {
        sync();
      }
    } catch (Throwable t) { // nobody must wait for a thread that has ended
      failed(t);
      throw t;
    }
  }

  /** Called by whoever has the turn. */
  private void sync() {
    if (publishes) {
      awaitCompany();
    }
    long target = appended;
    long begin = System.nanoTime();
    try {
      log.sync();
    } catch (Throwable t) {
      failed(t);
      return;
    }
    company = appended - durable;
    syncNanos = System.nanoTime() - begin;
    synced(target);
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but who gets a core first
  private void awaitCompany() {
    long expected = durable + company;
    long longest = Math.min(syncNanos, LONGEST_WAIT_FOR_COMPANY_NANOS);
    long begin = System.nanoTime();
    while (appended < expected && System.nanoTime() - begin < longest) {
      Thread.yield(); // parking and waking take as long as a sync
    }
  }

  /** Waits until there is something to sync and it is time; false when the thread has to end. */
  private boolean awaitTurn() {
    lock.lock();
    try {
      long waitNanos = intervalNanos;
      while (!stopping && failure == null) {
        if (wanted > durable || !waiters.isEmpty()) {
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
    SyncWaiters.Waiter covered;
    lock.lock();
    try {
      if (publishes && clock.published() < target) {
        clock.publish(target);
      }
      durable = target;
      covered = waiters.takeUpTo(target);
      isSyncing = false;
      syncs.getAndIncrement();
      if (!waiters.isEmpty()) {
        work.signal();
      }
      done.signalAll();
    } finally {
      lock.unlock();
    }
    SyncWaiters.release(covered);
    receipts.durable(target);
    Committer owner = committer;
    if (owner != null) {
      owner.tellSynced();
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
    SyncWaiters.Waiter all;
    lock.lock();
    try {
      failure = reason;
      isSyncing = false;
      all = waiters.takeUpTo(Long.MAX_VALUE);
      work.signal();
      done.signalAll();
    } finally {
      lock.unlock();
    }
    SyncWaiters.release(all);
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
    SyncWaiters.Waiter all;
    lock.lock();
    try {
      stopping = true;
      all = waiters.takeUpTo(Long.MAX_VALUE);
      work.signal();
      done.signalAll();
      while (isSyncing) {
        done.awaitUninterruptibly();
      }
      reason = failure;
    } finally {
      lock.unlock();
    }
    SyncWaiters.release(all);
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
