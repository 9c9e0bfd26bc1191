package dev.hmdb;

import java.util.function.Consumer;

/**
 * For generated code: finds the index keys of an entry.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of the table's values
 */
@FunctionalInterface
public interface IndexKeys<I, K, V> {
  /**
   * Passes every index key of an entry to the action. One that is passed more than once counts
   * once. The same for the same entry each time.
   */
  void forEach(K key, V value, Consumer<? super I> action);
}
