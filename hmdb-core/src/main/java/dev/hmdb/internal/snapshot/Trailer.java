package dev.hmdb.internal.snapshot;

import static dev.hmdb.internal.snapshot.TrailerLayout.CHECKSUM_OFFSET;
import static dev.hmdb.internal.snapshot.TrailerLayout.INDEX_CHECKSUM_OFFSET;
import static dev.hmdb.internal.snapshot.TrailerLayout.INDEX_OFFSET_OFFSET;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.log.LittleEndian;
import java.io.IOException;

/**
 * What the last bytes of a snapshot file say.
 *
 * @param indexOffset of the index's section
 * @param indexChecksum of its payload
 */
record Trailer(long indexOffset, int indexChecksum) {

  byte[] toBytes(PlaceChecksum checksum, long offset) {
    byte[] bytes = new byte[TrailerLayout.LENGTH];
    LittleEndian.putLong(bytes, INDEX_OFFSET_OFFSET, indexOffset);
    LittleEndian.putInt(bytes, INDEX_CHECKSUM_OFFSET, indexChecksum);
    LittleEndian.putInt(bytes, CHECKSUM_OFFSET, checksum(bytes, checksum, offset));
    return bytes;
  }

  /**
   * Reads the trailer of a file of {@code size} bytes. The checksum covers the trailer's offset, so
   * that one which holds proves the size too.
   *
   * @throws CorruptDatabaseException if there is none at the end of the file
   */
  static Trailer read(DiskFile file, long size, PlaceChecksum checksum) throws IOException {
    long offset = size - TrailerLayout.LENGTH;
    byte[] bytes = new byte[TrailerLayout.LENGTH];
    if (offset < HeaderLayout.LENGTH
        || file.read(offset, bytes, 0, bytes.length) < TrailerLayout.LENGTH) {
      throw Damage.of(file, "it was cut: size=" + size + " leaves no room for a trailer");
    }
    int stored = LittleEndian.getInt(bytes, CHECKSUM_OFFSET);
    int computed = checksum(bytes, checksum, offset);
    if (stored != computed) {
      throw Damage.of(
          file,
          "no trailer at the end of its size="
              + size
              + ", it is damaged or was cut: checksum "
              + Damage.found(offset + CHECKSUM_OFFSET, Damage.hex(stored), Damage.hex(computed)));
    }
    return new Trailer(
        LittleEndian.getLong(bytes, INDEX_OFFSET_OFFSET),
        LittleEndian.getInt(bytes, INDEX_CHECKSUM_OFFSET));
  }

  private static int checksum(byte[] bytes, PlaceChecksum checksum, long offset) {
    checksum.begin(offset);
    checksum.update(bytes, 0, CHECKSUM_OFFSET);
    return checksum.value();
  }
}
