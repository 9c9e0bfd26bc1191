package dev.hmdb.internal.tx;

import dev.hmdb.codec.Encoder;
import org.jspecify.annotations.Nullable;

/** One key removed, depending on nothing, with what the schema has follow from it. */
final class SingleRemoval<K, V> extends Changes {
  private final StoredTable<K, V> table;
  private final K key;
  private @Nullable V previous;

  private SingleRemoval(
      StoredTable<K, V> table, K key, @Nullable TableChanges<?, ?>[] tables, Encoder encoded) {
    super(tables, encoded);
    this.table = table;
    this.key = key;
  }

  /**
   * @param encoded the removal as the log keeps it
   */
  static <K, V> SingleRemoval<K, V> of(
      StoredTable<K, V> table, K key, int tableCount, Encoder encoded) {
    TableChanges<K, V> changes = new TableChanges<>(table, 0); // it reads nothing
    changes.delete(key);
    @Nullable TableChanges<?, ?>[] tables = new @Nullable TableChanges<?, ?>[tableCount];
    tables[table.index()] = changes;
    return new SingleRemoval<>(table, key, tables, encoded);
  }

  /** The value that the key had. */
  @Nullable V previous() {
    return previous;
  }

  @Override
  boolean prepare(long timestamp) {
    previous = table.newest(key);
    return super.prepare(timestamp);
  }
}
