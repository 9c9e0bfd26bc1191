package dev.hmdb.internal.engine;

import dev.hmdb.Entries;
import dev.hmdb.KeyRange;
import dev.hmdb.SortedIndex;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** An index whose index keys are in order. */
record SortedIndexView<I, K, V>(SortedIndexPart<I, K, V> sorted) implements SortedIndex<I, K, V> {
  @Override
  public String name() {
    return sorted.part().name();
  }

  @Override
  public boolean containsKey(I indexKey) {
    KeyRange<I> only = KeyRange.only(IndexView.requireIndexKey(indexKey));
    return sorted.firstKey(only, "containsKey").isPresent();
  }

  @Override
  public Entries<K, V> get(I indexKey) {
    return sorted.range(KeyRange.only(IndexView.requireIndexKey(indexKey)), "get(…).");
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
  public String toString() {
    return "SortedIndex[" + name() + "]";
  }
}
