package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.KeySpan;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What a transaction has read on the way from one place to another, in one direction. */
final class ReadRange<E> implements Reading<E> {
  /*
   * It only ever grows: whoever reads from the same place to the same end may be told by the same
   * one, however far each of them gets.
   */
  private final Comparator<E> order;
  private final Cut<E> from;
  private final Cut<E> end;
  private final boolean isDown;

  /** The farthest element that was reached; null if none was. */
  private @Nullable E farthest;

  private boolean isExhausted;

  ReadRange(Comparator<E> order, Cut<E> from, Cut<E> end, boolean isDown) {
    this.order = order;
    this.from = from;
    this.end = end;
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
  public void exhausted() {
    isExhausted = true;
  }

  /** Whether two trees have the same elements, as objects, where this has read. */
  boolean isSame(CountedTree<E> a, CountedTree<E> b) {
    Cut<E> to = isExhausted ? end : reachedEnd();
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
