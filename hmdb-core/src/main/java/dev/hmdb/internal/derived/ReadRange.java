package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.KeySpan;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What a transaction has read from one place on, in one direction. */
final class ReadRange<E> implements Reading<E> {
  private final Comparator<E> order;
  private final Cut<E> from;
  private final boolean isDown;

  /** The farthest element that was reached; null if none was. */
  private @Nullable E farthest;

  /** Null while the end was not. */
  private @Nullable Cut<E> end;

  ReadRange(Comparator<E> order, Cut<E> from, boolean isDown) {
    this.order = order;
    this.from = from;
    this.isDown = isDown;
  }

  @Override
  public void reached(E element) {
    E before = farthest;
    if (before == null || order.compare(before, element) > 0 == isDown) {
      farthest = element;
    }
  }

  @Override
  public void exhausted(Cut<E> at) {
    end = at;
  }

  /** Whether two trees have the same elements, as objects, where this has read. */
  boolean isSame(CountedTree<E> a, CountedTree<E> b) {
    Cut<E> to = end == null ? reachedEnd() : end;
    if (to == null) {
      return true;
    }
    KeySpan<Cut<E>> span =
        isDown ? new KeySpan<>(to, true, from, true) : new KeySpan<>(from, true, to, true);
    return a.isSame(b, span, Cut.order());
  }

  private @Nullable Cut<E> reachedEnd() {
    E reached = farthest;
    if (reached == null) {
      return null;
    }
    return isDown
        ? element -> order.compare(element, reached) < 0
        : element -> order.compare(element, reached) <= 0;
  }
}
