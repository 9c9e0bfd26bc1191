package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.table.TreeEditor;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a table in the order of their keys.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class OrderedEntries<K, V> extends Ordered<K, V, Entry<K, V>> {
  private final Comparator<? super K> keyOrder;
  private final Comparator<Entry<K, V>> order;

  /**
   * @param keyOrder one by which two keys are 0 exactly when they are equal
   */
  public OrderedEntries(HashTable<K, V> table, Comparator<? super K> keyOrder, Clock clock) {
    super(table, clock);
    this.keyOrder = keyOrder;
    this.order = (a, b) -> keyOrder.compare(table.keyOf(a), table.keyOf(b));
  }

  /** The order of the keys. */
  public Comparator<? super K> keyOrder() {
    return keyOrder;
  }

  @Override
  public Comparator<Entry<K, V>> order() {
    return order;
  }

  @Override
  void change(
      TreeEditor<Entry<K, V>> editor, @Nullable Entry<K, V> before, @Nullable Entry<K, V> after) {
    if (after != null && after.value() != null) {
      editor.put(after, after, order::compare);
    } else if (before != null) {
      editor.remove(before, order::compare);
    }
  }

  @Override
  void addTo(List<Entry<K, V>> elements, Entry<K, V> entry) {
    elements.add(entry);
  }
}
