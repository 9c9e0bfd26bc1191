package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.KeyOrder;

/** The objects behind the constants of {@link Cut}. */
final class Ends {
  static final Cut<Object> LOWEST = _ -> false;
  static final Cut<Object> HIGHEST = _ -> true;
  static final KeyOrder<Object, Cut<Object>> ORDER =
      (element, cut) -> cut.isBefore(element) ? -1 : 1;

  private Ends() {}
}
