package dev.hmdb.internal.engine;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogSalvage;
import dev.hmdb.internal.log.LogScan;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.snapshot.SnapshotReader;
import dev.hmdb.internal.snapshot.Snapshots;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a database say, besides its entries.
 *
 * @param catalog the newest
 * @param form of its snapshot file; the plain one if it has none
 * @param log what reading the log found
 * @param nextNumber one that neither a segment nor a snapshot has, nor a later one
 */
record PresentState(Catalog catalog, SnapshotForm form, LogScan log, long nextNumber) {

  /**
   * Reads a directory whose lock is held. Changes nothing.
   *
   * @return null if it holds no database
   * @throws CorruptDatabaseException if it is damaged, blocks of a snapshot excepted
   */
  static @Nullable PresentState read(Directory directory) throws IOException {
    OptionalLong newest = Snapshots.newest(directory);
    if (newest.isEmpty() && !Log.exists(directory)) {
      return null;
    }
    Catalog[] catalog = {Catalog.empty()};
    DatabaseId id = null;
    long first = Log.FIRST_SEGMENT;
    SnapshotForm form = SnapshotForm.PLAIN;
    if (newest.isPresent()) {
      first = newest.getAsLong();
      try (SnapshotReader reader = SnapshotReader.open(directory, first)) {
        id = reader.databaseId();
        form = reader.form();
        catalog[0] = catalog(directory, reader.schema());
      }
    }
    LogScan log =
        LogScan.readOnly(
            directory,
            first,
            id,
            (kind, _, buffer, offset, length) -> {
              if (kind == FrameKind.SCHEMA) {
                catalog[0] =
                    catalog(directory, Arrays.copyOfRange(buffer, offset, offset + length));
              }
            });
    return new PresentState(catalog[0], form, log, nextNumber(directory));
  }

  private static long nextNumber(Directory directory) throws IOException {
    LongStream segments = LogSalvage.numbers(directory).stream().mapToLong(Long::longValue);
    LongStream snapshots = Snapshots.numbers(directory).stream().mapToLong(Long::longValue);
    return 1 + LongStream.concat(segments, snapshots).max().orElse(0);
  }

  /**
   * Decodes a catalog whose checksum holds.
   *
   * @throws CorruptDatabaseException if it is none
   */
  static Catalog catalog(Directory directory, byte[] bytes) {
    try {
      return Catalog.decode(new Decoder(bytes));
    } catch (DecodingException e) {
      throw new CorruptDatabaseException(
          directory.path()
              + ": the schema has a checksum that holds, but cannot be read: "
              + e.getMessage(),
          e);
    }
  }
}
