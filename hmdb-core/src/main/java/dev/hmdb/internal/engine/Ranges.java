package dev.hmdb.internal.engine;

import dev.hmdb.KeyRange;
import dev.hmdb.internal.derived.Cut;
import java.util.Comparator;
import java.util.function.Function;

/** Ranges of keys as places in an order. */
final class Ranges {
  private Ranges() {}

  /** The elements whose keys are in a range. */
  static <E, K> Span<E> span(
      Elements<E> elements,
      KeyRange<K> range,
      Comparator<? super K> order,
      Function<? super E, ? extends K> keyOf) {
    if (range.equals(KeyRange.<K>all())) {
      return Span.all(elements);
    }
    Cut<E> lower = element -> range.isBelow(keyOf.apply(element), order);
    Cut<E> upper = element -> !range.isAbove(keyOf.apply(element), order);
    return new Span<>(elements, lower, upper, false);
  }
}
