package dev.hmdb.internal.snapshot;

/** Offsets in the head of a section: {@code docs/format/snapshot.md}, "Section". */
final class SectionLayout {
  static final int LENGTH_OFFSET = 0;
  static final int KIND_OFFSET = 4;
  static final int TABLE_OFFSET = 8;
  static final int COUNT_OFFSET = 12;
  static final int HEAD_CHECKSUM_OFFSET = 16;
  static final int PAYLOAD_CHECKSUM_OFFSET = 20;
  static final int PAYLOAD_OFFSET = 24;

  /** The longest payload: as long as the body of a log's frame, which holds any entry. */
  static final int MAX_PAYLOAD = Integer.MAX_VALUE - 64;

  private SectionLayout() {}
}
