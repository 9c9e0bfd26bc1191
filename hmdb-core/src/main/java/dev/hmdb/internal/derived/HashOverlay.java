package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has of a {@link HashIndex}.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 */
public final class HashOverlay<I, K, V>
    extends HashedOverlay<I, K, V, CountedTree<Entry<K, V>>, CountedTree<Entry<K, V>>> {
  private final HashIndex<I, K, V> index;

  HashOverlay(HashIndex<I, K, V> index, long timestamp) {
    super(index, timestamp);
    this.index = index;
  }

  @Override
  CountedTree<Entry<K, V>> start(@Nullable CountedTree<Entry<K, V>> base) {
    return base == null ? CountedTree.empty() : base;
  }

  @Override
  CountedTree<Entry<K, V>> with(CountedTree<Entry<K, V>> present, Entry<K, V> entry) {
    return index.with(present, entry);
  }

  @Override
  CountedTree<Entry<K, V>> without(CountedTree<Entry<K, V>> present, Entry<K, V> entry) {
    return index.rest(present, entry);
  }

  @Override
  boolean isEmpty(CountedTree<Entry<K, V>> present) {
    return present.isEmpty();
  }
}
