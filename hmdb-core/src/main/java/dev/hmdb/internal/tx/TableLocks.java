package dev.hmdb.internal.tx;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which tables a running transaction has locked against other writers. Everything here happens
 * under the commit lock.
 */
final class TableLocks {
  /*
   * Why there is no deadlock. A transaction takes all its table locks at once, or none and waits. At
   * its commit it may find that it writes a table that another one has locked: if it holds locks
   * itself it does not wait, but gives them up and runs again with everything locked; only one that
   * holds none waits. So nobody waits while holding what others wait for, only for those who hold
   * and for those who wait longer.
   *
   * Why nobody starves. Who wants a table that somebody else waits for queues behind. A commit that
   * is not blocked passes: it is over at once.
   *
   * Why not a condition of the lock. Waiting for it lets go of the lock as well, but whoever has had
   * the lock must look, after letting go, for what others asked to have settled meanwhile, and who
   * waits for a condition is asleep by then. The holder of the tables may take its time.
   */

  /** One transaction that has locked tables. */
  static final class Holder {}

  /** Somebody who waits for tables. */
  private static final class Wait {
    final BitSet tables;

    /** Has a permit when it is time to look again. */
    final Semaphore look = new Semaphore(0);

    Wait(BitSet tables) {
      this.tables = tables;
    }
  }

  private final ReentrantLock commitLock;
  private final Runnable unlock;
  private final @Nullable Holder[] holders;
  private int count;

  /** In the order in which they came. */
  private final List<Wait> waits = new ArrayList<>();

  /**
   * @param unlock lets go of the commit lock, as everybody does
   */
  TableLocks(int tableCount, ReentrantLock commitLock, Runnable unlock) {
    this.holders = new @Nullable Holder[tableCount];
    this.commitLock = commitLock;
    this.unlock = unlock;
  }

  /** Locks all these tables, once none of them is locked and nobody waits for one longer. */
  Holder lock(List<Integer> tables) {
    BitSet wanted = new BitSet();
    tables.forEach(wanted::set);
    await(wanted);
    Holder holder = new Holder();
    for (int table : tables) {
      if (holders[table] == null) {
        holders[table] = holder;
        count++;
      }
    }
    return holder;
  }

  /** Waits until no table is locked. */
  void awaitNone() {
    BitSet all = new BitSet();
    all.set(0, holders.length);
    await(all);
  }

  private void await(BitSet wanted) {
    assert commitLock.getHoldCount() == 1 : "else it would not be let go of";
    Wait wait = new Wait(wanted);
    waits.add(wait);
    try {
      while (isAnyLocked(wanted) || isBehindAnother(wait)) {
        awaitLook(wait);
      }
    } finally {
      waits.remove(wait);
      lookAgain();
    }
  }

  private void awaitLook(Wait wait) {
    wait.look.drainPermits(); // what they were for has been looked at
    unlock.run();
    try {
      wait.look.acquireUninterruptibly();
    } finally {
      commitLock.lock();
    }
  }

  private void lookAgain() {
    for (Wait wait : waits) {
      wait.look.release();
    }
  }

  private boolean isAnyLocked(BitSet tables) {
    for (int table = tables.nextSetBit(0); table >= 0; table = tables.nextSetBit(table + 1)) {
      if (holders[table] != null) {
        return true;
      }
    }
    return false;
  }

  private boolean isBehindAnother(Wait wait) {
    for (Wait earlier : waits) {
      if (earlier.equals(wait)) {
        return false;
      }
      if (earlier.tables.intersects(wait.tables)) {
        return true;
      }
    }
    return false;
  }

  void unlock(Holder holder) {
    assert commitLock.isHeldByCurrentThread();
    for (int i = 0; i < holders.length; i++) {
      if (holder.equals(holders[i])) {
        holders[i] = null;
        count--;
      }
    }
    lookAgain();
  }

  /**
   * Waits, if need be, until a commit may write its tables.
   *
   * @param holder whose commit it is; null if it has locked nothing
   * @return false if it would have to wait while it holds locks
   */
  boolean awaitWritable(Commit commit, @Nullable Holder holder) {
    if (count == 0 || !isBlocked(commit, holder)) {
      return true;
    }
    if (holder == null) {
      await(written(commit));
    }
    return holder == null;
  }

  private BitSet written(Commit commit) {
    BitSet written = new BitSet();
    for (int i = 0; i < holders.length; i++) {
      written.set(i, commit.writes(i));
    }
    return written;
  }

  private boolean isBlocked(Commit commit, @Nullable Holder holder) {
    for (int i = 0; i < holders.length; i++) {
      Holder other = holders[i];
      if (other != null && !other.equals(holder) && commit.writes(i)) {
        return true;
      }
    }
    return false;
  }
}
