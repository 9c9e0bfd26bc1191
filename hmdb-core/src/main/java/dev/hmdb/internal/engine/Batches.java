package dev.hmdb.internal.engine;

import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.TransactionContext;
import dev.hmdb.internal.tx.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts entries into a table, some hundred to a transaction. For one thread. */
final class Batches<K, V> {
  /*
   * Entries are collected, and the transaction is as short as its commit: where they come from may be
   * slow, and a transaction that is open keeps old versions.
   *
   * Nothing is read, so that a batch cannot conflict.
   */

  /**
   * With so many, the cost of a commit, also a synced one, is small beside that of the entries, and
   * entries of up to 4 MB each fit into one frame of the log.
   */
  static final int BATCH = 500;

  private final StoredTable<K, V> stored;
  private final Transactions transactions;
  private final List<Map.Entry<? extends K, ? extends V>> batch = new ArrayList<>(BATCH);
  private long count;

  Batches(StoredTable<K, V> stored, Transactions transactions) {
    this.stored = stored;
    this.transactions = transactions;
  }

  void add(Map.Entry<? extends K, ? extends V> entry) {
    batch.add(AbstractTable.requireEntry(entry));
    count++;
    if (batch.size() == BATCH) {
      commit();
    }
  }

  /** Commits what is left; returns how many entries there were in all. */
  long finish() {
    commit();
    return count;
  }

  private void commit() {
    if (batch.isEmpty()) {
      return;
    }
    TransactionContext transaction = transactions.begin();
    try {
      for (Map.Entry<? extends K, ? extends V> entry : batch) {
        transaction.set(
            stored,
            AbstractTable.requireKey(entry.getKey()),
            AbstractTable.requireValue(entry.getValue()));
      }
      transactions.commit(transaction);
    } finally {
      transaction.end();
    }
    batch.clear();
  }
}
