package dev.hmdb;

import dev.hmdb.internal.engine.AbstractTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table: a map from keys to values, both immutable.
 *
 * <p>Each method means what {@link ConcurrentMap} means by that name. A table comes in three kinds:
 *
 * <ul>
 *   <li>the database's own ({@code db.accounts()}): every call is a transaction of its own, atomic
 *       with respect to everything else, and durable as {@link Options#durability} says when it
 *       returns; any thread may use it;
 *   <li>a transaction's ({@code tx.accounts()}): reads see the state at which the transaction began
 *       and its own writes; writes take effect when it commits; for the transaction's thread only
 *       and while it runs;
 *   <li>a snapshot's: as the state was when the snapshot was taken; read-only.
 * </ul>
 *
 * <p>Null keys, values and results are refused with a {@link NullPointerException} that names what
 * is null. Values are frozen on the way in (see {@link dev.hmdb.codec.Codec#freeze}): a mutable
 * collection inside a value is replaced by an immutable copy, so {@code get} may return another,
 * equal instance than the one put. What a table hands out is what it stores, not a copy: an array
 * inside a value must not be changed.
 *
 * <p>Besides what each method names, methods of a database's own table throw {@link
 * DatabaseClosedException} after the database was closed, {@link IllegalStateException} inside a
 * transaction of the same database, and those that write also {@link DatabaseFailedException} after
 * a write or sync failed, and {@link UnsupportedOperationException} on a read-only table.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public sealed interface Table<K, V> extends AnyTable permits AbstractTable, SortedTable {

  /** The table's name: that of the schema's method. */
  @Override
  String name();

  /** The value of {@code key}, or null when there is none. */
  @Nullable V get(K key);

  /** The value of {@code key}, if there is one. */
  Optional<V> find(K key);

  /** Whether {@code key} has a value. */
  boolean containsKey(K key);

  /** The value of {@code key}, or {@code defaultValue} when there is none. */
  V getOrDefault(K key, V defaultValue);

  /**
   * Sets the value of {@code key}.
   *
   * @return the value it had, or null
   * @throws DatabaseLockedException as every other write, if other processes that share the
   *     database did not let it through for too long ({@link Options#lockTimeout}); nothing was
   *     written, and it may be tried again
   */
  @Nullable V put(K key, V value);

  /**
   * Sets the value of {@code key} without asking for the one it had. In a transaction {@link #put}
   * counts as a read, because it returns the value before; this does not, and so never conflicts.
   */
  void set(K key, V value);

  /**
   * Sets the value of {@code key} if it has none.
   *
   * @return the value it has already, or null if {@code value} was set
   */
  @Nullable V putIfAbsent(K key, V value);

  /** Sets all these values in one transaction, without reading any. */
  void putAll(Map<? extends K, ? extends V> entries);

  /**
   * Sets all values of a stream, in its order and without reading any: the way to fill a table with
   * more than should be one transaction, and under {@link Durability#SYNC} with more than should
   * cost a sync each.
   *
   * <p>On a database's own table, each few hundred entries are a transaction of their own, durable
   * as {@link Options#durability} says when the call returns. So this is not atomic: others see how
   * it goes on, and whatever the stream throws reaches the caller with the batches before it kept.
   * The stream may read this database. In a transaction, all entries are part of that transaction.
   *
   * @param entries a null in it is refused; closed in any case
   * @return how many entries there were
   */
  long putInBatches(Stream<? extends Map.Entry<? extends K, ? extends V>> entries);

  /**
   * Replaces the value of {@code key} if it has one.
   *
   * @return the value it had, or null if it had none and nothing changed
   */
  @Nullable V replace(K key, V value);

  /** Replaces the value of {@code key} if it equals {@code oldValue}; says whether it did. */
  boolean replace(K key, V oldValue, V newValue);

  /**
   * Removes {@code key}.
   *
   * @return the value it had, or null
   */
  @Nullable V remove(K key);

  /**
   * Removes {@code key} without asking for the value it had: as {@link #set}, it never conflicts.
   */
  void delete(K key);

  /** Removes {@code key} if its value equals {@code value}; says whether it did. */
  boolean remove(K key, V value);

  /**
   * Sets the value of {@code key} to what the function makes of the present one (null when there is
   * none); removes it when the function returns null.
   *
   * <p>The function may run more than once when other threads change the same key meanwhile, and
   * must not use the database.
   *
   * @return the new value, or null
   */
  @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function);

  /**
   * Sets the value of {@code key}, if it has none, to what the function returns, unless that is
   * null. The function is bound as in {@link #compute}.
   *
   * @return the value that the key has now, or null
   */
  @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function);

  /**
   * Replaces the value of {@code key}, if it has one, by what the function makes of it, or removes
   * it when that is null. The function is bound as in {@link #compute}.
   *
   * @return the value that the key has now, or null
   */
  @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function);

  /**
   * Sets the value of {@code key} to {@code value} if it has none, else to what the function makes
   * of both; removes it when that is null. The function is bound as in {@link #compute}.
   *
   * @return the value that the key has now, or null
   */
  @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function);

  /**
   * Removes every entry that the predicate accepts, in one transaction; says whether there was one.
   * The predicate is bound as the function in {@link #compute}.
   */
  boolean removeIf(BiPredicate<? super K, ? super V> predicate);

  /** Removes every entry, in one transaction, without reading any. */
  void clear();

  /** The number of entries. Takes constant time. */
  long size();

  /** Whether there are no entries. Takes constant time. */
  boolean isEmpty();

  /** Passes every entry of one consistent state to the action, in no particular order. */
  void forEach(BiConsumer<? super K, ? super V> action);

  /**
   * The entries of one consistent state, in no particular order. The state is that of the call, not
   * of the terminal operation. On a database's own table, a stream that is not run to its end keeps
   * old versions in memory until it is closed or garbage collected; close it when in doubt.
   */
  Stream<Map.Entry<K, V>> stream();

  /** The keys, as {@link #stream}. */
  Stream<K> keys();

  /** The values, as {@link #stream}. */
  Stream<V> values();

  /** As {@link #subscribe(FeedOptions)}, with {@link FeedOptions#defaults}. */
  Flow.Publisher<CommittedChanges<K, V>> subscribe();

  /**
   * The committed transactions that change this table, as {@link Database#subscribe(FeedOptions)}
   * tells them.
   *
   * @throws UnsupportedOperationException if this is the table of a transaction or snapshot, or the
   *     database was opened read-only while no other process writes to it
   */
  Flow.Publisher<CommittedChanges<K, V>> subscribe(FeedOptions options);

  /**
   * The changes of one key from the subscription on, as {@link Database#subscribe(FeedOptions)}
   * tells them, with {@link FeedOptions#defaults}.
   *
   * @throws UnsupportedOperationException as {@link #subscribe(FeedOptions)}
   */
  Flow.Publisher<Change<K, V>> watch(K key);

  /**
   * A live view that keeps every promise of {@link ConcurrentMap}. Its iterators are weakly
   * consistent; its {@code size} stops at {@link Integer#MAX_VALUE}.
   */
  ConcurrentMap<K, V> asMap();
}
