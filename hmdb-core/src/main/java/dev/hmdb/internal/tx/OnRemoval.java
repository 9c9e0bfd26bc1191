package dev.hmdb.internal.tx;

import java.util.function.BiFunction;

/**
 * What becomes of entries that refer to a key when that is removed.
 *
 * @param <R> the type of the keys that are referred to
 * @param <V> the type of the values that refer
 */
public sealed interface OnRemoval<R, V> {
  /** The removal is refused. */
  record Refuse<R, V>() implements OnRemoval<R, V> {}

  /** The entries are removed, too. */
  record Remove<R, V>() implements OnRemoval<R, V> {}

  /**
   * The entries refer to it no more.
   *
   * @param without makes a value so
   */
  record Empty<R, V>(BiFunction<V, R, V> without) implements OnRemoval<R, V> {}
}
