package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.table.TreeEditor;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a table in the order of their index keys, and of their keys where those are the
 * same.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 */
public final class OrderedIndex<I, K, V> extends Ordered<K, V, IndexedEntry<I, K, V>> {
  private final IndexKeys<K, V, I> indexKeys;
  private final Comparator<? super I> indexKeyOrder;
  private final Comparator<IndexedEntry<I, K, V>> order;

  /**
   * @param indexKeyOrder one by which two index keys are 0 exactly when they are equal
   * @param ties an order of the table's keys, of the same kind
   */
  public OrderedIndex(
      HashTable<K, V> table,
      IndexKeys<K, V, I> indexKeys,
      Comparator<? super I> indexKeyOrder,
      Comparator<? super K> ties,
      Clock clock) {
    super(table, clock);
    this.indexKeys = indexKeys;
    this.indexKeyOrder = indexKeyOrder;
    this.order =
        (a, b) -> {
          int compared = indexKeyOrder.compare(a.indexKey(), b.indexKey());
          return compared != 0
              ? compared
              : ties.compare(table.keyOf(a.entry()), table.keyOf(b.entry()));
        };
  }

  /** The order of the index keys. */
  public Comparator<? super I> indexKeyOrder() {
    return indexKeyOrder;
  }

  @Override
  public Comparator<IndexedEntry<I, K, V>> order() {
    return order;
  }

  @Override
  void change(
      TreeEditor<IndexedEntry<I, K, V>> editor,
      @Nullable Entry<K, V> before,
      @Nullable Entry<K, V> after) {
    Collection<? extends I> kept = keysOf(after);
    if (before != null) {
      for (I indexKey : keysOf(before)) {
        if (kept.size() != 1 || indexKeyOrder.compare(indexKey, kept.iterator().next()) != 0) {
          editor.remove(new IndexedEntry<>(indexKey, before), order::compare);
        }
      }
    }
    if (after != null) {
      for (I indexKey : kept) {
        IndexedEntry<I, K, V> element = new IndexedEntry<>(indexKey, after);
        editor.put(element, element, order::compare);
      }
    }
  }

  private Collection<? extends I> keysOf(@Nullable Entry<K, V> entry) {
    V value = entry == null ? null : entry.value();
    return entry == null || value == null ? List.of() : indexKeys.of(table().keyOf(entry), value);
  }

  @Override
  void addTo(List<IndexedEntry<I, K, V>> elements, Entry<K, V> entry) {
    for (I indexKey : keysOf(entry)) {
      elements.add(new IndexedEntry<>(indexKey, entry));
    }
  }
}
