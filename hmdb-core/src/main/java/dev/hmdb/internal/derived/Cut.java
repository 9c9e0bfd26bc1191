package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.KeyOrder;

/**
 * A place between two elements of an order, whether there are any or not.
 *
 * @param <E> the type of the elements
 */
@FunctionalInterface
public interface Cut<E> {
  /** Whether an element lies before it; if one does, so do all before that. */
  boolean isBefore(E element);

  /** The place before all elements: always the same object. */
  @SuppressWarnings("unchecked") // it looks at none
  static <E> Cut<E> lowest() {
    return (Cut<E>) Ends.LOWEST;
  }

  /** The place after all elements: always the same object. */
  @SuppressWarnings("unchecked") // it looks at none
  static <E> Cut<E> highest() {
    return (Cut<E>) Ends.HIGHEST;
  }

  /** How elements lie to cuts. */
  @SuppressWarnings("unchecked") // it asks the cut
  static <E> KeyOrder<E, Cut<E>> order() {
    return (KeyOrder<E, Cut<E>>) (KeyOrder<?, ?>) Ends.ORDER;
  }

  /** How many elements of a tree lie before this. */
  default long rankIn(CountedTree<E> tree) {
    return tree.rank(this, order(), false);
  }
}
