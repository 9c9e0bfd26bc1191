package dev.hmdb.internal.table;

/** A key that is filed exactly under the hash that it names, so that a test can build a chain. */
record FiledKey(int hash, int number) {
  /** The inverse of the table's multiplier modulo 2^32. */
  private static final int INVERSE = inverse(HashTable.hash(1));

  static FiledKey at(int hash) {
    return new FiledKey(hash, 0);
  }

  /** Newton's iteration: each step doubles the number of right bits. */
  private static int inverse(int odd) {
    int x = odd;
    for (int i = 0; i < 5; i++) {
      x *= 2 - odd * x;
    }
    return x;
  }

  @Override
  public int hashCode() {
    return hash * INVERSE;
  }
}
