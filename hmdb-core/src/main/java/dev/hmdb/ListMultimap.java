package dev.hmdb;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Keys with a list of values each, in the order in which they were put there. One value may occur
 * often.
 *
 * <p>Each change is a small record in the log, however many values the key has and wherever among
 * them it is. Indexes are {@code long}s, from 0, among the values of one key.
 *
 * <p>A multimap comes in the three kinds that a {@link Table} comes in, and what is said there of
 * threads, durability, null and frozen values holds here, as do the exceptions. Methods that take
 * an index throw {@link IndexOutOfBoundsException}, and change nothing, when it is not from 0 to
 * less than the number of the key's values. In a transaction, methods about one key, {@link #put}
 * included, conflict with changes of that key's values, and with nothing else.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public non-sealed interface ListMultimap<K, V> extends AnyTable {

  /** The multimap's name: that of the schema's method. */
  @Override
  String name();

  /** The number of values of all keys. Takes constant time. */
  long size();

  /** Whether there are no values. Takes constant time. */
  boolean isEmpty();

  /** Whether {@code key} has a value. */
  boolean containsKey(K key);

  /** The number of values of {@code key}. Takes constant time. */
  long count(K key);

  /**
   * The values of {@code key} in one consistent state, in order, empty when there are none.
   *
   * @return an immutable list, which does not follow later changes
   */
  List<V> get(K key);

  /** The value of {@code key} at {@code index}. */
  V get(K key, long index);

  /** Adds a value behind those that {@code key} has. */
  void put(K key, V value);

  /** Adds all these values behind those that {@code key} has, in one transaction. */
  void putAll(K key, Iterable<? extends V> values);

  /**
   * Adds a value before the one at {@code index}; behind all when that is the number of values.
   *
   * @throws IndexOutOfBoundsException unless {@code index} is from 0 to the number of values
   */
  void add(K key, long index, V value);

  /**
   * Replaces the value at {@code index}.
   *
   * @return the one before
   */
  V set(K key, long index, V value);

  /** Makes these the values of {@code key}, in one transaction; returns those before. */
  List<V> replaceValues(K key, Iterable<? extends V> values);

  /**
   * Removes the value at {@code index}; those after it move one index down.
   *
   * @return the value
   */
  V remove(K key, long index);

  /** Removes all values of {@code key}, in one transaction; returns them. */
  List<V> removeAll(K key);

  /**
   * Removes every value that the predicate accepts with its key, in one transaction; says whether
   * there was one. The predicate may run more than once for a value, and must not use the database.
   */
  boolean removeIf(BiPredicate<? super K, ? super V> predicate);

  /** Removes every value, in one transaction, without reading any. */
  void clear();

  /**
   * Passes every value with its key, of one consistent state, to the action; those of one key in
   * their order, but not necessarily one after the other.
   */
  void forEach(BiConsumer<? super K, ? super V> action);

  /** Every value with its key, in the order of {@link #forEach}; as {@link Table#stream}. */
  Stream<Map.Entry<K, V>> stream();

  /** The keys that have values, each once; as {@link Table#stream}. */
  Stream<K> keys();

  /** Every value of every key, in the order of {@link #forEach}; as {@link Table#stream}. */
  Stream<V> values();
}
