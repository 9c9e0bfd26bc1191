package dev.hmdb.internal.snapshot;

/** Offsets in the trailer of a snapshot file: {@code docs/format/snapshot.md}, "Trailer". */
final class TrailerLayout {
  static final int INDEX_OFFSET_OFFSET = 0;
  static final int INDEX_CHECKSUM_OFFSET = 8;
  static final int CHECKSUM_OFFSET = 12;
  static final int LENGTH = 16;

  private TrailerLayout() {}
}
