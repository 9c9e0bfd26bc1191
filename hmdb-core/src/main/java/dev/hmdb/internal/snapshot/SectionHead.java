package dev.hmdb.internal.snapshot;

import static dev.hmdb.internal.snapshot.SectionLayout.COUNT_OFFSET;
import static dev.hmdb.internal.snapshot.SectionLayout.HEAD_CHECKSUM_OFFSET;
import static dev.hmdb.internal.snapshot.SectionLayout.KIND_OFFSET;
import static dev.hmdb.internal.snapshot.SectionLayout.LENGTH_OFFSET;
import static dev.hmdb.internal.snapshot.SectionLayout.PAYLOAD_CHECKSUM_OFFSET;
import static dev.hmdb.internal.snapshot.SectionLayout.TABLE_OFFSET;

import dev.hmdb.internal.log.LittleEndian;

/**
 * What a section begins with.
 *
 * @param length of the payload
 * @param table that a block belongs to; 0 in other sections
 * @param count of a block's entries or of an index's records; 0 in a schema
 * @param checksum of place, head and payload
 */
record SectionHead(int length, int kind, int table, int count, int checksum) {

  /** Reads what is at {@code index}, whether it makes sense or not. */
  static SectionHead get(byte[] bytes, int index) {
    return new SectionHead(
        LittleEndian.getInt(bytes, index + LENGTH_OFFSET),
        LittleEndian.getInt(bytes, index + KIND_OFFSET),
        LittleEndian.getInt(bytes, index + TABLE_OFFSET),
        LittleEndian.getInt(bytes, index + COUNT_OFFSET),
        LittleEndian.getInt(bytes, index + PAYLOAD_CHECKSUM_OFFSET));
  }

  static int storedHeadChecksum(byte[] bytes, int index) {
    return LittleEndian.getInt(bytes, index + HEAD_CHECKSUM_OFFSET);
  }

  /** The bytes of a head whose payload's checksum is still to come. */
  static void put(byte[] bytes, int length, int kind, int table, int count) {
    LittleEndian.putInt(bytes, LENGTH_OFFSET, length);
    LittleEndian.putInt(bytes, KIND_OFFSET, kind);
    LittleEndian.putInt(bytes, TABLE_OFFSET, table);
    LittleEndian.putInt(bytes, COUNT_OFFSET, count);
  }

  /**
   * Whether its numbers are possible where {@code left} bytes of the file follow it. A block has an
   * entry at least. Of one table only one key, and so only one entry, can have an encoding of no
   * bytes; hence a count can never make anybody allocate more than the payload is worth, or what is
   * compressed in it.
   */
  boolean isPossible(long left) {
    if (!SectionKind.isKnown(kind) || length < 0 || length > SectionLayout.MAX_PAYLOAD) {
      return false;
    }
    return length <= left && (!SectionKind.isBlock(kind) || isPossibleBlock());
  }

  private boolean isPossibleBlock() {
    int max = maxEntriesLength();
    return max >= 0 && count > 0 && count <= max + 1;
  }

  /** The longest that a block's entries can be; negative if it can hold none. */
  int maxEntriesLength() {
    if (kind == SectionKind.BLOCK) {
      return length;
    }
    int max = CompressedLayout.maxLength(length);
    return max == 0 ? -1 : max;
  }
}
