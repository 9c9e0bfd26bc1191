package dev.hmdb.internal.snapshot;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.log.LittleEndian;
import java.util.ArrayList;
import java.util.List;

/** Turns the payload of an index into blocks. */
final class IndexReader {
  /*
   * The index says how long each block is, not where: the blocks lie one behind the other, so that they
   * can neither overlap nor leave a gap, and a wrong length shows at the end.
   */
  private IndexReader() {}

  /**
   * @param form of the file; in a plain one no block is compressed
   * @param start offset where the first block begins
   * @param end offset where the last one ends
   * @throws CorruptDatabaseException if its blocks do not fill that exactly
   */
  static List<Block> blocks(
      DiskFile file, SnapshotForm form, SectionHead head, byte[] payload, long start, long end) {
    if (head.count() < 0 || (long) head.count() * IndexLayout.RECORD_LENGTH != payload.length) {
      throw senseless(file, "count=" + head.count() + " does not go with length=" + head.length());
    }
    List<Block> blocks = new ArrayList<>(head.count());
    long offset = start;
    for (int i = 0; i < payload.length; i += IndexLayout.RECORD_LENGTH) {
      SectionHead block = block(form, payload, i);
      if (!block.isPossible(end - offset - SectionLayout.PAYLOAD_OFFSET)) {
        throw senseless(
            file, Block.of(offset, block) + " ends beyond " + end + " or is impossible");
      }
      blocks.add(Block.of(offset, block));
      offset = blocks.getLast().end();
    }
    if (offset != end) {
      throw senseless(file, "its blocks end at offset=" + offset + " expected=" + end);
    }
    return List.copyOf(blocks);
  }

  private static SectionHead block(SnapshotForm form, byte[] payload, int index) {
    int length = LittleEndian.getInt(payload, index + IndexLayout.LENGTH_OFFSET);
    boolean isCompressed =
        form == SnapshotForm.COMPRESSED && (length & IndexLayout.COMPRESSED_BIT) != 0;
    return new SectionHead(
        isCompressed ? length & ~IndexLayout.COMPRESSED_BIT : length,
        isCompressed ? SectionKind.COMPRESSED_BLOCK : SectionKind.BLOCK,
        LittleEndian.getInt(payload, index + IndexLayout.TABLE_OFFSET),
        LittleEndian.getInt(payload, index + IndexLayout.COUNT_OFFSET),
        LittleEndian.getInt(payload, index + IndexLayout.CHECKSUM_OFFSET));
  }

  private static CorruptDatabaseException senseless(DiskFile file, String why) {
    return Damage.of(file, "the index has a valid checksum, but " + why);
  }
}
