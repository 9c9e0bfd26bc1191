package dev.hmdb.internal.table;

/**
 * How elements of a {@link CountedTree} lie to keys that are looked for. With {@code K = E}, an
 * order of the elements themselves: any {@code comparator::compare}.
 *
 * @param <E> the type of the elements
 * @param <K> the type of the keys
 */
@FunctionalInterface
public interface KeyOrder<E, K> {
  /**
   * Negative, zero or positive as the element lies before, at or after the key. Several elements
   * may lie at one key; then they are neighbours.
   */
  int compareToKey(E element, K key);
}
