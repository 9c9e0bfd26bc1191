package dev.hmdb.internal.engine;

import dev.hmdb.internal.table.ReferenceHashTable;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.ThreadGuard;
import dev.hmdb.internal.tx.Transactions;
import org.jspecify.annotations.Nullable;

/** A table of the database itself whose keys are objects. */
final class ReferenceLiveTable<K, V> extends LiveTable<K, V> {
  private final ReferenceHashTable<K, V> entries;

  /**
   * The entries while the gate is open, else null: a test for null is all that it costs. Plain,
   * because a thread must see only what it wrote itself (see {@link ThreadGuard}), and the reads of
   * the table keep the JIT from remembering it.
   */
  private @Nullable ReferenceHashTable<K, V> openEntries;

  ReferenceLiveTable(
      StoredTable<K, V> stored,
      ReferenceHashTable<K, V> entries,
      Transactions transactions,
      boolean isReadOnly,
      Abandoned abandoned) {
    super(stored, transactions, isReadOnly, abandoned);
    this.entries = entries;
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
    ReferenceHashTable<K, V> open = openEntries;
    return open == null ? getAfterAsking(key) : open.get(requireKey(key));
  }
}
