package dev.hmdb.internal.engine;

import dev.hmdb.internal.table.LongPairHashTable;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.ThreadGuard;
import dev.hmdb.internal.tx.Transactions;
import org.jspecify.annotations.Nullable;

/** A table of the database itself whose keys are two numbers, that other processes may change. */
final class FollowingLongPairLiveTable<K, V> extends LiveTable<K, V> {
  private final LongPairHashTable<K, V> entries;
  private final Follower follower;
  private final Transactions transactions;

  /**
   * The entries while the gate is open, else null. Plain, because a thread must see only what it
   * wrote itself (see {@link ThreadGuard}).
   */
  private @Nullable LongPairHashTable<K, V> openEntries;

  FollowingLongPairLiveTable(
      StoredTable<K, V> stored,
      LongPairHashTable<K, V> entries,
      Follower follower,
      Transactions transactions,
      boolean isReadOnly,
      Abandoned abandoned) {
    super(stored, transactions, isReadOnly, abandoned);
    this.entries = entries;
    this.follower = follower;
    this.transactions = transactions;
  }

  @Override
  public void open() {
    openEntries = entries;
  }

  @Override
  public void shut() {
    openEntries = null;
  }

  @Override
  public @Nullable V get(K key) {
    if (follower.isAhead()) {
      transactions.catchUp();
    }
    LongPairHashTable<K, V> open = openEntries;
    return open == null ? getAfterAsking(key) : open.get(requireKey(key));
  }
}
