package dev.hmdb.internal.log;

import static dev.hmdb.internal.log.SegmentLayout.BASE_POSITION_OFFSET;
import static dev.hmdb.internal.log.SegmentLayout.CHECKSUM_OFFSET;
import static dev.hmdb.internal.log.SegmentLayout.DATABASE_ID_OFFSET;
import static dev.hmdb.internal.log.SegmentLayout.HEADER_LENGTH;
import static dev.hmdb.internal.log.SegmentLayout.MAGIC;
import static dev.hmdb.internal.log.SegmentLayout.MAGIC_OFFSET;
import static dev.hmdb.internal.log.SegmentLayout.SEGMENT_NUMBER_OFFSET;
import static dev.hmdb.internal.log.SegmentLayout.VERSION;
import static dev.hmdb.internal.log.SegmentLayout.VERSION_OFFSET;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a segment file say.
 *
 * @param number of the segment, from 1; in the file's name too
 * @param basePosition position of the file's first byte, that is, of this header
 */
record SegmentHeader(DatabaseId databaseId, long number, long basePosition) {
  private static final String ADVICE =
      "; nothing was changed; restore the whole directory from a backup, or move the directory away";

  byte[] toBytes() {
    byte[] bytes = new byte[HEADER_LENGTH];
    LittleEndian.putLong(bytes, MAGIC_OFFSET, MAGIC);
    LittleEndian.putInt(bytes, VERSION_OFFSET, VERSION);
    databaseId.put(bytes, DATABASE_ID_OFFSET);
    LittleEndian.putLong(bytes, SEGMENT_NUMBER_OFFSET, number);
    LittleEndian.putLong(bytes, BASE_POSITION_OFFSET, basePosition);
    LittleEndian.putInt(bytes, CHECKSUM_OFFSET, checksum(bytes));
    return bytes;
  }

  /** The header of the segment that a log which ends at {@code end} may go on in. */
  SegmentHeader next(long end) {
    return new SegmentHeader(databaseId, number + 1, Math.addExact(end, Segments.SPACING));
  }

  /** Position of the first frame. */
  long start() {
    return basePosition + SegmentLayout.HEADER_LENGTH;
  }

  /**
   * Checks that this segment is of a database.
   *
   * @param other the file that says which it is, in words
   * @throws CorruptDatabaseException if it is not
   */
  void requireOf(DatabaseId expected, String other, DiskFile file) {
    if (!databaseId.equals(expected)) {
      throw corrupt(
          file,
          "it belongs to another database than "
              + other
              + ", so that one of the two was put here by mistake: database id "
              + found(DATABASE_ID_OFFSET, databaseId, expected));
    }
  }

  /**
   * Checks that this segment follows another.
   *
   * @param end position where the other one ends
   * @throws CorruptDatabaseException if it does not
   */
  void requireAfter(SegmentHeader before, long end, DiskFile file) {
    requireOf(before.databaseId, "the segment before it", file);
    if (basePosition < end) {
      throw corrupt(
          file, "base position " + found(BASE_POSITION_OFFSET, basePosition, end + " or more"));
    }
  }

  /**
   * @param number that the file's name says
   * @throws CorruptDatabaseException if it is damaged, or the header of another file
   * @throws DatabaseOpenException if a newer release wrote it
   */
  static SegmentHeader read(DiskFile file, long number) throws IOException {
    byte[] bytes = new byte[HEADER_LENGTH];
    int length = file.read(0, bytes, 0, HEADER_LENGTH);
    if (length < HEADER_LENGTH) {
      // a log is renamed to its name only when its header is on stable storage
      throw corrupt(file, "size=" + length + " is less than a header's " + HEADER_LENGTH);
    }
    long magic = LittleEndian.getLong(bytes, MAGIC_OFFSET);
    if (magic != MAGIC) {
      throw corrupt(file, "not a log of hmdb: " + found(MAGIC_OFFSET, hex(magic), hex(MAGIC)));
    }
    int stored = LittleEndian.getInt(bytes, CHECKSUM_OFFSET);
    int computed = checksum(bytes);
    if (stored != computed) {
      throw corrupt(
          file, "damaged header: checksum " + found(CHECKSUM_OFFSET, hex(stored), hex(computed)));
    }
    return checked(file, bytes, number);
  }

  /**
   * What the header says if one byte of it is wrong; null if more are.
   *
   * @throws DatabaseOpenException if a newer release wrote it
   */
  static @Nullable SegmentHeader repaired(DiskFile file, long number) throws IOException {
    byte[] bytes = new byte[HEADER_LENGTH];
    boolean isComplete = file.read(0, bytes, 0, HEADER_LENGTH) == HEADER_LENGTH;
    if (!isComplete
        || !HeaderRepair.repair(bytes)
        || LittleEndian.getLong(bytes, MAGIC_OFFSET) != MAGIC) {
      return null;
    }
    try {
      return checked(file, bytes, number);
    } catch (CorruptDatabaseException e) {
      return null;
    }
  }

  private static SegmentHeader checked(DiskFile file, byte[] bytes, long number) {
    long version = LittleEndian.getUnsignedInt(bytes, VERSION_OFFSET);
    if (version != VERSION) {
      throw new DatabaseOpenException(
          file.path()
              + ": format version "
              + found(VERSION_OFFSET, version, VERSION)
              + "; nothing was changed; open it with the release that wrote it, or a later one");
    }
    long foundNumber = LittleEndian.getLong(bytes, SEGMENT_NUMBER_OFFSET);
    long base = LittleEndian.getLong(bytes, BASE_POSITION_OFFSET);
    if (foundNumber != number) {
      throw corrupt(file, "segment number " + found(SEGMENT_NUMBER_OFFSET, foundNumber, number));
    }
    if (base < 0) {
      throw corrupt(file, "base position " + found(BASE_POSITION_OFFSET, base, "0 or more"));
    }
    return new SegmentHeader(DatabaseId.get(bytes, DATABASE_ID_OFFSET), number, base);
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKSUM_OFFSET);
    return (int) crc.getValue();
  }

  private static CorruptDatabaseException corrupt(DiskFile file, String problem) {
    return new CorruptDatabaseException(file.path() + ": " + problem + ADVICE);
  }

  private static String found(int offset, Object found, Object expected) {
    return "at offset " + offset + " found=" + found + " expected=" + expected;
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  private static String hex(int value) {
    return "0x" + Integer.toHexString(value);
  }
}
