package dev.hmdb.internal.tx;

import org.jspecify.annotations.Nullable;

/**
 * Commits that are installed but not settled, oldest first. Under the commit lock.
 *
 * <p>Linked through the commits themselves, because adding one comes after the append, where
 * nothing may be allocated.
 */
final class UnsettledCommits {
  private @Nullable Commit first;
  private @Nullable Commit last;

  boolean isEmpty() {
    return first == null;
  }

  void add(Commit commit, long timestamp) {
    commit.unsettledTimestamp = timestamp;
    if (last == null) {
      first = commit;
    } else {
      last.nextUnsettled = commit;
    }
    last = commit;
  }

  /**
   * Settles and forgets the commits up to a timestamp, but only so many.
   *
   * @return whether there are more
   */
  boolean settleUpTo(long timestamp, int most) {
    Commit commit = first;
    for (int i = 0; commit != null && commit.unsettledTimestamp <= timestamp; i++) {
      if (i == most) {
        return true;
      }
      commit.settle();
      Commit next = commit.nextUnsettled;
      commit.nextUnsettled = null; // garbage must not lead to what is not
      first = next;
      commit = next;
    }
    if (commit == null) {
      last = null;
    }
    return false;
  }
}
