package dev.hmdb.internal.log;

/**
 * Unsigned numbers as bincode writes them: one byte up to 250, else 251, 252 or 253 and then 2, 4
 * or 8 bytes, in the shortest form that fits.
 */
final class Varint {
  private static final int MAX_SINGLE = 250;
  private static final int MARKER_2 = 251;
  private static final int MARKER_4 = 252;
  private static final int MARKER_8 = 253;

  private Varint() {}

  /** How many bytes a varint has that begins with this byte; 0 if none does. */
  static int length(byte first) {
    return switch (first & 0xFF) {
      case MARKER_2 -> 3;
      case MARKER_4 -> 5;
      case MARKER_8 -> 9;
      case 254, 255 -> 0;
      default -> 1;
    };
  }

  /** The value at {@code index}, where {@link #length} bytes are. Negative if it is over 2^63. */
  static long get(byte[] bytes, int index) {
    int first = bytes[index] & 0xFF;
    return switch (first) {
      case MARKER_2 -> LittleEndian.getShort(bytes, index + 1);
      case MARKER_4 -> LittleEndian.getUnsignedInt(bytes, index + 1);
      case MARKER_8 -> LittleEndian.getLong(bytes, index + 1);
      default -> first;
    };
  }

  /** Writes a value that is not negative and returns the index after it. */
  static int put(byte[] bytes, int index, long value) {
    if (value <= MAX_SINGLE) {
      bytes[index] = (byte) value;
      return index + 1;
    }
    if (value <= 0xFFFF) {
      bytes[index] = (byte) MARKER_2;
      LittleEndian.putShort(bytes, index + 1, (int) value);
      return index + 3;
    }
    if (value <= 0xFFFF_FFFFL) {
      bytes[index] = (byte) MARKER_4;
      LittleEndian.putInt(bytes, index + 1, (int) value);
      return index + 5;
    }
    bytes[index] = (byte) MARKER_8;
    LittleEndian.putLong(bytes, index + 1, value);
    return index + 9;
  }
}
