package dev.hmdb.internal.snapshot;

import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.LittleEndian;
import java.util.zip.CRC32C;

/** A CRC32C over where bytes belong and then the bytes. Not for several threads at a time. */
final class PlaceChecksum {
  /*
   * Where they belong (kind of file, database id, snapshot number, offset) is not stored with them: it
   * is known to whoever reads them there. So a whole section that a disk or a copy put somewhere else
   * does not count, nor one of another snapshot or database. The magic keeps frames of the log apart.
   */
  private static final int ID = 8;
  private static final int NUMBER = ID + DatabaseId.LENGTH;
  private static final int OFFSET = NUMBER + Long.BYTES;
  private static final int PLACE_LENGTH = OFFSET + Long.BYTES;

  private final CRC32C crc = new CRC32C();
  private final byte[] place = new byte[PLACE_LENGTH];

  PlaceChecksum(SnapshotHeader snapshot) {
    LittleEndian.putLong(place, 0, HeaderLayout.MAGIC);
    snapshot.databaseId().put(place, ID);
    LittleEndian.putLong(place, NUMBER, snapshot.number());
  }

  /** Begins with what is at {@code offset} of the file. */
  void begin(long offset) {
    LittleEndian.putLong(place, OFFSET, offset);
    crc.reset();
    crc.update(place, 0, PLACE_LENGTH);
  }

  /** Goes on with the next bytes. */
  void update(byte[] bytes, int offset, int length) {
    crc.update(bytes, offset, length);
  }

  int value() {
    return (int) crc.getValue();
  }
}
