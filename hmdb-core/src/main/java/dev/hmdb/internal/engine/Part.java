package dev.hmdb.internal.engine;

import dev.hmdb.internal.tx.StoredTable;

/**
 * Something that a method of the schema returns: a table, or an index of one.
 *
 * @param name that of the method
 * @param stored the table where its entries are
 * @param <K> the type of the stored keys
 * @param <V> the type of the stored values
 */
record Part<K, V>(String name, StoredTable<K, V> stored) {
  /** A table itself. */
  static <K, V> Part<K, V> of(StoredTable<K, V> stored) {
    return new Part<>(stored.name(), stored);
  }
}
