package dev.hmdb.internal.derived;

import java.util.Collection;

/**
 * Says under which index keys an entry of a table is found.
 *
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 * @param <I> the type of the index keys
 */
@FunctionalInterface
public interface IndexKeys<K, V, I> {
  /** The index keys of an entry: none, one or many; the same for equal entries. */
  Collection<? extends I> of(K key, V value);
}
