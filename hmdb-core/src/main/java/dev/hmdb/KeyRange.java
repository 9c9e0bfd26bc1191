package dev.hmdb;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.function.Function;

/**
 * A range of keys, for {@link SortedTable#range} and its kin: all keys, those on one side of a key,
 * those between two, or those that begin in some way. Immutable.
 *
 * <p>A range knows no order; the table or index that it is used with has one. A range whose lower
 * end is above its upper one there has nothing in it.
 *
 * <p>Keys that are records ordered by their components have ranges over the leading ones:
 *
 * <pre>{@code
 * index.range(KeyRange.leading(PlanAndCreated::plan, Plan.FREE));
 * index.range(
 *     KeyRange.leading(PlanAndCreated::plan, Plan.FREE)
 *         .then(PlanAndCreated::created, KeyRange.atLeast(yesterday)));
 * }</pre>
 *
 * @param <K> the type of the keys
 */
public abstract sealed class KeyRange<K>
    permits KeyRange.Leading, BoundedRange, PrefixRange, ComponentRange, NestedRange {
  KeyRange() {}

  /** Every key. */
  public static <K> KeyRange<K> all() {
    return new BoundedRange<>(null, false, null, false);
  }

  /** This key and those above it. */
  public static <K> KeyRange<K> atLeast(K lower) {
    return new BoundedRange<>(requireKey(lower), true, null, false);
  }

  /** The keys above this one. */
  public static <K> KeyRange<K> greaterThan(K lower) {
    return new BoundedRange<>(requireKey(lower), false, null, false);
  }

  /** This key and those below it. */
  public static <K> KeyRange<K> atMost(K upper) {
    return new BoundedRange<>(null, false, requireKey(upper), true);
  }

  /** The keys below this one. */
  public static <K> KeyRange<K> lessThan(K upper) {
    return new BoundedRange<>(null, false, requireKey(upper), false);
  }

  /** This key alone. */
  public static <K> KeyRange<K> only(K key) {
    return between(key, true, key, true);
  }

  /** From one key up to another one, both included. */
  public static <K> KeyRange<K> closed(K lower, K upper) {
    return between(lower, true, upper, true);
  }

  /** From one key up to another one, the upper one excluded. */
  public static <K> KeyRange<K> closedOpen(K lower, K upper) {
    return between(lower, true, upper, false);
  }

  /** From one key up to another one, the lower one excluded. */
  public static <K> KeyRange<K> openClosed(K lower, K upper) {
    return between(lower, false, upper, true);
  }

  /** Between two keys, both excluded. */
  public static <K> KeyRange<K> open(K lower, K upper) {
    return between(lower, false, upper, false);
  }

  /** From one key up to another one, each included or not. */
  public static <K> KeyRange<K> between(
      K lower, boolean lowerInclusive, K upper, boolean upperInclusive) {
    return new BoundedRange<>(requireKey(lower), lowerInclusive, requireKey(upper), upperInclusive);
  }

  /**
   * The strings that start with {@code prefix}. Where strings are in another order than their
   * natural one, whatever uses this throws {@link IllegalArgumentException}.
   */
  public static KeyRange<String> startingWith(String prefix) {
    return new PrefixRange(requireNonNull(prefix, "prefix is null"));
  }

  /**
   * The keys that have that value in their leading component.
   *
   * @param component what decides first in the order of the keys: of two keys in order, that of the
   *     first is never greater than that of the second; otherwise it is not determined what is in
   *     the range. {@link java.math.BigDecimal}s are compared by their numbers, then by their
   *     scales, as in the order of records by their components; with a comparator that looks at the
   *     numbers alone first, use {@code key -> key.price().stripTrailingZeros()}
   */
  public static <K, C extends Comparable<? super C>> Leading<K> leading(
      Function<? super K, ? extends C> component, C value) {
    return new Leading<>(leading(component, only(value)));
  }

  /**
   * The keys whose leading component is in that range.
   *
   * @param component as in {@link #leading(Function, Comparable)}
   */
  public static <K, C extends Comparable<? super C>> KeyRange<K> leading(
      Function<? super K, ? extends C> component, KeyRange<C> range) {
    return new ComponentRange<K, C>(
        requireNonNull(component, "component is null"), requireNonNull(range, "range is null"));
  }

  /**
   * Whether {@code key} comes before every key of the range.
   *
   * @param order the order of the keys
   */
  public abstract boolean isBelow(K key, Comparator<? super K> order);

  /**
   * Whether {@code key} comes behind every key of the range.
   *
   * @param order the order of the keys
   */
  public abstract boolean isAbove(K key, Comparator<? super K> order);

  /**
   * Whether {@code key} is in the range.
   *
   * @param order the order of the keys
   */
  public final boolean contains(K key, Comparator<? super K> order) {
    return !isBelow(key, order) && !isAbove(key, order);
  }

  private static <K> K requireKey(K key) {
    return requireNonNull(key, "a key of the range is null");
  }

  /**
   * The keys whose leading components have certain values; the components behind them may be
   * restricted further.
   *
   * @param <K> the type of the keys
   */
  public static final class Leading<K> extends KeyRange<K> {
    private final KeyRange<K> range;

    private Leading(KeyRange<K> range) {
      this.range = range;
    }

    /**
     * Those of the keys that have that value in the next component.
     *
     * @param component what decides in the order of these keys, as in {@link
     *     KeyRange#leading(Function, Comparable)}
     */
    public <C extends Comparable<? super C>> Leading<K> then(
        Function<? super K, ? extends C> component, C value) {
      return new Leading<>(then(component, only(value)));
    }

    /**
     * Those of the keys whose next component is in that range.
     *
     * @param component as in {@link #then(Function, Comparable)}
     */
    public <C extends Comparable<? super C>> KeyRange<K> then(
        Function<? super K, ? extends C> component, KeyRange<C> next) {
      return new NestedRange<>(range, leading(component, next));
    }

    @Override
    public boolean isBelow(K key, Comparator<? super K> order) {
      return range.isBelow(key, order);
    }

    @Override
    public boolean isAbove(K key, Comparator<? super K> order) {
      return range.isAbove(key, order);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Leading<?> that && range.equals(that.range);
    }

    @Override
    public int hashCode() {
      return range.hashCode();
    }

    @Override
    public String toString() {
      return range.toString();
    }
  }
}
