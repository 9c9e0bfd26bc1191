package dev.hmdb;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys between two; without one, all on that side. */
final class BoundedRange<K> extends KeyRange<K> {
  private final @Nullable K lower;
  private final boolean isLowerIn;
  private final @Nullable K upper;
  private final boolean isUpperIn;

  BoundedRange(@Nullable K lower, boolean isLowerIn, @Nullable K upper, boolean isUpperIn) {
    this.lower = lower;
    this.isLowerIn = isLowerIn;
    this.upper = upper;
    this.isUpperIn = isUpperIn;
  }

  @Override
  public boolean isBelow(K key, Comparator<? super K> order) {
    K bound = lower;
    if (bound == null) {
      return false;
    }
    int compared = order.compare(key, bound);
    return compared < 0 || (compared == 0 && !isLowerIn);
  }

  @Override
  public boolean isAbove(K key, Comparator<? super K> order) {
    K bound = upper;
    if (bound == null) {
      return false;
    }
    int compared = order.compare(key, bound);
    return compared > 0 || (compared == 0 && !isUpperIn);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BoundedRange<?> that
        && isLowerIn == that.isLowerIn
        && isUpperIn == that.isUpperIn
        && Objects.equals(lower, that.lower)
        && Objects.equals(upper, that.upper);
  }

  @Override
  public int hashCode() {
    return Objects.hash(lower, isLowerIn, upper, isUpperIn);
  }

  /** As mathematicians write it: {@code [a, b)}. */
  @Override
  public String toString() {
    return (lower == null ? "(-∞" : (isLowerIn ? "[" : "(") + lower)
        + ", "
        + (upper == null ? "+∞)" : upper + (isUpperIn ? "]" : ")"));
  }
}
