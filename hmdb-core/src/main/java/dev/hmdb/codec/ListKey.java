package dev.hmdb.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What orders the elements of a stored list: a label between those of its neighbours, so that an
 * element is put anywhere without touching another one. Immutable.
 *
 * <p>A label is a sequence of digits, compared one by one, a prefix before what it begins. {@link
 * #between} makes labels; they stay short where elements are added at the ends, at random places,
 * or over and over at one place.
 */
/*
 * Invariants
 * 1. There is at least one digit, and the last one is not LEAST. So there is a label below every
 *    other one, and between any two.
 *
 * How a new label is made. It shares the digits of its lower neighbour until one is reached where a
 * number lies between what the neighbours have there. If just one of them has a digit there, the
 * new digit is the next to that, not the middle of what is free: whoever adds again at the same
 * place takes the next one, 2^31 times in each direction before the labels grow by a digit. If both
 * have one, it is the middle: that happens where something was removed, and after at most 32 more
 * the gap is used up and the labels go on with one more digit, as above.
 *
 * Why not leave gaps at the ends? Small digits are one byte, and two of them are less than one of
 * five; a list of a million elements, added at the end, has labels of six bytes either way.
 */
public final class ListKey implements Comparable<ListKey> {
  /** Never the last digit. */
  static final int LEAST = Integer.MIN_VALUE;

  private static final int[] NONE = {};
  private static final ListKey MIDDLE = new ListKey(0, NONE);
  private static final Codec<ListKey> CODEC = new ListKeyCodec();

  /** The first digit, outside of the array, which most labels do without. */
  private final int first;

  private final int[] rest;

  private ListKey(int first, int[] rest) {
    this.first = first;
    this.rest = rest;
  }

  /**
   * The label of those digits.
   *
   * @throws IllegalArgumentException if there is no digit, or the last one is the least integer
   */
  public static ListKey of(int... digits) {
    if (digits.length == 0) {
      throw new IllegalArgumentException("a label without digits");
    }
    if (digits[digits.length - 1] == LEAST) {
      throw new IllegalArgumentException("the last digit of a label is " + LEAST);
    }
    return of(digits, digits.length);
  }

  private static ListKey of(int[] digits, int length) {
    return new ListKey(digits[0], length == 1 ? NONE : Arrays.copyOfRange(digits, 1, length));
  }

  /**
   * A label between two others, the same one each time.
   *
   * @param lower the label below; null for one below all labels that are not lower than {@code
   *     upper}
   * @param upper the label above; null for one above all labels that are not higher than {@code
   *     lower}
   * @throws IllegalArgumentException if {@code lower} is not lower
   */
  public static ListKey between(@Nullable ListKey lower, @Nullable ListKey upper) {
    if (lower == null && upper == null) {
      return MIDDLE;
    }
    if (lower != null && upper != null && lower.compareTo(upper) >= 0) {
      throw new IllegalArgumentException("lower=" + lower + " upper=" + upper);
    }
    int longest = Math.max(lower == null ? 0 : lower.length(), upper == null ? 0 : upper.length());
    int[] digits = new int[longest + 1];
    ListKey below = lower;
    ListKey above = upper;
    for (int i = 0; ; i++) {
      if (below != null && i == below.length()) {
        below = null;
      }
      long low = below != null ? below.digit(i) : LEAST;
      long high = above != null ? above.digit(i) : Integer.MAX_VALUE + 1L;
      if (high - low > 1) {
        digits[i] = (int) chosen(low, below != null, high, above != null);
        return of(digits, i + 1);
      }
      // A neighbour counts only as long as the new label has all its digits so far.
      digits[i] = (int) low;
      above = high == low ? above : null;
    }
  }

  /** A digit between two others, of which each is one of a neighbour or the end of all digits. */
  private static long chosen(long low, boolean isBelow, long high, boolean isAbove) {
    if (isBelow && isAbove) {
      return low + (high - low) / 2;
    }
    if (isBelow) {
      return low + 1;
    }
    return isAbove ? high - 1 : 0;
  }

  /**
   * The codec: the first digit, then the others as a list; a record {@code ListKey(first, rest)}.
   */
  public static Codec<ListKey> codec() {
    return CODEC;
  }

  /** The number of digits, at least 1. */
  public int length() {
    return 1 + rest.length;
  }

  /**
   * The digit at {@code index}.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public int digit(int index) {
    return index == 0 ? first : rest[index - 1];
  }

  @Override
  public int compareTo(ListKey other) {
    int compared = Integer.compare(first, other.first);
    return compared != 0 ? compared : Arrays.compare(rest, other.rest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ListKey that && first == that.first && Arrays.equals(rest, that.rest);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(rest) + first;
  }

  /** The digits, with dots between them. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(first);
    for (int digit : rest) {
      text.append('.').append(digit);
    }
    return text.toString();
  }
}
