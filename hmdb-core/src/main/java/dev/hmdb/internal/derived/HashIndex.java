package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.table.TreeEditor;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index of which each index key has any number of entries, in an order of their keys.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 */
public final class HashIndex<I, K, V>
    extends HashedIndex<I, K, V, CountedTree<Entry<K, V>>, HashOverlay<I, K, V>> {
  private final Comparator<Entry<K, V>> order;

  /**
   * @param ties an order of the table's keys: of those that have an index key in common, two are 0
   *     exactly when they are equal
   */
  public HashIndex(
      HashTable<K, V> table,
      IndexKeys<K, V, I> indexKeys,
      Comparator<? super K> ties,
      Clock clock) {
    super(table, indexKeys, clock);
    this.order = (a, b) -> ties.compare(table.keyOf(a), table.keyOf(b));
  }

  /** The order of the entries of one index key. */
  public Comparator<Entry<K, V>> order() {
    return order;
  }

  @Override
  public HashOverlay<I, K, V> overlay(long timestamp) {
    return new HashOverlay<>(this, timestamp);
  }

  @Override
  CountedTree<Entry<K, V>> with(
      I indexKey, @Nullable CountedTree<Entry<K, V>> present, Entry<K, V> entry) {
    return with(present == null ? CountedTree.empty() : present, entry);
  }

  CountedTree<Entry<K, V>> with(CountedTree<Entry<K, V>> present, Entry<K, V> entry) {
    TreeEditor<Entry<K, V>> editor = present.edit();
    editor.put(entry, entry, order::compare);
    return editor.build();
  }

  @Override
  @Nullable CountedTree<Entry<K, V>> without(CountedTree<Entry<K, V>> present, Entry<K, V> entry) {
    CountedTree<Entry<K, V>> rest = rest(present, entry);
    return rest.isEmpty() ? null : rest;
  }

  CountedTree<Entry<K, V>> rest(CountedTree<Entry<K, V>> present, Entry<K, V> entry) {
    TreeEditor<Entry<K, V>> editor = present.edit();
    editor.remove(entry, order::compare);
    return editor.build();
  }

  @Override
  CountedTree<Entry<K, V>> ofAll(List<Entry<K, V>> entries) {
    entries.sort(order);
    return CountedTree.ofSorted(entries);
  }
}
