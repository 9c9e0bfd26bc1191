package dev.hmdb.internal.snapshot;

/** Offsets in a record of the index: {@code docs/format/snapshot.md}, "Index". */
final class IndexLayout {
  static final int LENGTH_OFFSET = 0;
  static final int TABLE_OFFSET = 4;
  static final int COUNT_OFFSET = 8;
  static final int CHECKSUM_OFFSET = 12;
  static final int RECORD_LENGTH = 16;

  /** In the length of a compressed block; no length has it. */
  static final int COMPRESSED_BIT = 1 << 31;

  /** As many as the payload of one section holds. */
  static final int MAX_RECORDS = SectionLayout.MAX_PAYLOAD / RECORD_LENGTH;

  private IndexLayout() {}
}
