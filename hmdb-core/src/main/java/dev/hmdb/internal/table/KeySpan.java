package dev.hmdb.internal.table;

import org.jspecify.annotations.Nullable;

/**
 * The keys between two bounds.
 *
 * @param from the lower bound; null for none
 * @param isFromIncluded whether the lower bound itself belongs to the span; nothing without one
 * @param to the upper bound; null for none
 * @param isToIncluded whether the upper bound itself belongs to the span; nothing without one
 * @param <K> the type of the keys
 */
public record KeySpan<K>(
    @Nullable K from, boolean isFromIncluded, @Nullable K to, boolean isToIncluded) {

  /** Without bounds. */
  public static <K> KeySpan<K> all() {
    return new KeySpan<>(null, false, null, false);
  }

  /** That key alone: all elements that lie at it. */
  public static <K> KeySpan<K> at(K key) {
    return new KeySpan<>(key, true, key, true);
  }
}
