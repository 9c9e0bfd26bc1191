package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;

/** Makes a segment that was scanned fit to append to. */
final class Settlement {
  /*
   * Before anything is appended, all before the end has to be on stable storage and nothing may be
   * left behind it: a frame of the torn tail would count again if the frames before it grew back to
   * meet it. Zeros at the end are cut off too, since after a power cut they may be a hole, with no
   * blocks behind it.
   *
   * What no frame promises may be in the operating system's memory alone: written by a process that was
   * killed, which a sync mends, or left by a sync that failed. Linux counts the pages of the latter as
   * clean, and the next sync succeeds without writing them. So those bytes are written once more, as
   * they were read, and then synced. Their number is what the last process had not synced.
   */
  private static final int CHUNK = 1 << 16;

  private Settlement() {}

  /** On return the file ends where the log does, on stable storage. */
  static void settle(DiskFile file, SegmentHeader segment, LogScan scan) throws IOException {
    long end = scan.end() - segment.basePosition();
    if (file.size() > end) {
      file.truncate(end);
    }
    byte[] bytes = new byte[CHUNK];
    for (long at = scan.promised() - segment.basePosition(); at < end; at += CHUNK) {
      int length = file.read(at, bytes, 0, (int) Math.min(CHUNK, end - at));
      file.write(at, bytes, 0, length);
    }
    file.sync();
  }
}
