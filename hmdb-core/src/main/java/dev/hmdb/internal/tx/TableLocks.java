package dev.hmdb.internal.tx;

import java.util.List;
import java.util.concurrent.locks.Condition;
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
   * holds none waits. So nobody waits while holding what others wait for.
   */

  /** One transaction that has locked tables. */
  static final class Holder {}

  private final ReentrantLock commitLock;
  private final Condition released;
  private final @Nullable Holder[] holders;
  private int count;

  TableLocks(int tableCount, ReentrantLock commitLock) {
    this.holders = new @Nullable Holder[tableCount];
    this.commitLock = commitLock;
    this.released = commitLock.newCondition();
  }

  /** Locks all these tables, once none of them is locked. */
  Holder lock(List<Integer> tables) {
    assert commitLock.isHeldByCurrentThread();
    while (isAnyLocked(tables)) {
      released.awaitUninterruptibly();
    }
    Holder holder = new Holder();
    for (int table : tables) {
      if (holders[table] == null) {
        holders[table] = holder;
        count++;
      }
    }
    return holder;
  }

  private boolean isAnyLocked(List<Integer> tables) {
    for (int table : tables) {
      if (holders[table] != null) {
        return true;
      }
    }
    return false;
  }

  /** Waits until no table is locked. */
  void awaitNone() {
    assert commitLock.isHeldByCurrentThread();
    while (count > 0) {
      released.awaitUninterruptibly();
    }
  }

  void unlock(Holder holder) {
    assert commitLock.isHeldByCurrentThread();
    for (int i = 0; i < holders.length; i++) {
      if (holder.equals(holders[i])) {
        holders[i] = null;
        count--;
      }
    }
    released.signalAll();
  }

  /**
   * Waits, if need be, until a commit may write its tables.
   *
   * @param holder whose commit it is; null if it has locked nothing
   * @return false if it would have to wait while it holds locks
   */
  boolean awaitWritable(Commit commit, @Nullable Holder holder) {
    while (count > 0 && isBlocked(commit, holder)) {
      if (holder != null) {
        return false;
      }
      released.awaitUninterruptibly();
    }
    return true;
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
