package dev.hmdb.internal.log;

/**
 * Makes the header and the checksums of a segment hold, whatever else its bytes say, so that a
 * fuzzer gets to the code behind them.
 */
public final class SegmentRepair {
  private SegmentRepair() {}

  /** Makes the header that of segment {@code number} of a database; the base position is kept. */
  public static void header(byte[] bytes, DatabaseId databaseId, long number) {
    if (bytes.length >= SegmentLayout.HEADER_LENGTH) {
      long base = LittleEndian.getLong(bytes, SegmentLayout.BASE_POSITION_OFFSET);
      byte[] header = new SegmentHeader(databaseId, number, base & Long.MAX_VALUE).toBytes();
      System.arraycopy(header, 0, bytes, 0, header.length);
    }
  }

  /**
   * Goes from frame to frame and sets the checksums. A length that is too long becomes what is
   * left; one that is too short ends it.
   */
  public static void frames(byte[] bytes) {
    if (bytes.length < SegmentLayout.HEADER_LENGTH) {
      return;
    }
    long base = LittleEndian.getLong(bytes, SegmentLayout.BASE_POSITION_OFFSET);
    FrameChecksum checksum =
        new FrameChecksum(
            new SegmentHeader(
                DatabaseId.get(bytes, SegmentLayout.DATABASE_ID_OFFSET),
                LittleEndian.getLong(bytes, SegmentLayout.SEGMENT_NUMBER_OFFSET),
                base));
    int at = SegmentLayout.HEADER_LENGTH;
    while (bytes.length - at >= FrameLayout.PAYLOAD_OFFSET + FrameLayout.MIN_PAYLOAD) {
      int left = bytes.length - at - FrameLayout.PAYLOAD_OFFSET;
      long said = LittleEndian.getUnsignedInt(bytes, at + FrameLayout.LENGTH_OFFSET);
      if (said < FrameLayout.MIN_PAYLOAD) {
        return;
      }
      int length = (int) Math.min(said, left);
      LittleEndian.putInt(bytes, at + FrameLayout.LENGTH_OFFSET, length);
      checksum.begin(base + at, length);
      checksum.update(bytes, at + FrameLayout.PAYLOAD_OFFSET, length);
      LittleEndian.putInt(bytes, at + FrameLayout.CHECKSUM_OFFSET, checksum.value());
      at += FrameLayout.PAYLOAD_OFFSET + length;
    }
  }
}
