package dev.hmdb.internal.snapshot;

/**
 * A part of a snapshot that is read and checked by itself: some entries of one table.
 *
 * @param offset in the file
 * @param length of what is in the file, in bytes; at most {@code 2^31 - 65}. That of the entries,
 *     unless they are compressed
 * @param table the id
 * @param entries how many there are, at least 1 and at most {@link #maxEntriesLength} + 1
 * @param checksum of what is in the file and its place
 */
public record Block(
    long offset, int length, boolean isCompressed, int table, int entries, int checksum) {

  static Block of(long offset, SectionHead head) {
    boolean isCompressed = head.kind() == SectionKind.COMPRESSED_BLOCK;
    return new Block(
        offset, head.length(), isCompressed, head.table(), head.count(), head.checksum());
  }

  SectionHead head() {
    return new SectionHead(length, kind(), table, entries, checksum);
  }

  int kind() {
    return isCompressed ? SectionKind.COMPRESSED_BLOCK : SectionKind.BLOCK;
  }

  /** The longest that the entries can be, in bytes, whatever the block holds. */
  public int maxEntriesLength() {
    return head().maxEntriesLength();
  }

  /** Offset after its last byte. */
  long end() {
    return offset + SectionLayout.PAYLOAD_OFFSET + length;
  }

  @Override
  public String toString() {
    return "block at offset="
        + offset
        + " (table id="
        + table
        + " entries="
        + entries
        + " length="
        + length
        + (isCompressed ? " compressed)" : ")");
  }
}
