package dev.hmdb.internal.snapshot;

/**
 * Offsets in the payload of a compressed block: {@code docs/format/snapshot.md}, "Compressed
 * blocks".
 */
final class CompressedLayout {
  static final int LENGTH_OFFSET = 0;
  static final int STREAM_OFFSET = 4;

  /**
   * The longest entries in one block. Whoever reads it has to make room for as much, so it bounds
   * what a forged length can cost.
   */
  static final int MAX_LENGTH = 1 << 24;

  /** Deflate makes of one byte no more: a match of 258 takes two bits at least. */
  private static final int MAX_RATIO = 1032;

  private CompressedLayout() {}

  /** The longest entries that a payload of {@code length} bytes can hold; 0 if it holds none. */
  static int maxLength(int length) {
    long stream = Math.max(0, (long) length - STREAM_OFFSET);
    return (int) Math.min(MAX_LENGTH, stream * MAX_RATIO);
  }
}
