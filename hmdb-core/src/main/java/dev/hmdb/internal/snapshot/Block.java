package dev.hmdb.internal.snapshot;

/**
 * A part of a snapshot that is read and checked by itself: some entries of one table.
 *
 * @param offset in the file
 * @param length of the entries, in bytes; at most {@code 2^31 - 65}
 * @param table the id
 * @param entries how many there are, at least 1 and at most {@code length + 1}
 * @param checksum of the entries and their place
 */
public record Block(long offset, int length, int table, int entries, int checksum) {

  static Block of(long offset, SectionHead head) {
    return new Block(offset, head.length(), head.table(), head.count(), head.checksum());
  }

  SectionHead head() {
    return new SectionHead(length, SectionKind.BLOCK, table, entries, checksum);
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
        + ")";
  }
}
