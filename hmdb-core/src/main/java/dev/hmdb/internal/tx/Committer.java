package dev.hmdb.internal.tx;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hmdb.ConstraintViolationException;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.HmdbException;
import dev.hmdb.internal.table.Clock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one place where commits happen, one at a time: validate, append to the log, install, publish.
 */
public final class Committer {
  /*
   * Invariants
   * 1. A commit is in the log before any of it is in a table.
   * 2. Commits are appended, installed and published in the order of their timestamps.
   * 3. With SYNC, a commit is published only when it is on stable storage.
   * 4. A version is settled only when its commit is published and the registry, looked at
   *    afterwards, shows no older reader.
   *
   * Failure
   * - Up to the append nothing is changed that anybody could see: whatever is thrown (by a user's
   *   equals, for lack of memory or stack) leaves log and tables as they were.
   * - The append fails with an IOException: CommitLog promises that nothing is in the log. The
   *   commit is given up, the next one may succeed (a full disk), or fail in the same way. Anything
   *   else leaves the log in an unknown state: the database fails for good.
   * - After the append nothing is allocated and no user's code is called. Should something be thrown
   *   all the same, the log has a commit that the tables have not: the database fails for good and
   *   the commit is never published; reopening reads it from the log.
   * - A sync fails: see Syncer; the database fails for good.
   */

  /** Instead of a timestamp: something that the commit depends on was changed. */
  static final long CONFLICT = -1;

  /** Instead of a timestamp: nothing had to be changed, given what was committed before. */
  static final long NOTHING = 0;

  /** Instead of a timestamp: nothing was written, and all that was read was published. */
  static final long READ_ONLY = -2;

  /**
   * So many commits are settled before others get the lock: after a long snapshot there may be
   * hundreds of thousands.
   */
  private static final int SETTLED_AT_ONCE = 512;

  /** A commit holds the lock for a microsecond or so. */
  private static final int CATCH_UP_SPINS = 200;

  private static final long CATCH_UP_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

  private final Clock clock;
  private final SnapshotRegistry snapshots;
  private final CommitLog log;
  private final Syncer syncer;

  /** Null if no other process can commit. */
  private final @Nullable OtherProcesses others;

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock") private final UnsettledCommits unsettled = new UnsettledCommits();

  @GuardedBy("lock") private final TableLocks tableLocks;

  @GuardedBy("lock") private boolean closed;

  /** How many in this process want the others kept out. */
  @GuardedBy("lock") private int exclusions;

  /** The newest timestamp installed. Written under the lock, read by anyone. */
  private volatile long installed;

  /** Whether {@link #unsettled} may hold something. Written under the lock, read by anyone. */
  private volatile boolean mayHaveUnsettled;

  /** Whether somebody found the lock held who had something settled, or left some of it over. */
  private volatile boolean settleAsked;

  @GuardedBy("lock") private boolean hasMoreToSettle;

  /** Null while nobody wants to be told of commits. Written under the lock, read by anyone. */
  private volatile @Nullable CommitObserver observer;

  /** Position of the last commit of this process that the observer was told of. */
  @GuardedBy("lock") private long told = Long.MIN_VALUE;

  private volatile @Nullable Throwable failure;

  /** Whether the failure left out a commit of another process. */
  private volatile boolean cannotFollow;

  private final AtomicLong conflicts = new AtomicLong();

  Committer(Clock clock, int tableCount, SnapshotRegistry snapshots, CommitLog log, Syncer syncer) {
    this.tableLocks = new TableLocks(tableCount, lock, this::unlock);
    this.clock = clock;
    this.snapshots = snapshots;
    this.log = log;
    this.syncer = syncer;
    this.others = log.others();
  }

  /**
   * Commits; {@link #awaitCommitted} must follow, outside of every lock.
   *
   * @param holder the table locks that the transaction holds, if it does
   * @return the commit's timestamp, {@link #CONFLICT} or {@link #NOTHING}
   * @throws ConstraintViolationException if the commit may not be, by what is published
   */
  long commit(Commit commit, TableLocks.@Nullable Holder holder) {
    try {
      return commitAllowed(commit, holder);
    } catch (ConstraintViolationException e) {
      // What it is at odds with is installed, but may not be published: nobody is to know of it
      // yet.
      awaitInstalled();
      throw e;
    }
  }

  private long commitAllowed(Commit commit, TableLocks.@Nullable Holder holder) {
    awaitRoom();
    long since = waitingSince();
    lock.lock();
    try {
      // The wait comes first: it lets go of the lock meanwhile.
      boolean isFree = tableLocks.awaitWritable(commit, holder);
      requireWritable();
      lockOutOthers(since);
      try {
        if (!isFree || !commit.isValid()) {
          conflicts.getAndIncrement();
          return CONFLICT;
        }
        return commitLocked(commit);
      } finally {
        letOthersIn();
      }
    } finally {
      lock.unlock();
      settleAsAsked();
    }
  }

  /** Returns the timestamp, or {@link #NOTHING}. */
  @GuardedBy("lock") private long commitLocked(Commit commit) {
    long timestamp = installed + 1;
    if (!commit.prepare(timestamp)) {
      return NOTHING;
    }
    CommitObserver who = observer;
    CommitObserver.Note note = who == null ? null : who.note(commit::show);
    append(commit);
    install(commit, timestamp, false);
    if (others != null) {
      tellInstalled(others);
    }
    if (note != null) {
      told = log.position(timestamp);
      note.committed(timestamp, told);
    }
    settleOrKeep(commit, timestamp);
    return timestamp;
  }

  private static void tellInstalled(OtherProcesses others) {
    try {
      others.installed();
    } catch (StackOverflowError | OutOfMemoryError e) {
      // The commit counts all the same. It is taken for another process's and applied once more,
      // which changes nothing; the observer is not told again.
    }
  }

  /** Before the lock, since who waits for that may be waiting for other processes, too. */
  private long waitingSince() {
    return others == null ? 0 : System.nanoTime();
  }

  @GuardedBy("lock") private void lockOutOthers(long since) {
    if (others != null && exclusions == 0) {
      others.lockOut(this::apply, since);
    } else if (others != null) {
      others.read(this::apply); // this process may have gone on in another segment meanwhile
    }
    exclusions++;
  }

  @GuardedBy("lock") private void letOthersIn() {
    exclusions--;
    if (others != null && exclusions == 0) {
      others.letIn();
    }
  }

  /** A commit that another process has appended to the log. */
  @SuppressWarnings("GuardedBy") // called by what is called under the lock
  private void apply(ForeignCommit commit) {
    long timestamp = installed + 1;
    CommitObserver who = observer;
    if (commit.prepare(timestamp)) {
      boolean isTold = commit.isSeveral() || commit.position() <= told;
      CommitObserver.Note note = who == null || isTold ? null : who.note(commit::show);
      install(commit, timestamp, true);
      if (note != null) {
        note.committed(timestamp, commit.position());
      }
      settleOrKeep(commit, timestamp);
    }
    if (who != null && commit.isSeveral()) {
      who.skipped(installed, commit.position());
    }
  }

  /** What is done between two commits. */
  @FunctionalInterface
  public interface Between {
    /**
     * Called under the commit lock; must be short.
     *
     * @param installed timestamp of the commit before
     * @return who is to be told of the commits from now on; null for nobody
     */
    @Nullable CommitObserver run(long installed);
  }

  /**
   * Does something between two commits, and changes who is told of commits.
   *
   * @return false, with nothing done, if the database is closed
   */
  boolean observe(Between between) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      observer = between.run(installed);
      return true;
    } finally {
      lock.unlock();
      settleAsAsked();
    }
  }

  /** Whether anybody can see a commit. */
  boolean isPublished(long timestamp) {
    return clock.published() >= timestamp;
  }

  /** More is on stable storage. */
  void tellSynced() {
    CommitObserver who = observer;
    if (who != null) {
      who.synced();
    }
  }

  /**
   * Applies what other processes have committed before the call. Does nothing after a failure of a
   * write of this process: reads go on with what was applied until then.
   *
   * @throws DatabaseFailedException if it cannot be applied, now or any more
   */
  void catchUp() {
    OtherProcesses who = others;
    if (who != null && who.isAhead()) {
      catchUpSlow(who);
    }
  }

  /*
   * Whoever holds the lock may wait for other processes, and applies what they commit meanwhile. So
   * this does not wait for the lock, but for having reached what there was at the call: others may
   * commit faster than this process applies.
   */
  @SuppressWarnings("GuardedBy") // the checker does not know tryLock
  private void catchUpSlow(OtherProcesses who) {
    if (lock.isHeldByCurrentThread()) {
      return; // it is locking everybody out, and up to date
    }
    StackReserve.require(); // installing must not be torn apart, though the caller only reads
    long target = newest(who);
    for (int tries = 0; !who.hasReached(target) && failure == null; tries++) {
      if (lock.tryLock()) {
        try {
          if (closed) {
            return; // whoever closes lets go of what is read
          }
          who.read(this::apply);
        } finally {
          lock.unlock();
          settleAsAsked();
        }
      } else if (tries < CATCH_UP_SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(CATCH_UP_PAUSE_NANOS);
      }
    }
    Throwable reason = failure;
    if (reason != null && cannotFollow && !who.hasReached(target)) {
      throw new DatabaseFailedException(
          "What another process has committed could not be applied ("
              + reason
              + "), and reads would not be of the newest state; close the database and open it"
              + " again",
          reason);
    }
  }

  private static long newest(OtherProcesses who) {
    try {
      return who.newest();
    } catch (IllegalStateException e) {
      return Long.MIN_VALUE; // closed: the caller is told so by what it does next
    }
  }

  /** Whoever holds the lock must not wait: making room may take the lock. */
  private void awaitRoom() {
    if (!lock.isHeldByCurrentThread()) {
      log.awaitRoom();
    }
  }

  /**
   * Returns when a commit is as durable as it has to be.
   *
   * @param timestamp what {@link #commit} returned, if it was no conflict
   * @param sync whether it must be on stable storage, whatever the database's durability
   */
  void awaitCommitted(long timestamp, boolean sync) {
    if (timestamp == READ_ONLY) {
      return;
    }
    if (timestamp == NOTHING && sync && others != null) {
      syncer.syncAnew(); // what made it NOTHING may have been there when the database was opened
      return;
    }
    // What made it NOTHING is installed, but may be neither published nor durable.
    long dependsOn = timestamp == NOTHING ? installed : timestamp;
    if (sync || syncer.publishes()) {
      syncer.awaitDurable(dependsOn);
    }
  }

  @GuardedBy("lock") private void append(Commit commit) {
    try {
      log.append(commit.encoded(), commit.onlyRemoves());
    } catch (IOException e) {
      throw new DatabaseFailedException(
          "The transaction could not be written to the log and nothing of it was kept: "
              + e.getMessage(),
          e);
    } catch (IllegalArgumentException e) {
      throw e; // too large for the log; nothing was appended
    } catch (Throwable t) {
      fail(t);
      throw new DatabaseFailedException(
          "Writing the transaction to the log failed in the middle: whether it counts is known once"
              + " the database is reopened; reads go on, writes are refused until then",
          t);
    }
  }

  @GuardedBy("lock") private void install(Commit commit, long timestamp, boolean isForeign) {
    try {
      commit.install(timestamp);
      installed = timestamp;
      if (!syncer.publishes()) {
        clock.publish(timestamp);
      }
      syncer.appended(timestamp);
    } catch (Throwable t) {
      cannotFollow |= isForeign; // first: a reader that finds the failure must find this, too
      fail(t);
      throw new DatabaseFailedException(
          "The transaction is in the log, but could not be installed in memory: whether it counts"
              + " is known once the database is reopened",
          t);
    }
  }

  @GuardedBy("lock") private void settleOrKeep(Commit commit, long timestamp) {
    if (unsettled.isEmpty() && clock.published() >= timestamp && snapshots.oldest() >= timestamp) {
      try {
        commit.settle();
        return;
      } catch (StackOverflowError | OutOfMemoryError e) {
        // The commit counts all the same. Settling may be done twice: the next commit does it.
        unsettled.add(commit, timestamp);
        mayHaveUnsettled = true;
        return;
      }
    }
    unsettled.add(commit, timestamp);
    mayHaveUnsettled = true;
    settleAsked = true; // after the lock is let go of, where a failure harms no commit
  }

  @GuardedBy("lock") private void settleWhatCan() {
    // The clock first, then the registry: see invariant 4.
    long published = clock.published();
    hasMoreToSettle =
        unsettled.settleUpTo(Math.min(published, snapshots.oldest()), SETTLED_AT_ONCE);
    mayHaveUnsettled = !unsettled.isEmpty();
  }

  /**
   * Settles what has become free, unless somebody holds the lock, who then does it after leaving.
   * Called when a snapshot was closed, and when something was published.
   */
  void settle() {
    if (mayHaveUnsettled) {
      settleAsked = true;
      settleAsAsked(false);
    }
  }

  /** Has the next one who holds the lock settle. */
  void askToSettle() {
    settleAsked = true;
  }

  /**
   * Called by everybody who has held the lock, after leaving it. Nothing asked for is lost: either
   * tryLock succeeds, or the holder that it met looks at {@link #settleAsked} later than that.
   *
   * <p>Not while the thread still holds the lock: it may be between preparing and installing.
   */
  private void settleAsAsked() {
    if (settleAsked) {
      // A commit does its share only where a sync comes after it, which does the rest.
      settleAsAsked(syncer.hasThread());
    }
  }

  /**
   * As {@link #settleAsAsked()}.
   *
   * @param onlyShare whether to leave to others what is much
   */
  @SuppressWarnings("GuardedBy") // the checker does not know tryLock
  private void settleAsAsked(boolean onlyShare) {
    while (settleAsked && !lock.isHeldByCurrentThread() && lock.tryLock()) {
      try {
        settleAsked = false;
        settleWhatCan();
        if (hasMoreToSettle) {
          settleAsked = true;
          if (onlyShare || lock.hasQueuedThreads()) {
            return; // whoever leaves the lock next goes on
          }
        }
      } catch (StackOverflowError | OutOfMemoryError e) {
        // Settling may be done twice; whoever leaves the lock next does it. It must not take back
        // the good news of a commit.
        settleAsked = true;
        return;
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Locks everybody else out of committing, and waits until all that was committed is published.
   * {@link #unlockAll} must follow.
   */
  @SuppressWarnings("GuardedBy") // the checker does not follow a lock that outlives the method
  void lockAll() {
    awaitRoom();
    long since = waitingSince();
    lock.lock();
    try {
      tableLocks.awaitNone();
      requireWritable();
      lockOutOthers(since);
    } catch (Throwable t) {
      unlock();
      throw t;
    }
    try {
      awaitPublished(installed);
    } catch (Throwable t) {
      unlockAll();
      throw t;
    }
  }

  @SuppressWarnings("GuardedBy") // the lock was taken by lockAll
  void unlockAll() {
    try {
      letOthersIn();
    } finally {
      unlock();
    }
  }

  /** As everybody does who has held the lock. */
  private void unlock() {
    lock.unlock();
    settleAsAsked();
  }

  /** Changes the log between two commits. */
  @FunctionalInterface
  public interface LogChange {
    /**
     * Called under the commit lock; must be short.
     *
     * @throws IOException if it changed nothing; after anything else the log is in an unknown state
     */
    void run() throws IOException;
  }

  /**
   * Changes the log between two commits, and registers a reader of exactly the commits before. They
   * need be neither published nor durable.
   *
   * @throws IOException if the change does; nobody is registered then
   */
  void cut(LogChange change, SnapshotRegistry.Registration registration) throws IOException {
    long since = waitingSince();
    lock.lock();
    try {
      requireWritable();
      lockOutOthers(since);
      try {
        snapshots.enterAt(registration, installed);
        change.run();
      } finally {
        letOthersIn();
      }
    } catch (IOException | HmdbException e) {
      snapshots.leave(registration);
      throw e;
    } catch (Throwable t) {
      snapshots.leave(registration);
      fail(t);
      throw new DatabaseFailedException(
          "Changing the log failed in the middle: reads go on, writes are refused until the"
              + " database is reopened",
          t);
    } finally {
      lock.unlock();
      settleAsAsked();
    }
  }

  /**
   * Locks tables against other writers, and waits until all that was committed is published. {@link
   * #unlockTables} must follow.
   */
  TableLocks.Holder lockTables(List<Integer> tables) {
    TableLocks.Holder holder;
    long since = waitingSince();
    lock.lock();
    try {
      holder = tableLocks.lock(tables);
      try {
        requireWritable();
        lockOutOthers(since);
      } catch (Throwable t) {
        tableLocks.unlock(holder);
        throw t;
      }
    } finally {
      lock.unlock();
      settleAsAsked();
    }
    try {
      awaitInstalled();
    } catch (Throwable t) {
      unlockTables(holder);
      throw t;
    }
    return holder;
  }

  void unlockTables(TableLocks.Holder holder) {
    lock.lock();
    try {
      tableLocks.unlock(holder);
      letOthersIn();
    } finally {
      lock.unlock();
      settleAsAsked();
    }
  }

  /** Waits until everything installed when this was called is visible. */
  void awaitInstalled() {
    awaitPublished(installed);
  }

  private void awaitPublished(long timestamp) {
    // Without SYNC what is installed is about to be published, and no sync would hasten that.
    if (syncer.publishes() && clock.published() < timestamp) {
      syncer.awaitDurable(timestamp);
    }
  }

  /** Returns when everything committed so far is on stable storage. */
  public void sync() {
    requireNotFailed();
    if (others != null) {
      syncer.syncAnew(); // what others have appended has no timestamp here
    } else {
      syncer.awaitDurable(installed);
    }
  }

  /** Refuses writes from now on; the first reason stays. */
  void fail(Throwable reason) {
    Throwable first = failure;
    if (first == null) {
      failure = reason;
    } else if (!first.equals(reason)) {
      first.addSuppressed(reason);
    }
  }

  /** Waits for the commit under way and refuses further ones. Says whether it was open. */
  public boolean close() {
    lock.lock();
    try {
      boolean wasOpen = !closed;
      closed = true;
      return wasOpen;
    } finally {
      lock.unlock();
    }
  }

  /** The newest commit that is published. */
  long position() {
    return clock.published();
  }

  /** The number of commits since the database was opened. */
  public long commits() {
    return installed;
  }

  /** How many commits found that something they had read was changed. */
  public long conflicts() {
    return conflicts.get();
  }

  /** Why the database refuses writes; null while it does not. */
  public @Nullable Throwable failure() {
    return failure;
  }

  @GuardedBy("lock") private void requireWritable() {
    if (closed) {
      throw new DatabaseClosedException("The database is closed");
    }
    requireNotFailed();
  }

  void requireNotFailed() {
    Throwable reason = failure;
    if (reason != null) {
      throw new DatabaseFailedException(
          "An earlier write or sync failed ("
              + reason
              + "): reads go on, writes are refused; close the database and open it again",
          reason);
    }
  }
}
