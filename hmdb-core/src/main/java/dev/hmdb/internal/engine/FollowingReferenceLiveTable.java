package dev.hmdb.internal.engine;

import dev.hmdb.internal.table.ReferenceHashTable;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.ThreadGuard;
import dev.hmdb.internal.tx.Transactions;
import org.jspecify.annotations.Nullable;

/** A table of the database itself whose keys are objects, that other processes may change. */
final class FollowingReferenceLiveTable<K, V> extends LiveTable<K, V> {
  private final ReferenceHashTable<K, V> entries;
  private final Follower follower;
  private final Transactions transactions;

  /**
   * The entries while the gate is open, else null. Plain, because a thread must see only what it
   * wrote itself (see {@link ThreadGuard}).
   */
  private @Nullable ReferenceHashTable<K, V> openEntries;

  FollowingReferenceLiveTable(
      StoredTable<K, V> stored,
      ReferenceHashTable<K, V> entries,
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
    ReferenceHashTable<K, V> open = openEntries;
    return open == null ? getAfterAsking(key) : open.get(requireKey(key));
  }
}
