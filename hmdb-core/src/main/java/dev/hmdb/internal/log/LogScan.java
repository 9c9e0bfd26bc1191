package dev.hmdb.internal.log;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;

/**
 * What reading a log from its beginning found.
 *
 * @param databaseId of the database that the log belongs to
 * @param end position after the last frame
 * @param promised position up to which a frame says the log was on stable storage when it was
 *     written
 * @param frames how many frames there are, seals included
 * @param tornBytes bytes of a torn tail after {@code end}, up to the last one that is not zero
 * @param isSealed whether the log was closed cleanly: its last frame is a seal and no byte follows
 */
public record LogScan(
    DatabaseId databaseId, long end, long promised, long frames, long tornBytes, boolean isSealed) {
  /*
   * The first thing that is no frame ends the log. It is a torn tail if a crash can have left it, that
   * is, if it was never promised to be on stable storage; else it is corruption. The promises are in
   * the frames themselves, and one about the damaged place can only be in a frame behind it. So every
   * frame behind it is looked for. If there is none that promises more than the damaged place, what is
   * lost was never promised: cutting it off loses nothing that sync() returned for, except what
   * damage to the very last frames can hide, which is the limit of any log (docs/format/log.md).
   */

  /**
   * Reads the log of a directory without changing a byte; a torn tail is left out and counted.
   *
   * @throws CorruptDatabaseException if it is damaged where a crash cannot have done it
   * @throws dev.hmdb.DatabaseOpenException if a newer hmdb wrote it
   */
  public static LogScan readOnly(Directory directory, FrameVisitor visitor) throws IOException {
    Segments.exist(directory);
    try (DiskFile file = directory.open(Segments.name(Segments.FIRST), Access.READ)) {
      return of(file, SegmentHeader.read(file, Segments.FIRST), visitor);
    }
  }

  /** Reads a segment from its first frame on. */
  static LogScan of(DiskFile file, SegmentHeader segment, FrameVisitor visitor) throws IOException {
    FrameReader reader = new FrameReader(file, segment);
    long offset = SegmentLayout.HEADER_LENGTH;
    long promised = offset;
    long frames = 0;
    byte lastKind = 0;
    while (reader.read(offset) == FrameReader.Found.FRAME) {
      lastKind = reader.kind();
      if (lastKind != FrameKind.SEAL) {
        reader.show(offset, visitor);
      }
      promised = Math.max(promised, reader.promised());
      frames++;
      offset = reader.next();
    }
    String problem = reader.problem();
    long tornBytes = reader.bytesBeforeZeros(offset);
    if (tornBytes > 0) {
      requireTorn(file, segment, offset, offset + tornBytes, problem);
    }
    return new LogScan(
        segment.databaseId(),
        segment.basePosition() + offset,
        segment.basePosition() + promised,
        frames,
        tornBytes,
        lastKind == FrameKind.SEAL && tornBytes == 0);
  }

  private static void requireTorn(
      DiskFile file, SegmentHeader segment, long damage, long end, String problem)
      throws IOException {
    Survivors survivors = Survivors.behind(file, segment, damage, end);
    if (survivors.promised() > damage) {
      throw new CorruptDatabaseException(
          file.path()
              + ": damaged frame at offset="
              + damage
              + ": "
              + problem
              + ". It is no torn tail: a later frame says that everything before offset="
              + survivors.promised()
              + " was on stable storage. Intact frames behind the damage="
              + survivors.count()
              + ". Nothing was changed. Check the disk; restore the file from a backup, or copy the"
              + " directory before you try anything else");
    }
  }
}
