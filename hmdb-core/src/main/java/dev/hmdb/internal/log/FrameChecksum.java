package dev.hmdb.internal.log;

import java.util.zip.CRC32C;

/**
 * The checksum of a frame: CRC32C over where the frame belongs, its length, and its payload.
 *
 * <p>Not for several threads at a time. Allocates nothing after construction.
 */
final class FrameChecksum {
  /*
   * Where it belongs (database id, segment number, position) is not stored in the frame: it is known
   * to whoever reads it there. So a whole frame that a disk, a copy or an earlier life of the file put
   * somewhere else does not count. The place is never all zeros, hence neither is the checksum input.
   */
  private static final int SEGMENT_NUMBER = 16;
  private static final int POSITION = 24;
  private static final int LENGTH = 32;
  private static final int PLACE_LENGTH = 36;

  private final CRC32C crc = new CRC32C();
  private final byte[] place = new byte[PLACE_LENGTH];

  FrameChecksum(SegmentHeader segment) {
    segment.databaseId().put(place, 0);
    LittleEndian.putLong(place, SEGMENT_NUMBER, segment.number());
  }

  /** Begins with the frame at {@code position} whose payload has {@code length} bytes. */
  void begin(long position, int length) {
    LittleEndian.putLong(place, POSITION, position);
    LittleEndian.putInt(place, LENGTH, length);
    crc.reset();
    crc.update(place, 0, PLACE_LENGTH);
  }

  /** Goes on with the next bytes of the payload. */
  void update(byte[] bytes, int offset, int length) {
    crc.update(bytes, offset, length);
  }

  int value() {
    return (int) crc.getValue();
  }
}
