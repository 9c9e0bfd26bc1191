package dev.hmdb.internal.log;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * 16 random bytes that every file of one database carries, so that none of another is taken for it.
 */
public record DatabaseId(long first, long second) {
  /** Length on disk. */
  public static final int LENGTH = 16;

  public static DatabaseId random() {
    SecureRandom random = new SecureRandom();
    return new DatabaseId(random.nextLong(), random.nextLong());
  }

  /** Reads the {@link #LENGTH} bytes at {@code index}. */
  public static DatabaseId get(byte[] bytes, int index) {
    return new DatabaseId(
        Long.reverseBytes(LittleEndian.getLong(bytes, index)),
        Long.reverseBytes(LittleEndian.getLong(bytes, index + Long.BYTES)));
  }

  /** Writes {@link #LENGTH} bytes at {@code index}. */
  public void put(byte[] bytes, int index) {
    LittleEndian.putLong(bytes, index, Long.reverseBytes(first));
    LittleEndian.putLong(bytes, index + Long.BYTES, Long.reverseBytes(second));
  }

  /** The 16 bytes in hex, in their order on disk. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(first) + hex.toHexDigits(second);
  }
}
