package dev.hmdb.internal.derived;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a transaction has read on the way from one place to another, in one direction. */
final class ReadRange<E> implements Reading<E> {
  /*
   * It only ever grows: whoever reads from the same place to the same end may be told by the same
   * one, however far each of them gets.
   */
  private final ReadRanges<E> all;
  private final Cut<E> from;
  private final Cut<E> end;
  private final boolean isDown;

  /** The farthest element that was reached; null if none was. */
  private @Nullable E farthest;

  private boolean isExhausted;

  /** Whether {@link #all} has it. */
  private boolean isKept;

  ReadRange(ReadRanges<E> all, Cut<E> from, Cut<E> end, boolean isDown) {
    this.all = all;
    this.from = from;
    this.end = end;
    this.isDown = isDown;
  }

  @Override
  public void reached(E element) {
    E before = farthest;
    if (before == null || all.order().compare(before, element) > 0 == isDown) {
      farthest = element;
    }
    keep();
  }

  @Override
  public void exhausted() {
    isExhausted = true;
    keep();
  }

  private void keep() {
    if (!isKept) {
      all.add(this);
      isKept = true;
    }
  }

  void setForgotten() {
    isKept = false;
  }

  /** The lower end of what was read, once something was. */
  Cut<E> lower() {
    return isDown ? reachedEnd() : from;
  }

  /** The upper end of what was read, once something was. */
  Cut<E> upper() {
    return isDown ? from : reachedEnd();
  }

  private Cut<E> reachedEnd() {
    if (isExhausted) {
      return end;
    }
    E reached = Objects.requireNonNull(farthest);
    return isDown
        ? element -> all.order().compare(element, reached) < 0
        : element -> all.order().compare(element, reached) <= 0;
  }
}
