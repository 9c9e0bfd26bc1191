package dev.hmdb;

import java.util.Comparator;
import java.util.function.Function;

/** The keys whose leading component is in a range. */
final class ComponentRange<K, C extends Comparable<? super C>> extends KeyRange<K> {
  private final Function<? super K, ? extends C> component;
  private final KeyRange<C> range;

  ComponentRange(Function<? super K, ? extends C> component, KeyRange<C> range) {
    this.component = component;
    this.range = range;
  }

  @Override
  public boolean isBelow(K key, Comparator<? super K> order) {
    return range.isBelow(component.apply(key), Comparator.naturalOrder());
  }

  @Override
  public boolean isAbove(K key, Comparator<? super K> order) {
    return range.isAbove(component.apply(key), Comparator.naturalOrder());
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
