package dev.hmdb.internal.engine;

import dev.hmdb.Entries;
import dev.hmdb.KeyRange;
import dev.hmdb.SortedUniqueIndex;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A unique index whose index keys are in order. */
record SortedUniqueIndexView<I, K, V>(
    UniqueIndexView<I, K, V> unique, SortedIndexPart<I, K, V> sorted)
    implements SortedUniqueIndex<I, K, V> {
  @Override
  public String name() {
    return unique.name();
  }

  @Override
  public @Nullable V get(I indexKey) {
    return unique.get(indexKey);
  }

  @Override
  public Optional<V> find(I indexKey) {
    return Optional.ofNullable(get(indexKey));
  }

  @Override
  public Optional<Map.Entry<K, V>> entry(I indexKey) {
    return unique.entry(indexKey);
  }

  @Override
  public boolean containsKey(I indexKey) {
    return unique.containsKey(indexKey);
  }

  @Override
  public Comparator<? super I> comparator() {
    return sorted.comparator();
  }

  @Override
  public Entries<K, V> range(KeyRange<I> range) {
    return sorted.range(range, "range(…).");
  }

  @Override
  public Optional<I> firstKey() {
    return sorted.firstKey(KeyRange.all(), "firstKey");
  }

  @Override
  public Optional<I> lastKey() {
    return sorted.lastKey(KeyRange.all(), "lastKey");
  }

  @Override
  public Optional<I> floorKey(I indexKey) {
    return sorted.lastKey(KeyRange.atMost(IndexView.requireIndexKey(indexKey)), "floorKey");
  }

  @Override
  public Optional<I> ceilingKey(I indexKey) {
    return sorted.firstKey(KeyRange.atLeast(IndexView.requireIndexKey(indexKey)), "ceilingKey");
  }

  @Override
  public Optional<I> lowerKey(I indexKey) {
    return sorted.lastKey(KeyRange.lessThan(IndexView.requireIndexKey(indexKey)), "lowerKey");
  }

  @Override
  public Optional<I> higherKey(I indexKey) {
    return sorted.firstKey(KeyRange.greaterThan(IndexView.requireIndexKey(indexKey)), "higherKey");
  }

  @Override
  public Stream<I> keys() {
    return sorted.keys();
  }

  @Override
  public long size() {
    return range(KeyRange.all()).size();
  }

  @Override
  public String toString() {
    return "SortedUniqueIndex[" + name() + "]";
  }
}
