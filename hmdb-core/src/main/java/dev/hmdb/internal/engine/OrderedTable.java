package dev.hmdb.internal.engine;

import dev.hmdb.Entries;
import dev.hmdb.KeyRange;
import dev.hmdb.SortedTable;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** What the three kinds of sorted table have beside those of the other tables. */
sealed interface OrderedTable<K, V> extends SortedTable<K, V>
    permits SortedLiveTable, SortedTransactionTable, SortedSnapshotTable {
  /** Does by the order what there is to do. */
  SortedPart<K, V> sorted();

  @Override
  default Comparator<? super K> comparator() {
    return sorted().comparator();
  }

  @Override
  default Optional<Map.Entry<K, V>> first() {
    return sorted().all().first();
  }

  @Override
  default Optional<Map.Entry<K, V>> last() {
    return sorted().all().last();
  }

  @Override
  default Optional<Map.Entry<K, V>> floor(K key) {
    return sorted().in(KeyRange.atMost(AbstractTable.requireKey(key))).last("floor");
  }

  @Override
  default Optional<Map.Entry<K, V>> ceiling(K key) {
    return sorted().in(KeyRange.atLeast(AbstractTable.requireKey(key))).first("ceiling");
  }

  @Override
  default Optional<Map.Entry<K, V>> lower(K key) {
    return sorted().in(KeyRange.lessThan(AbstractTable.requireKey(key))).last("lower");
  }

  @Override
  default Optional<Map.Entry<K, V>> higher(K key) {
    return sorted().in(KeyRange.greaterThan(AbstractTable.requireKey(key))).first("higher");
  }

  @Override
  default Optional<Map.Entry<K, V>> pollFirst() {
    return sorted().poll(KeyRange.all(), false, "pollFirst");
  }

  @Override
  default Optional<Map.Entry<K, V>> pollLast() {
    return sorted().poll(KeyRange.all(), true, "pollLast");
  }

  @Override
  default Entries<K, V> range(KeyRange<K> range) {
    return sorted().range(range);
  }

  @Override
  default long rank(K key) {
    return sorted().rank(key);
  }

  @Override
  default Map.Entry<K, V> select(long index) {
    return sorted().all().get(index, "select");
  }

  @Override
  default long removeRange(KeyRange<K> range) {
    return sorted().removeRange(range);
  }
}
