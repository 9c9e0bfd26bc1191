package dev.hmdb.internal.table;

/**
 * A key that says itself where it is filed.
 *
 * @param place its hash in the table: the top bits name the bucket
 * @param name tells keys of one place apart
 */
record Placed(int place, int name) {
  /** What the table's multiplier turns into 1. */
  private static final int INVERSE = 0x144CBC89;

  static Placed at(int place) {
    return new Placed(place, 0);
  }

  @Override
  public int hashCode() {
    return place * INVERSE;
  }
}
