package dev.hmdb;

import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Keys with any number of values each, no two of one key equal. The values of a key are in no
 * particular order.
 *
 * <p>Adding or removing a value is a small record in the log, however many others its key has. A
 * value is looked up as keys are, so its type must be one that could be a key: no array, collection
 * or optional.
 *
 * <p>A multimap comes in the three kinds that a {@link Table} comes in, and what is said there of
 * threads, durability, null and frozen values holds here, as do the exceptions. In a transaction,
 * {@link #get} and the other methods about one key conflict with changes of that key's values, and
 * {@link #put}, {@link #remove} and {@link #containsEntry} only with changes of the same value.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public non-sealed interface SetMultimap<K, V> extends AnyTable {

  /** The multimap's name: that of the schema's method. */
  @Override
  String name();

  /** The number of values of all keys. Takes constant time. */
  long size();

  /** Whether there are no values. Takes constant time. */
  boolean isEmpty();

  /** Whether {@code key} has a value. */
  boolean containsKey(K key);

  /** Whether {@code value} is one of the values of {@code key}. */
  boolean containsEntry(K key, V value);

  /** The number of values of {@code key}. Takes constant time. */
  long count(K key);

  /**
   * The values of {@code key} in one consistent state, empty when there are none.
   *
   * @return an immutable set, which does not follow later changes
   */
  Set<V> get(K key);

  /** Adds a value; says whether {@code key} did not have it. */
  boolean put(K key, V value);

  /**
   * Adds a value without asking whether it is there: in a transaction this reads nothing, and so
   * never conflicts.
   */
  void add(K key, V value);

  /** Adds all these values, in one transaction, without reading any. */
  void putAll(K key, Iterable<? extends V> values);

  /** Makes these the values of {@code key}, in one transaction; returns those before. */
  Set<V> replaceValues(K key, Iterable<? extends V> values);

  /** Removes a value; says whether {@code key} had it. */
  boolean remove(K key, V value);

  /** Removes a value without asking whether it is there: as {@link #add}, it never conflicts. */
  void delete(K key, V value);

  /** Removes all values of {@code key}, in one transaction; returns them. */
  Set<V> removeAll(K key);

  /**
   * Removes every value that the predicate accepts with its key, in one transaction; says whether
   * there was one. The predicate may run more than once for a value, and must not use the database.
   */
  boolean removeIf(BiPredicate<? super K, ? super V> predicate);

  /** Removes every value, in one transaction, without reading any. */
  void clear();

  /** Passes every value with its key, of one consistent state, to the action. */
  void forEach(BiConsumer<? super K, ? super V> action);

  /** Every value with its key, in no particular order; as {@link Table#stream}. */
  Stream<Map.Entry<K, V>> stream();

  /** The keys that have values, each once; as {@link Table#stream}. */
  Stream<K> keys();

  /** Every value of every key; as {@link Table#stream}. */
  Stream<V> values();
}
