package dev.hmdb.internal.snapshot;

import static dev.hmdb.internal.snapshot.HeaderLayout.CHECKSUM_OFFSET;
import static dev.hmdb.internal.snapshot.HeaderLayout.COMPRESSED_VERSION;
import static dev.hmdb.internal.snapshot.HeaderLayout.DATABASE_ID_OFFSET;
import static dev.hmdb.internal.snapshot.HeaderLayout.MAGIC;
import static dev.hmdb.internal.snapshot.HeaderLayout.MAGIC_OFFSET;
import static dev.hmdb.internal.snapshot.HeaderLayout.NUMBER_OFFSET;
import static dev.hmdb.internal.snapshot.HeaderLayout.VERSION;
import static dev.hmdb.internal.snapshot.HeaderLayout.VERSION_OFFSET;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.HeaderRepair;
import dev.hmdb.internal.log.LittleEndian;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a snapshot file say.
 *
 * @param number of the log's segment that goes on where the snapshot ends; in the file's name too
 * @param form of the blocks
 */
record SnapshotHeader(DatabaseId databaseId, long number, SnapshotForm form) {

  /** Of a file whose form does not matter. */
  SnapshotHeader(DatabaseId databaseId, long number) {
    this(databaseId, number, SnapshotForm.PLAIN);
  }

  byte[] toBytes() {
    byte[] bytes = new byte[HeaderLayout.LENGTH];
    LittleEndian.putLong(bytes, MAGIC_OFFSET, MAGIC);
    LittleEndian.putInt(bytes, VERSION_OFFSET, form.version);
    databaseId.put(bytes, DATABASE_ID_OFFSET);
    LittleEndian.putLong(bytes, NUMBER_OFFSET, number);
    LittleEndian.putInt(bytes, CHECKSUM_OFFSET, checksum(bytes));
    return bytes;
  }

  /**
   * @param number that the file's name says
   * @throws CorruptDatabaseException if it is damaged, or the header of another file
   * @throws DatabaseOpenException if a newer release wrote it
   */
  static SnapshotHeader read(DiskFile file, long number) throws IOException {
    byte[] bytes = new byte[HeaderLayout.LENGTH];
    int length = file.read(0, bytes, 0, bytes.length);
    if (length < bytes.length) {
      // a snapshot is renamed to its name only when all of it is on stable storage
      throw Damage.of(file, "size=" + length + " is less than a header's " + bytes.length);
    }
    long magic = LittleEndian.getLong(bytes, MAGIC_OFFSET);
    if (magic != MAGIC) {
      throw Damage.of(
          file,
          "not a snapshot of hmdb: magic "
              + Damage.found(MAGIC_OFFSET, Damage.hex(magic), Damage.hex(MAGIC)));
    }
    int stored = LittleEndian.getInt(bytes, CHECKSUM_OFFSET);
    int computed = checksum(bytes);
    if (stored != computed) {
      throw Damage.of(
          file,
          "damaged header: checksum "
              + Damage.found(CHECKSUM_OFFSET, Damage.hex(stored), Damage.hex(computed)));
    }
    return checked(file, bytes, number);
  }

  /**
   * What an intact header says, whatever number that is; null if it is damaged.
   *
   * @throws DatabaseOpenException if a newer release wrote it
   */
  static @Nullable SnapshotHeader intact(DiskFile file) throws IOException {
    byte[] bytes = new byte[HeaderLayout.LENGTH];
    if (file.read(0, bytes, 0, bytes.length) < bytes.length
        || LittleEndian.getLong(bytes, MAGIC_OFFSET) != MAGIC
        || LittleEndian.getInt(bytes, CHECKSUM_OFFSET) != checksum(bytes)) {
      return null;
    }
    return checked(file, bytes, LittleEndian.getLong(bytes, NUMBER_OFFSET));
  }

  /**
   * What the header says if one byte of it is wrong; null if more are.
   *
   * @throws DatabaseOpenException if a newer release wrote it
   */
  static @Nullable SnapshotHeader repaired(DiskFile file, long number) throws IOException {
    byte[] bytes = new byte[HeaderLayout.LENGTH];
    boolean isComplete = file.read(0, bytes, 0, bytes.length) == bytes.length;
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

  private static SnapshotHeader checked(DiskFile file, byte[] bytes, long number) {
    long version = LittleEndian.getUnsignedInt(bytes, VERSION_OFFSET);
    if (version != VERSION && version != COMPRESSED_VERSION) {
      throw new DatabaseOpenException(
          file.path()
              + ": format version "
              + Damage.found(VERSION_OFFSET, version, VERSION + " or " + COMPRESSED_VERSION)
              + "; nothing was changed; open it with the release that wrote it, or a later one");
    }
    long found = LittleEndian.getLong(bytes, NUMBER_OFFSET);
    if (found != number) {
      throw Damage.of(file, "snapshot number " + Damage.found(NUMBER_OFFSET, found, number));
    }
    return new SnapshotHeader(
        DatabaseId.get(bytes, DATABASE_ID_OFFSET),
        number,
        SnapshotForm.of(version == COMPRESSED_VERSION));
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKSUM_OFFSET);
    return (int) crc.getValue();
  }
}
