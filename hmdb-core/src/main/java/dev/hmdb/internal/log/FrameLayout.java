package dev.hmdb.internal.log;

/** Offsets in a frame: {@code docs/format/log.md}, "Frame". */
final class FrameLayout {
  static final int LENGTH_OFFSET = 0;
  static final int CHECKSUM_OFFSET = 4;
  static final int PAYLOAD_OFFSET = 8;

  /** The least payload: one byte of {@code unsynced}, the kind, no body. */
  static final int MIN_PAYLOAD = 2;

  /** The most bytes that {@code unsynced} takes. */
  static final int MAX_UNSYNCED = 9;

  private FrameLayout() {}
}
