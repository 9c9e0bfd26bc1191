package dev.hmdb.codec;

/**
 * The fewest bytes that one element of a collection takes.
 *
 * <p>Asked for only when the first value is written or read, because codecs of recursive types
 * refer to each other while they are being constructed. Threads that race compute the same number,
 * and an {@code int} is never torn.
 */
final class ElementBytes {
  private static final int UNKNOWN = -1;

  private final Codec<?>[] parts;
  private int minimum = UNKNOWN;

  /** The parts of one element: one codec, or those of a key and a value. */
  ElementBytes(Codec<?>... parts) {
    this.parts = parts;
  }

  int minimum() {
    int known = minimum;
    return known == UNKNOWN ? compute() : known;
  }

  private int compute() {
    long sum = 0;
    for (Codec<?> part : parts) {
      sum += part.type().minimumBytes();
    }
    minimum = (int) Math.min(Integer.MAX_VALUE, sum);
    return minimum;
  }
}
