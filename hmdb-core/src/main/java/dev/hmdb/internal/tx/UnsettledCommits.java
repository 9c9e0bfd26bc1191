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

  /** Settles and forgets the commits up to a timestamp. */
  void settleUpTo(long timestamp) {
    Commit commit = first;
    while (commit != null && commit.unsettledTimestamp <= timestamp) {
      commit.settle(commit.unsettledTimestamp);
      Commit next = commit.nextUnsettled;
      commit.nextUnsettled = null; // garbage must not lead to what is not
      first = next;
      commit = next;
    }
    if (commit == null) {
      last = null;
    }
  }
}
