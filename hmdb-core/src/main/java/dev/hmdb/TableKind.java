package dev.hmdb;

import java.util.Comparator;
import java.util.Objects;

/**
 * For generated code: what a stored table is to its users. Nothing of it is on disk.
 *
 * @param <K> the type of the stored keys
 */
public sealed interface TableKind<K> {

  /**
   * A {@link Table}.
   *
   * @param <K> the type of the stored keys
   */
  record Hashed<K>() implements TableKind<K> {}

  /**
   * A {@link SortedTable}.
   *
   * @param order the order of the keys, by which two are 0 exactly when they are equal
   * @param <K> the type of the stored keys
   */
  record Sorted<K>(Comparator<? super K> order) implements TableKind<K> {
    /** Checks that nothing is null. */
    public Sorted {
      Objects.requireNonNull(order, "order");
    }
  }

  /**
   * A {@link Cell}.
   *
   * @param <K> the type of the stored keys
   */
  record OneCell<K>() implements TableKind<K> {}

  /**
   * A {@link ListTable}.
   *
   * @param <K> the type of the stored keys
   */
  record Listed<K>() implements TableKind<K> {}

  /**
   * A {@link SetMultimap}.
   *
   * @param <K> the type of the stored keys
   */
  record SetOfEach<K>() implements TableKind<K> {}

  /**
   * A {@link ListMultimap}.
   *
   * @param <K> the type of the stored keys
   */
  record ListOfEach<K>() implements TableKind<K> {}
}
