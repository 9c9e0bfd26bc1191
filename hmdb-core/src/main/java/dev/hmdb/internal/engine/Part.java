package dev.hmdb.internal.engine;

import dev.hmdb.internal.tx.StoredTable;

/**
 * Something that a method of the schema returns, a table or an index of one; or what a method of
 * that returns.
 *
 * @param name that of the schema's method
 * @param view what was called of it to get here, with a dot behind, for messages; or empty
 * @param stored the table where its entries are
 * @param <K> the type of the stored keys
 * @param <V> the type of the stored values
 */
record Part<K, V>(String name, String view, StoredTable<K, V> stored) {
  /** A table itself. */
  static <K, V> Part<K, V> of(StoredTable<K, V> stored) {
    return of(stored.name(), stored);
  }

  /** Something of a table that has a name of its own. */
  static <K, V> Part<K, V> of(String name, StoredTable<K, V> stored) {
    return new Part<>(name, "", stored);
  }

  /** What one of its methods returns. */
  Part<K, V> viewed(String call) {
    return new Part<>(name, call, stored);
  }
}
