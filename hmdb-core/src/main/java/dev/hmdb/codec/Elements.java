package dev.hmdb.codec;

import java.util.ConcurrentModificationException;
import org.jspecify.annotations.Nullable;

/** What the codecs of collections have in common. */
final class Elements {
  /**
   * Room that is made for elements before the first is read. More only comes as elements do: a
   * count that fits the input may be followed by an element that claims the same input again, and
   * so on through all levels.
   */
  static final int INITIAL_CAPACITY = 64;

  private Elements() {}

  static <T> T requireNonNull(@Nullable T value, String what) {
    if (value == null) {
      throw new NullPointerException(what + " is null");
    }
    return value;
  }

  static <T> T requireNonNull(@Nullable T value, String what, int index) {
    if (value == null) {
      throw new NullPointerException(what + " " + index + " is null");
    }
    return value;
  }

  /** Whether {@code freeze} returned its argument. */
  @SuppressWarnings("ReferenceEquality") // an equal copy is not the same: the argument can change
  static boolean isSame(Object frozen, Object value) {
    return frozen == value;
  }

  /** A count and its elements must never disagree, or everything behind them is misread. */
  static void requireUnchanged(int written, int size) {
    if (written != size) {
      throw new ConcurrentModificationException(
          "size=" + size + " but " + written + " elements: the value changed while it was encoded");
    }
  }

  /** The name of the first null among the elements, for a copy that failed without saying. */
  static NullPointerException namedNull(Iterable<?> elements, String what) {
    int index = 0;
    for (Object element : elements) {
      if (element == null) {
        break;
      }
      index++;
    }
    return new NullPointerException(what + " " + index + " is null");
  }
}
