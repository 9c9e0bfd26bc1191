package dev.hmdb;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A table whose keys are in order.
 *
 * <p>The order is the natural one of a key that is {@link Comparable}, that of a record's
 * components, the first one first, where the record itself is not, or that of the comparator that
 * {@link Order} names. It must agree with {@code equals}: two keys compare as 0 exactly when they
 * are equal. {@link java.math.BigDecimal}s of one number are in the order of their scales, 1 before
 * 1.0. Nothing of it is stored, so that a {@link Table} may become a {@code SortedTable}, or
 * another order may be named, and a database opens as before.
 *
 * <p>Everything said of {@link Table} holds here too. Besides, {@link #forEach}, {@link #stream},
 * {@link #keys} and {@link #values} are in the order of the keys. In a transaction, what a method
 * read is the keys that decide its answer: {@link #first} reads all up to the first key, {@link
 * #range} those of its range; so transactions that work on disjoint ranges do not conflict, and one
 * that read a range conflicts with another that adds a key to it.
 *
 * <p>Methods that find one entry, and {@link #rank} and {@link #select}, take time that grows with
 * the logarithm of the size.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public non-sealed interface SortedTable<K, V> extends Table<K, V> {

  /** The order of the keys. */
  Comparator<? super K> comparator();

  /** The entry of the least key. */
  Optional<Map.Entry<K, V>> first();

  /** The entry of the greatest key. */
  Optional<Map.Entry<K, V>> last();

  /** The entry of the greatest key that is {@code key} or less. */
  Optional<Map.Entry<K, V>> floor(K key);

  /** The entry of the least key that is {@code key} or greater. */
  Optional<Map.Entry<K, V>> ceiling(K key);

  /** The entry of the greatest key that is less than {@code key}. */
  Optional<Map.Entry<K, V>> lower(K key);

  /** The entry of the least key that is greater than {@code key}. */
  Optional<Map.Entry<K, V>> higher(K key);

  /** Removes the entry of the least key; empty if there was none. */
  Optional<Map.Entry<K, V>> pollFirst();

  /** Removes the entry of the greatest key; empty if there was none. */
  Optional<Map.Entry<K, V>> pollLast();

  /** The entries whose keys are in the range, in the order of the keys. */
  Entries<K, V> range(KeyRange<K> range);

  /** All entries, the greatest key first. */
  default Entries<K, V> reversed() {
    return range(KeyRange.<K>all()).reversed();
  }

  /** How many keys are less than {@code key}, which need not be there. */
  long rank(K key);

  /**
   * The entry before which there are {@code index} others.
   *
   * @throws IndexOutOfBoundsException unless {@code index} is from 0 to less than the size
   */
  Map.Entry<K, V> select(long index);

  /**
   * Removes every entry whose key is in the range, in one transaction.
   *
   * @return how many there were
   */
  long removeRange(KeyRange<K> range);

  /** Passes every entry of one consistent state to the action, in the order of the keys. */
  @Override
  void forEach(BiConsumer<? super K, ? super V> action);

  /** As {@link Table#stream}, in the order of the keys. */
  @Override
  Stream<Map.Entry<K, V>> stream();

  /**
   * A live view that keeps every promise of {@link ConcurrentNavigableMap}. Its iterators are
   * weakly consistent; its {@code size} stops at {@link Integer#MAX_VALUE}. Its {@code comparator}
   * is null where the order is the natural one.
   */
  @Override
  ConcurrentNavigableMap<K, V> asMap();
}
