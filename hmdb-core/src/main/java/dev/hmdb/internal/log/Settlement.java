package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;

/** Makes a log that was scanned fit to append to. */
final class Settlement {
  /*
   * Before anything is appended, all before the end has to be on stable storage and nothing may be
   * left behind it: a frame of the torn tail would count again if the frames before it grew back to
   * meet it. Zeros at the end are cut off too, since after a power cut they may be a hole, with no
   * blocks behind it. Segments behind the end are deleted.
   *
   * What no frame promises may be in the operating system's memory alone: written by a process that was
   * killed, which a sync mends, or left by a sync that failed. Linux counts the pages of the latter as
   * clean, and the next sync succeeds without writing them. So those bytes are written once more, as
   * they were read, and then synced. Their number is what the last process had not synced.
   *
   * So may the names of files, if that process was killed between a rename and the sync of the
   * directory: without them a power cut would take all that is written and synced from now on.
   *
   * A crash meanwhile: segments are settled in their order, the later ones deleted last. Until then they
   * promise no more than they did when the scan dropped them, so the next scan drops them again.
   */
  private static final int CHUNK = 1 << 16;

  private Settlement() {}

  /** On return the log ends where the scan says, on stable storage, and nothing is behind it. */
  static void settle(Directory directory, ChainScan scan) throws IOException {
    directory.sync();
    long promised = scan.summary().promised();
    SegmentScan last = scan.segments().getLast();
    for (SegmentScan segment : scan.segments()) {
      settle(
          directory, segment, Math.max(promised, segment.header().start()), segment.equals(last));
    }
    for (long number : scan.dropped()) {
      directory.delete(Segments.name(number));
    }
    Segments.deleteTemporaries(directory);
    if (!scan.dropped().isEmpty()) {
      directory.sync();
    }
  }

  private static void settle(
      Directory directory, SegmentScan segment, long promised, boolean isLast) throws IOException {
    try (DiskFile file =
        directory.open(Segments.name(segment.header().number()), Access.READ_WRITE)) {
      long end = segment.endOffset();
      if (file.size() > end) {
        file.truncate(end);
      }
      if (!isLast && promised >= segment.end()) {
        return;
      }
      byte[] bytes = new byte[CHUNK];
      for (long at = promised - segment.header().basePosition(); at < end; at += CHUNK) {
        int length = file.read(at, bytes, 0, (int) Math.min(CHUNK, end - at));
        file.write(at, bytes, 0, length);
      }
      file.sync();
    }
  }
}
