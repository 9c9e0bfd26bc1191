package dev.hmdb.internal.table;

import dev.hmdb.KeyShape;

/** A key that is filed exactly under the hash that it names, so that a test can build a chain. */
record FiledKey(int hash, int number) {
  private static final int GOLDEN_RATIO = 0x9E3779B9;
  private static final int INVERSE = (int) inverse(GOLDEN_RATIO);

  static FiledKey at(int hash) {
    return new FiledKey(hash, 0);
  }

  /** The inverse of an odd number modulo 2^64, by Newton: each step doubles the bits that hold. */
  static long inverse(long odd) {
    long x = odd;
    for (int i = 0; i < 6; i++) {
      x *= 2 - odd * x;
    }
    return x;
  }

  @Override
  public int hashCode() {
    return hash * INVERSE;
  }

  /** The same keys as one number, filed alike. */
  static final class OneLong implements KeyShape.OneLong<FiledKey> {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final long INVERSE = inverse(GOLDEN_RATIO);

    @Override
    public long first(FiledKey key) {
      // The number is in the low half of the product, which the table does not look at.
      return (((long) key.hash << 32) | key.number) * INVERSE;
    }

    @Override
    public FiledKey key(long first) {
      long product = first * GOLDEN_RATIO;
      return new FiledKey((int) (product >>> 32), (int) product);
    }
  }
}
