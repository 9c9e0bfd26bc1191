package dev.hmdb.internal.snapshot;

/** Offsets in the header of a snapshot file: {@code docs/format/snapshot.md}, "Header". */
final class HeaderLayout {
  static final int MAGIC_OFFSET = 0;
  static final int VERSION_OFFSET = 8;
  static final int DATABASE_ID_OFFSET = 16;
  static final int NUMBER_OFFSET = 32;
  static final int CHECKSUM_OFFSET = 60;
  static final int LENGTH = 64;

  /** The bytes 89 'h' 'm' 'd' 'b' 's' 'n' 'p', read as a little-endian u64. */
  static final long MAGIC = 0x706E7362646D6889L;

  /** The version of a file whose blocks are as they are. */
  static final int VERSION = 1;

  /** The version of a file whose blocks may be compressed, and the newest this release reads. */
  static final int COMPRESSED_VERSION = 2;

  private HeaderLayout() {}
}
