package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TableLocksTest {
  private final ReentrantLock commitLock = new ReentrantLock();
  private final TableLocks locks = new TableLocks(3, commitLock, commitLock::unlock);

  @Test
  void tablesThatNobodyHasLockedAreLockedAtOnce() {
    TableLocks.Holder first = lock(0);
    TableLocks.Holder second = lock(1, 2);
    unlock(first);
    unlock(second);
    lock(0, 1, 2);
  }

  @Test
  void aLockedTableIsWaitedFor() {
    TableLocks.Holder holder = lock(0, 1);
    Thread waiter = start(() -> locks.lock(List.of(1, 2)));
    Await.parked(waiter);
    unlock(holder);
    Await.until(() -> !waiter.isAlive());
  }

  @Test
  void aCommitOfAnotherTableNeedNotWait() {
    lock(1);
    assertThat(isWritable(null)).isTrue();
  }

  @Test
  void aCommitOfALockedTableWaits() {
    TableLocks.Holder holder = lock(0);
    Thread writer = start(() -> locks.awaitWritable(new ScriptedCommit(), null));
    Await.parked(writer);
    unlock(holder);
    Await.until(() -> !writer.isAlive());
  }

  @Test
  void theHolderItselfMayWrite() {
    assertThat(isWritable(lock(0))).isTrue();
  }

  @Test
  void whoHoldsALockDoesNotWaitForAnother() {
    lock(0);
    assertThat(isWritable(lock(1))).isFalse();
  }

  // Overtaking. Two threads that lock different tables by turns always have one of them locked; who
  // waited for both, or for all, waited for ever. Nobody overtakes who wants a table of theirs now.

  @Test
  void whoWaitsForEverythingIsNotOvertaken() {
    isNotOvertaken(locks::awaitNone, 1);
  }

  @Test
  void whoWaitsForSeveralTablesIsNotOvertaken() {
    isNotOvertaken(() -> locks.lock(List.of(0, 1)), 1);
  }

  @Test
  void aCommitThatWaitsIsNotOvertakenByAnotherLock() {
    isNotOvertaken(() -> locks.awaitWritable(new ScriptedCommit(), null), 0);
  }

  @Test
  void whoWaitsForOtherTablesIsOvertaken() {
    TableLocks.Holder holder = lock(0);
    Thread waiter = start(() -> locks.lock(List.of(0, 1)));
    Await.parked(waiter);
    lock(2);
    unlock(holder);
    Await.until(() -> !waiter.isAlive());
  }

  /** Somebody waits for table 0, whose holder gives it up and at once wants a table again. */
  private void isNotOvertaken(Runnable wait, int table) {
    TableLocks.Holder holder = lock(0);
    StringBuffer order = new StringBuffer();
    Thread first =
        start(() -> {
          wait.run();
          order.append("first ");
        });
    Await.parked(first);
    Thread second =
        start(() -> {
          locks.unlock(holder);
          locks.lock(List.of(table));
          order.append("second ");
        });
    Await.until(() -> !second.isAlive() || order.toString().startsWith("first"));
    assertThat(order.toString()).startsWith("first");
  }

  /** Runs under the commit lock. */
  private Thread start(Runnable task) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          commitLock.lock();
          try {
            task.run();
          } finally {
            commitLock.unlock();
          }
        });
  }

  private TableLocks.Holder lock(Integer... tables) {
    commitLock.lock();
    try {
      return locks.lock(List.of(tables));
    } finally {
      commitLock.unlock();
    }
  }

  private void unlock(TableLocks.Holder holder) {
    commitLock.lock();
    try {
      locks.unlock(holder);
    } finally {
      commitLock.unlock();
    }
  }

  private boolean isWritable(TableLocks.Holder holder) {
    commitLock.lock();
    try {
      return locks.awaitWritable(new ScriptedCommit(), holder);
    } finally {
      commitLock.unlock();
    }
  }
}
