package dev.hmdb.internal.log;

import java.util.zip.CRC32C;

/** Mends the header of a file when one byte of it is damaged. */
public final class HeaderRepair {
  /*
   * A header says which database a file belongs to, and no checksum behind it can be computed without
   * that. So it is worth trying every value of every byte: at 64 bytes that takes a millisecond. That
   * two different changes of one byte give the same checksum happens once in some hundred thousand
   * headers, and whoever asks compares magic and number besides.
   */
  private HeaderRepair() {}

  /**
   * Changes the one byte with which the checksum holds.
   *
   * @param header which ends with the checksum of all before it, four bytes
   * @return false if there is none; then nothing was changed
   */
  public static boolean repair(byte[] header) {
    int end = header.length - Integer.BYTES;
    for (int i = 0; i < header.length; i++) {
      byte original = header[i];
      for (int other = 1; other < 256; other++) {
        header[i] = (byte) (original ^ other);
        if (checksum(header, end) == LittleEndian.getInt(header, end)) {
          return true;
        }
      }
      header[i] = original;
    }
    return false;
  }

  private static int checksum(byte[] header, int end) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, end);
    return (int) crc.getValue();
  }
}
