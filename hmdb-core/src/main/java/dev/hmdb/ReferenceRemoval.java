package dev.hmdb;

/**
 * For generated code: makes a value refer to something no more.
 *
 * @param <R> the type of the keys that are referred to
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface ReferenceRemoval<R, V> {
  /** A copy of the value in which nothing refers to {@code removed}. */
  V without(V value, R removed);
}
