package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;

/** Makes the file of a segment so that a crash leaves the whole of it or nothing. */
final class NewSegment {
  private NewSegment() {}

  /**
   * On return the segment is on stable storage: its header, a frame, and {@code reserved} bytes of
   * zeros; after a throw there is none. A file that has its name is replaced: it can only be one
   * that a crash left, which the log never went on in.
   *
   * @param frame the first frame; no bytes if there is none
   */
  static void make(Directory directory, SegmentHeader segment, byte[] frame, long reserved)
      throws IOException {
    String temporary = Segments.temporaryName(segment.number());
    String name = Segments.name(segment.number());
    deleteIfThere(directory, temporary);
    try {
      try (DiskFile file = directory.create(temporary)) {
        long end = SegmentLayout.HEADER_LENGTH + (long) frame.length;
        file.write(0, segment.toBytes(), 0, SegmentLayout.HEADER_LENGTH);
        if (frame.length > 0) {
          file.write(SegmentLayout.HEADER_LENGTH, frame, 0, frame.length);
        }
        file.zeroFill(end, end + reserved);
        file.sync();
      }
      directory.rename(temporary, name);
      directory.sync();
    } catch (IOException e) {
      deleteAfter(e, directory, temporary);
      deleteAfter(e, directory, name);
      throw e;
    }
  }

  static void deleteIfThere(Directory directory, String name) throws IOException {
    if (directory.exists(name)) {
      directory.delete(name);
    }
  }

  /** Deletes a file because of a failure, which is told if that fails too. */
  static void deleteAfter(Throwable failure, Directory directory, String name) {
    try {
      deleteIfThere(directory, name);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
