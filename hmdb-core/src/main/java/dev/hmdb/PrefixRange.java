package dev.hmdb;

import java.util.Comparator;

/** The strings that start in one way. */
final class PrefixRange extends KeyRange<String> {
  private final String prefix;

  PrefixRange(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public boolean isBelow(String key, Comparator<? super String> order) {
    requireNatural(order);
    return key.compareTo(prefix) < 0;
  }

  @Override
  public boolean isAbove(String key, Comparator<? super String> order) {
    requireNatural(order);
    return key.compareTo(prefix) > 0 && !key.startsWith(prefix);
  }

  private void requireNatural(Comparator<? super String> order) {
    if (!order.equals(Comparator.naturalOrder())) {
      throw new IllegalArgumentException(
          "the strings that start with \""
              + prefix
              + "\" are a range in the natural order of strings, not in "
              + order
              + "; use a range between two keys");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrefixRange that && prefix.equals(that.prefix);
  }

  @Override
  public int hashCode() {
    return prefix.hashCode();
  }

  @Override
  public String toString() {
    return prefix + "…";
  }
}
