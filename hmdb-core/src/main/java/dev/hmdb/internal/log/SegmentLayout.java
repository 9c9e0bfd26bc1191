package dev.hmdb.internal.log;

/** Offsets in the header of a segment file: {@code docs/format/log.md}, "Segment header". */
final class SegmentLayout {
  static final int MAGIC_OFFSET = 0;
  static final int VERSION_OFFSET = 8;
  static final int DATABASE_ID_OFFSET = 16;
  static final int SEGMENT_NUMBER_OFFSET = 32;
  static final int BASE_POSITION_OFFSET = 40;
  static final int CHECKSUM_OFFSET = 60;
  static final int HEADER_LENGTH = 64;

  /** The bytes 89 'h' 'm' 'd' 'b' 'l' 'o' 'g', read as a little-endian u64. */
  static final long MAGIC = 0x676F6C62646D6889L;

  /** The version this release writes, and the newest it reads. */
  static final int VERSION = 1;

  private SegmentLayout() {}
}
