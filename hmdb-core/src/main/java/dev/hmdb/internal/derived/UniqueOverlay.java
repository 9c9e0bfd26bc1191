package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has of a {@link UniqueHashIndex}.
 *
 * <p>While it runs, several entries may have one index key, of which the last written is found; at
 * the commit it may be one.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 */
public final class UniqueOverlay<I, K, V>
    extends HashedOverlay<I, K, V, Entry<K, V>, List<Entry<K, V>>> {
  private final UniqueHashIndex<I, K, V> index;

  UniqueOverlay(UniqueHashIndex<I, K, V> index, long timestamp) {
    super(index, timestamp);
    this.index = index;
  }

  @Override
  List<Entry<K, V>> start(@Nullable Entry<K, V> base) {
    return base == null ? List.of() : List.of(base);
  }

  @Override
  List<Entry<K, V>> with(List<Entry<K, V>> present, Entry<K, V> entry) {
    List<Entry<K, V>> result = new ArrayList<>(without(present, entry));
    result.add(entry);
    return result;
  }

  @Override
  List<Entry<K, V>> without(List<Entry<K, V>> present, Entry<K, V> entry) {
    return present.stream().filter(other -> !index.isSameKey(other, entry)).toList();
  }

  @Override
  boolean isEmpty(List<Entry<K, V>> present) {
    return present.isEmpty();
  }
}
