package dev.hmdb;

import java.util.Comparator;

/** Of the keys of one range, which are alike in all that decides before, those of another one. */
final class NestedRange<K> extends KeyRange<K> {
  private final KeyRange<K> outer;
  private final KeyRange<K> inner;

  NestedRange(KeyRange<K> outer, KeyRange<K> inner) {
    this.outer = outer;
    this.inner = inner;
  }

  @Override
  public boolean isBelow(K key, Comparator<? super K> order) {
    return outer.isBelow(key, order) || (!outer.isAbove(key, order) && inner.isBelow(key, order));
  }

  @Override
  public boolean isAbove(K key, Comparator<? super K> order) {
    return outer.isAbove(key, order) || (!outer.isBelow(key, order) && inner.isAbove(key, order));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NestedRange<?> that
        && outer.equals(that.outer)
        && inner.equals(that.inner);
  }

  @Override
  public int hashCode() {
    return 31 * outer.hashCode() + inner.hashCode();
  }

  @Override
  public String toString() {
    return outer + " " + inner;
  }
}
