package dev.hmdb.internal.snapshot;

import dev.hmdb.internal.log.LittleEndian;
import java.io.IOException;
import java.util.Arrays;

/** Collects a record for each block: all that is kept in memory of a snapshot being written. */
final class IndexWriter {
  private byte[] records = new byte[64 * IndexLayout.RECORD_LENGTH];
  private int count;

  /**
   * @throws IOException if an index cannot hold more
   */
  void add(SectionHead block) throws IOException {
    if (count == IndexLayout.MAX_RECORDS) {
      throw new IOException(
          "a snapshot cannot have more than "
              + count
              + " blocks; entries of one table have to come one after the other");
    }
    int index = count * IndexLayout.RECORD_LENGTH;
    if (index == records.length) {
      int doubled = (int) Math.min(2L * records.length, SectionLayout.MAX_PAYLOAD);
      records = Arrays.copyOf(records, doubled);
    }
    boolean isCompressed = block.kind() == SectionKind.COMPRESSED_BLOCK;
    LittleEndian.putInt(
        records,
        index + IndexLayout.LENGTH_OFFSET,
        isCompressed ? block.length() | IndexLayout.COMPRESSED_BIT : block.length());
    LittleEndian.putInt(records, index + IndexLayout.TABLE_OFFSET, block.table());
    LittleEndian.putInt(records, index + IndexLayout.COUNT_OFFSET, block.count());
    LittleEndian.putInt(records, index + IndexLayout.CHECKSUM_OFFSET, block.checksum());
    count++;
  }

  SectionHead writeTo(SectionOutput out) throws IOException {
    return out.section(SectionKind.INDEX, 0, count, records, 0, count * IndexLayout.RECORD_LENGTH);
  }
}
