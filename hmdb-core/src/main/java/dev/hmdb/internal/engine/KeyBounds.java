package dev.hmdb.internal.engine;

import dev.hmdb.KeyRange;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of a map's view.
 *
 * @param order of the keys
 * @param lower null for none
 * @param isLowerIn whether the lower bound belongs to it; nothing without one
 * @param upper null for none
 * @param isUpperIn as for the lower one
 */
record KeyBounds<K>(
    Comparator<? super K> order,
    @Nullable K lower,
    boolean isLowerIn,
    @Nullable K upper,
    boolean isUpperIn) {
  static <K> KeyBounds<K> none(Comparator<? super K> order) {
    return new KeyBounds<>(order, null, false, null, false);
  }

  boolean isNone() {
    return lower == null && upper == null;
  }

  KeyRange<K> range() {
    if (lower == null) {
      return upper == null
          ? KeyRange.all()
          : isUpperIn ? KeyRange.atMost(upper) : KeyRange.lessThan(upper);
    }
    if (upper == null) {
      return isLowerIn ? KeyRange.atLeast(lower) : KeyRange.greaterThan(lower);
    }
    return KeyRange.between(lower, isLowerIn, upper, isUpperIn);
  }

  boolean contains(K key) {
    if (isNone()) {
      return true;
    }
    return range().contains(key, order);
  }

  /** Those from a key on, in a direction. */
  KeyBounds<K> from(K key, boolean isIncluded, boolean isDown) {
    return isDown ? below(key, isIncluded) : above(key, isIncluded);
  }

  /** Those up to a key, in a direction. */
  KeyBounds<K> to(K key, boolean isIncluded, boolean isDown) {
    return isDown ? above(key, isIncluded) : below(key, isIncluded);
  }

  private KeyBounds<K> above(K key, boolean isIncluded) {
    int compared = lower == null ? 1 : order.compare(key, lower);
    boolean isTighter = compared > 0 || (compared == 0 && isLowerIn);
    return isTighter ? new KeyBounds<>(order, key, isIncluded, upper, isUpperIn) : this;
  }

  private KeyBounds<K> below(K key, boolean isIncluded) {
    int compared = upper == null ? -1 : order.compare(key, upper);
    boolean isTighter = compared < 0 || (compared == 0 && isUpperIn);
    return isTighter ? new KeyBounds<>(order, lower, isLowerIn, key, isIncluded) : this;
  }

  /**
   * Checks that a view may begin or end at a key. A bound that is not in these is allowed if the
   * view does not have it either.
   */
  KeyBounds<K> requireWithin(K key, boolean isIncluded) {
    Objects.requireNonNull(key, "key is null");
    boolean isTooLow = lower != null && isBeyond(order.compare(lower, key), isLowerIn, isIncluded);
    boolean isTooHigh = upper != null && isBeyond(order.compare(key, upper), isUpperIn, isIncluded);
    if (isTooLow || isTooHigh) {
      throw new IllegalArgumentException("key=" + key + " is not in " + range());
    }
    return this;
  }

  private static boolean isBeyond(int compared, boolean isBoundIn, boolean isIncluded) {
    return compared > 0 || (compared == 0 && isIncluded && !isBoundIn);
  }

  /** Checks that one key does not come after another, in a direction. */
  void requireOrder(K from, K to, boolean isDown) {
    Objects.requireNonNull(from, "from is null");
    Objects.requireNonNull(to, "to is null");
    int compared = order.compare(from, to);
    if (isDown ? compared < 0 : compared > 0) {
      throw new IllegalArgumentException("from=" + from + " comes after to=" + to);
    }
  }
}
