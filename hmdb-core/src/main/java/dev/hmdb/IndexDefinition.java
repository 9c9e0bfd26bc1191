package dev.hmdb;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For generated code: one index of a schema. Nothing of it is on disk.
 *
 * @param index the index's place among the schema's indexes, for lookups in memory
 * @param name the index's name
 * @param table the table that it is an index of
 * @param keys finds the index keys of an entry
 * @param order the order of the index keys, by which two are 0 exactly when they are equal; null
 *     where they have none
 * @param isUnique whether no two entries may have the same index key
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of the table's values
 */
public record IndexDefinition<I, K, V>(
    int index,
    String name,
    TableDefinition<K, V> table,
    IndexKeys<I, K, V> keys,
    @Nullable Comparator<? super I> order,
    boolean isUnique) {

  /**
   * @throws IllegalArgumentException if the table is neither a {@link Table} nor a {@link
   *     SortedTable}
   */
  public IndexDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(keys, "keys");
    boolean isIndexable =
        table.kind() instanceof TableKind.Hashed || table.kind() instanceof TableKind.Sorted;
    if (!isIndexable) {
      throw new IllegalArgumentException("index=" + name + " table=" + table.name() + " is none");
    }
  }

  /** A {@link TableIndex}. */
  public static <I, K, V> IndexDefinition<I, K, V> hashed(
      int index, String name, TableDefinition<K, V> table, IndexKeys<I, K, V> keys) {
    return new IndexDefinition<>(index, name, table, keys, null, false);
  }

  /** A {@link SortedIndex}. */
  public static <I, K, V> IndexDefinition<I, K, V> sorted(
      int index,
      String name,
      TableDefinition<K, V> table,
      IndexKeys<I, K, V> keys,
      Comparator<? super I> order) {
    Objects.requireNonNull(order, "order");
    return new IndexDefinition<>(index, name, table, keys, order, false);
  }

  /** A {@link UniqueIndex}. */
  public static <I, K, V> IndexDefinition<I, K, V> unique(
      int index, String name, TableDefinition<K, V> table, IndexKeys<I, K, V> keys) {
    return new IndexDefinition<>(index, name, table, keys, null, true);
  }

  /** A {@link SortedUniqueIndex}. */
  public static <I, K, V> IndexDefinition<I, K, V> sortedUnique(
      int index,
      String name,
      TableDefinition<K, V> table,
      IndexKeys<I, K, V> keys,
      Comparator<? super I> order) {
    Objects.requireNonNull(order, "order");
    return new IndexDefinition<>(index, name, table, keys, order, true);
  }
}
