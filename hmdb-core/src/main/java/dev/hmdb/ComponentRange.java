package dev.hmdb;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.function.Function;

/** The keys whose leading component is in a range. */
final class ComponentRange<K, C extends Comparable<? super C>> extends KeyRange<K> {
  /** The natural order takes 1 and 1.0 for the same; an order of keys must not. */
  private static final Comparator<Object> DECIMAL =
      Comparator.<Object, BigDecimal>comparing(BigDecimal.class::cast)
          .thenComparingInt(value -> ((BigDecimal) value).scale());

  private final Function<? super K, ? extends C> component;
  private final KeyRange<C> range;

  ComponentRange(Function<? super K, ? extends C> component, KeyRange<C> range) {
    this.component = component;
    this.range = range;
  }

  @Override
  public boolean isBelow(K key, Comparator<? super K> order) {
    C value = component.apply(key);
    return range.isBelow(value, orderOf(value));
  }

  @Override
  public boolean isAbove(K key, Comparator<? super K> order) {
    C value = component.apply(key);
    return range.isAbove(value, orderOf(value));
  }

  /** That in which keys are compared by components of its type. */
  private static <C extends Comparable<? super C>> Comparator<? super C> orderOf(C value) {
    return value instanceof BigDecimal ? DECIMAL : Comparator.naturalOrder();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ComponentRange<?, ?> that
        && component.equals(that.component)
        && range.equals(that.range);
  }

  @Override
  public int hashCode() {
    return 31 * component.hashCode() + range.hashCode();
  }

  @Override
  public String toString() {
    return "<" + range + ">";
  }
}
