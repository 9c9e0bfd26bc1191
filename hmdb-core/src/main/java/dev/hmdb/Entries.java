package dev.hmdb;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Some entries of a table, in an order: a range of its keys, or what an index has for a key or a
 * range of them.
 *
 * <p>This is a view and costs nothing to make. Each of its methods reads the table anew, and one
 * consistent state of it: a database's own that of the call; a transaction's that in which the
 * transaction began, with its own writes; a snapshot's the snapshot. So where two calls have to
 * agree, make them in a transaction or a snapshot. What a transaction reads through it conflicts
 * with what others write among the same entries, and with nothing else.
 *
 * <p>It may be used as, and by whom, the table or index may that it is of, and throws what their
 * methods throw.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface Entries<K, V> {

  /** The same entries in the opposite order. */
  Entries<K, V> reversed();

  /** How many there are. Takes time that grows with the logarithm of the table's size. */
  long size();

  /** Whether there are none. */
  boolean isEmpty();

  /** The first one. */
  Optional<Map.Entry<K, V>> first();

  /** The last one. */
  Optional<Map.Entry<K, V>> last();

  /**
   * The one before which there are {@code index} others. Takes time that grows with the logarithm
   * of the table's size.
   *
   * @throws IndexOutOfBoundsException unless {@code index} is from 0 to less than the size
   */
  Map.Entry<K, V> get(long index);

  /** Passes every entry to the action, in order. */
  void forEach(BiConsumer<? super K, ? super V> action);

  /**
   * The entries in order. The state is that of the call, not of the terminal operation. Of a
   * database's own table, a stream that is not run to its end keeps old versions in memory until it
   * is closed or garbage collected; close it when in doubt.
   */
  Stream<Map.Entry<K, V>> stream();

  /** The keys, as {@link #stream}. */
  default Stream<K> keys() {
    return stream().map(Map.Entry::getKey);
  }

  /** The values, as {@link #stream}. */
  default Stream<V> values() {
    return stream().map(Map.Entry::getValue);
  }
}
