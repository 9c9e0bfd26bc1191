package dev.hmdb.internal.engine;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.DatabaseLockedException;
import dev.hmdb.internal.disk.Membership;
import dev.hmdb.internal.disk.Membership.Right;
import dev.hmdb.internal.log.ControlFile;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes the right to write from the other processes and gives it back. Under the commit lock,
 * except where it says otherwise.
 */
final class RightToWrite {
  /*
   * Fairness: who wants the right takes the turn first, and gives that back when it has the right. So
   * a process that gives the right back and wants it again at once has to queue for the turn, and
   * whoever has that gets the right before. The turn itself goes to who waits longest: who waits says
   * since when, and who finds somebody that does so longer does not try. That is no more than good
   * manners: what a dead process has said counts for a few milliseconds.
   *
   * For a millisecond after it got the right in that way a process takes it again without queueing, if
   * it is free. To hand it over for each commit would cost the wait of the next one, some tens of
   * microseconds and a change of threads, each time, and two more calls of the operating system.
   *
   * Waiting is by trying again, at growing intervals: a wait in the operating system could not be
   * ended at a time limit, nor could what others commit be applied meanwhile.
   */
  private static final Logger LOGGER = System.getLogger("dev.hmdb");

  private static final int SPINS = 40;
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long NEXT_IN_LINE_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** See "Fairness". */
  private static final long LEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Path directory;
  private final Membership member;
  private final ControlFile control;
  private final AtomicLong waits = new AtomicLong();

  /** Until when this process need not queue. */
  private long leaseEnd = System.nanoTime();

  private volatile boolean isClosing;

  RightToWrite(Path directory, Membership member, ControlFile control) {
    this.directory = directory;
    this.member = member;
    this.control = control;
  }

  /** What is done again and again while another process has what this one waits for. */
  interface Meanwhile {
    /**
     * Called once for each try.
     *
     * @param isNext whether others wait for this process, so that it has to be short
     * @return whether to go on waiting; else the place in the queue is given up
     */
    boolean run(boolean isNext);
  }

  /**
   * Takes it.
   *
   * @param sinceNanos since when the caller has been waiting, by {@link System#nanoTime}
   * @param patienceNanos how long to wait at most, since then
   * @return false if {@code meanwhile} would not go on waiting
   * @throws DatabaseLockedException if it was not to be had in that time
   * @throws DatabaseClosedException after {@link #endWaiting}
   */
  boolean take(long sinceNanos, long patienceNanos, Meanwhile meanwhile) throws IOException {
    long since = sinceNanos | 1; // never 0, which is for nobody
    if (System.nanoTime() - leaseEnd < 0) {
      control.setNext(member.number());
      if (member.tryTake(Right.WRITER)) {
        control.setWriter(member.number());
        return true;
      }
    }
    if (!isTaken(Right.TURN, since) && !awaitTurn(since, patienceNanos, meanwhile)) {
      return false;
    }
    control.setNext(member.number());
    boolean isDone = false;
    try {
      boolean isMine =
          isTaken(Right.WRITER, since) || await(Right.WRITER, since, patienceNanos, meanwhile);
      member.giveBack(Right.TURN);
      isDone = true;
      if (isMine) {
        leaseEnd = System.nanoTime() + LEASE_NANOS;
        control.setWriter(member.number());
      }
      return isMine;
    } finally {
      if (!isDone) {
        giveBackAfterFailure();
      }
    }
  }

  private void giveBackAfterFailure() throws IOException {
    try {
      member.giveBack(Right.TURN);
    } finally {
      member.giveBack(Right.WRITER);
    }
  }

  /**
   * Gives it back. What was committed with it stays committed, so this does not fail: what could
   * not be given back ends with the process.
   */
  void giveBack() {
    try {
      control.setWriter(-1);
      member.giveBack(Right.WRITER);
    } catch (IOException e) {
      LOGGER.log(
          Level.ERROR,
          directory
              + ": the right to write cannot be given back, so no other process can write: close the"
              + " database here",
          e);
    }
  }

  private boolean awaitTurn(long since, long patience, Meanwhile meanwhile) throws IOException {
    try {
      return await(Right.TURN, since, patience, meanwhile);
    } finally {
      control.setWaiting(member.number(), 0);
    }
  }

  /** Who waits longer goes first. */
  private boolean isTaken(Right right, long since) throws IOException {
    return (right != Right.TURN || !control.isBehindAnother(member.number(), since))
        && member.tryTake(right);
  }

  /** False if it was given up. */
  private boolean await(Right right, long since, long patience, Meanwhile meanwhile)
      throws IOException {
    waits.incrementAndGet();
    boolean wasInterrupted = false;
    try {
      long longest = right == Right.TURN ? LONGEST_PAUSE_NANOS : NEXT_IN_LINE_PAUSE_NANOS;
      long pause = FIRST_PAUSE_NANOS;
      for (int tries = 1; !isTaken(right, since); tries++) {
        if (right == Right.TURN) {
          control.setWaiting(member.number(), since);
        }
        requireWanted(since, patience);
        if (!meanwhile.run(right != Right.TURN)) {
          return false;
        }
        if (tries < SPINS) {
          Thread.onSpinWait();
        } else {
          wasInterrupted |= Thread.interrupted(); // else there would be no pause any more
          LockSupport.parkNanos(pause);
          pause = Math.min(2 * pause, longest);
        }
      }
      return true;
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void requireWanted(long since, long patience) {
    if (isClosing) {
      throw new DatabaseClosedException(
          "The database is being closed; nothing of the transaction was kept");
    }
    if (System.nanoTime() - since > patience) {
      throw locked(patience);
    }
  }

  private DatabaseLockedException locked(long patience) {
    return new DatabaseLockedException(
        "The transaction was not committed, nothing of it was kept: for "
            + Duration.ofNanos(patience)
            + " "
            + directory
            + " was locked by "
            + holder()
            + "; try again, or see why that process does not go on");
  }

  /** Who has the right, or else who was about to take it when it was last seen. */
  private String holder() {
    int writer = control.writer();
    int next = control.next();
    if (writer >= 0) {
      return member.describe(writer);
    }
    return next >= 0 && next != member.number() ? member.describe(next) : "another process";
  }

  /** Has whoever waits give up, now and later. For any thread. */
  void endWaiting() {
    isClosing = true;
  }

  /** Has waiting make sense again, for the one who closes. */
  void waitOnceMore() {
    isClosing = false;
  }

  /** How often it was not to be had at once. For any thread. */
  long waits() {
    return waits.get();
  }
}
