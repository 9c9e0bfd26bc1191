package dev.hmdb.internal.snapshot;

import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.LittleEndian;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes header, checksums, index and trailer of a snapshot hold, whatever else its bytes say, so
 * that a fuzzer gets to the code behind them.
 */
public final class SnapshotRepair {
  private final byte[] bytes;
  private final PlaceChecksum checksum;
  private final List<Block> blocks = new ArrayList<>();

  private SnapshotRepair(byte[] bytes) {
    this.bytes = bytes;
    this.checksum =
        new PlaceChecksum(
            new SnapshotHeader(
                DatabaseId.get(bytes, HeaderLayout.DATABASE_ID_OFFSET),
                LittleEndian.getLong(bytes, HeaderLayout.NUMBER_OFFSET)));
  }

  /** Makes the header that of snapshot {@code number} of a database; its form stays. */
  public static void header(byte[] bytes, DatabaseId databaseId, long number) {
    if (bytes.length >= HeaderLayout.LENGTH) {
      int version = LittleEndian.getInt(bytes, HeaderLayout.VERSION_OFFSET);
      SnapshotForm form = SnapshotForm.of(version == HeaderLayout.COMPRESSED_VERSION);
      byte[] header = new SnapshotHeader(databaseId, number, form).toBytes();
      System.arraycopy(header, 0, bytes, 0, header.length);
    }
  }

  /**
   * Goes from section to section and sets the checksums. A length that is too long becomes what is
   * left. The index begins where its head is, or else where nothing else can; as many of its
   * records as it has room for become those of the blocks.
   */
  public static void sections(byte[] bytes) {
    int least = HeaderLayout.LENGTH + SectionLayout.PAYLOAD_OFFSET + TrailerLayout.LENGTH;
    if (bytes.length >= least) {
      new SnapshotRepair(bytes).run();
    }
  }

  private void run() {
    int trailer = bytes.length - TrailerLayout.LENGTH;
    int at = HeaderLayout.LENGTH;
    while (trailer - at >= SectionLayout.PAYLOAD_OFFSET) {
      int left = trailer - at - SectionLayout.PAYLOAD_OFFSET;
      SectionHead head = SectionHead.get(bytes, at);
      boolean isIndex =
          head.kind() == SectionKind.INDEX
              || (at > HeaderLayout.LENGTH && left < SectionLayout.PAYLOAD_OFFSET);
      if (isIndex) {
        index(at, left, trailer);
        return;
      }
      int length = (int) Math.min(Integer.toUnsignedLong(head.length()), left);
      LittleEndian.putInt(bytes, at + SectionLayout.LENGTH_OFFSET, length);
      seal(at, length);
      if (SectionKind.isBlock(head.kind())) {
        blocks.add(Block.of(at, SectionHead.get(bytes, at)));
      }
      at += SectionLayout.PAYLOAD_OFFSET + length;
    }
  }

  private void index(int at, int length, int trailer) {
    LittleEndian.putInt(bytes, at + SectionLayout.LENGTH_OFFSET, length);
    LittleEndian.putInt(bytes, at + SectionLayout.KIND_OFFSET, SectionKind.INDEX);
    LittleEndian.putInt(bytes, at + SectionLayout.COUNT_OFFSET, length / IndexLayout.RECORD_LENGTH);
    for (int i = 0; i < Math.min(blocks.size(), length / IndexLayout.RECORD_LENGTH); i++) {
      int record = at + SectionLayout.PAYLOAD_OFFSET + i * IndexLayout.RECORD_LENGTH;
      SectionHead head = blocks.get(i).head();
      boolean isCompressed = head.kind() == SectionKind.COMPRESSED_BLOCK;
      LittleEndian.putInt(
          bytes,
          record + IndexLayout.LENGTH_OFFSET,
          isCompressed ? head.length() | IndexLayout.COMPRESSED_BIT : head.length());
      LittleEndian.putInt(bytes, record + IndexLayout.TABLE_OFFSET, head.table());
      LittleEndian.putInt(bytes, record + IndexLayout.COUNT_OFFSET, head.count());
      LittleEndian.putInt(bytes, record + IndexLayout.CHECKSUM_OFFSET, head.checksum());
    }
    seal(at, length);
    LittleEndian.putLong(bytes, trailer + TrailerLayout.INDEX_OFFSET_OFFSET, at);
    LittleEndian.putInt(
        bytes,
        trailer + TrailerLayout.INDEX_CHECKSUM_OFFSET,
        LittleEndian.getInt(bytes, at + SectionLayout.PAYLOAD_CHECKSUM_OFFSET));
    checksum.begin(trailer);
    checksum.update(bytes, trailer, TrailerLayout.CHECKSUM_OFFSET);
    LittleEndian.putInt(bytes, trailer + TrailerLayout.CHECKSUM_OFFSET, checksum.value());
  }

  /** Sets both checksums of a section. */
  private void seal(int at, int length) {
    checksum.begin(at);
    checksum.update(bytes, at, SectionLayout.HEAD_CHECKSUM_OFFSET);
    LittleEndian.putInt(bytes, at + SectionLayout.HEAD_CHECKSUM_OFFSET, checksum.value());
    checksum.update(bytes, at + SectionLayout.PAYLOAD_OFFSET, length);
    LittleEndian.putInt(bytes, at + SectionLayout.PAYLOAD_CHECKSUM_OFFSET, checksum.value());
  }
}
