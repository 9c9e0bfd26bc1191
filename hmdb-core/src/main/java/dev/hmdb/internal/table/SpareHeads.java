package dev.hmdb.internal.table;

import org.jspecify.annotations.Nullable;

/**
 * The array for a table's next doubling, allocated by a thread of its own: to clear the tens of
 * megabytes of a large one takes longer than a put may.
 */
final class SpareHeads {
  /** Arrays with fewer bits are cleared in some hundred microseconds, and need none of this. */
  static final int MIN_BITS = 18;

  private volatile @Nullable Entry<?, ?> @Nullable [] heads;
  private volatile boolean hasFailed;

  private SpareHeads() {}

  /** Begins to allocate an array. Fails never: at worst it says so later. */
  static SpareHeads begin(int bits) {
    SpareHeads spare = new SpareHeads();
    try {
      Thread.ofPlatform().daemon().name("hmdb-grow").start(() -> spare.allocate(bits));
    } catch (OutOfMemoryError | StackOverflowError e) {
      spare.hasFailed = true; // no thread to be had
    }
    return spare;
  }

  private void allocate(int bits) {
    try {
      heads = Buckets.newHeads(bits);
    } catch (OutOfMemoryError e) {
      hasFailed = true; // the writer tries, and tells its caller
    }
  }

  /** The array; null while it is not there. */
  @Nullable Entry<?, ?> @Nullable [] heads() {
    return heads;
  }

  /** Whether there will be none. */
  boolean hasFailed() {
    return hasFailed;
  }
}
