package dev.hmdb.internal.engine;

import dev.hmdb.internal.derived.Cut;
import dev.hmdb.internal.derived.HashIndex;
import dev.hmdb.internal.derived.HashedIndex;
import dev.hmdb.internal.derived.Ordered;
import dev.hmdb.internal.derived.OrderedEntries;
import dev.hmdb.internal.derived.Reading;
import dev.hmdb.internal.derived.UniqueHashIndex;
import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.Entry;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where tables and indexes read and write: the database itself, one transaction or one snapshot.
 *
 * <p>{@code method} is that of the part that was called, for messages.
 */
sealed interface Binding permits LiveBinding, TransactionBinding, SnapshotBinding {
  /** The entries of a table, to be read and written by key. */
  <K, V> AbstractTable<K, V> table(Part<K, V> part);

  /** As {@link #table}, of one whose keys are in order. */
  <K, V> AbstractTable<K, V> sortedTable(Part<K, V> part, OrderedEntries<K, V> order);

  /** All elements of an order. What is read of them has to be told to {@link #reading}. */
  <K, V, E> CountedTree<E> tree(Part<K, V> part, Ordered<K, V, E> ordered, String method);

  /** Is to be told what is read on the way from a place to another one. */
  <K, V, E> Reading<E> reading(
      Part<K, V> part, Ordered<K, V, E> ordered, Cut<E> from, Cut<E> end, boolean isDown);

  /** Reads the entries of an index key. */
  <I, K, V> CountedTree<Entry<K, V>> entries(
      Part<K, V> part, HashIndex<I, K, V> index, I indexKey, String method);

  /** Reads the entry of an index key. */
  <I, K, V> @Nullable Entry<K, V> entry(
      Part<K, V> part, UniqueHashIndex<I, K, V> index, I indexKey, String method);

  /** Reads all index keys of one state. */
  <I, K, V> List<I> indexKeys(Part<K, V> part, HashedIndex<I, K, V, ?, ?> index, String method);

  /** Reads how many index keys there are. */
  <I, K, V> long indexKeyCount(Part<K, V> part, HashedIndex<I, K, V, ?, ?> index, String method);

  /** Reads what all index keys have, of one state: the entries of each, in no particular order. */
  <I, K, V> List<CountedTree<Entry<K, V>>> groups(
      Part<K, V> part, HashIndex<I, K, V> index, String method);

  /**
   * Checks that reading may go on.
   *
   * @throws IllegalStateException if what was bound has ended
   */
  void requireUsable();

  /** Whether it has no end that {@link #requireUsable} would tell. */
  boolean isLasting();

  /** Runs a body on this, or on a transaction of its own that it is retried in. */
  <K, V, R extends @Nullable Object> R atomically(
      Part<K, V> part, String method, Function<Binding, R> body);
}
