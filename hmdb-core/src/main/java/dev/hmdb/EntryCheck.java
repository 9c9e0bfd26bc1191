package dev.hmdb;

import org.jspecify.annotations.Nullable;

/**
 * For generated code: says what is wrong with an entry.
 *
 * @param <K> the type of the table's keys
 * @param <V> the type of the table's values
 */
@FunctionalInterface
public interface EntryCheck<K, V> {
  /** What is wrong, or an empty text where that is not known; null if nothing is. */
  @Nullable String complaint(K key, V value);
}
