package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.Directory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What reading a log from its beginning found.
 *
 * @param databaseId of the database that the log belongs to
 * @param end position after the last frame
 * @param promised position up to which a frame says the log was on stable storage when it was
 *     written
 * @param frames how many frames there are, seals included
 * @param bytes of all segments up to the end
 * @param tornBytes bytes of a torn tail after {@code end}, up to the last one that is not zero
 * @param isSealed whether the log was closed cleanly: its last frame is a seal and no byte follows
 */
public record LogScan(
    DatabaseId databaseId,
    long end,
    long promised,
    long frames,
    long bytes,
    long tornBytes,
    boolean isSealed) {

  /**
   * Reads the log of a directory without changing a byte; a torn tail is left out and counted.
   *
   * @param first number of the segment to begin with
   * @param databaseId of the database that it must belong to; null for any
   * @throws dev.hmdb.CorruptDatabaseException if it is damaged where a crash cannot have done it
   * @throws dev.hmdb.DatabaseOpenException if a newer hmdb wrote it
   */
  public static LogScan readOnly(
      Directory directory, long first, @Nullable DatabaseId databaseId, FrameVisitor visitor)
      throws IOException {
    return ChainScan.of(directory, first, databaseId, visitor).summary();
  }
}
