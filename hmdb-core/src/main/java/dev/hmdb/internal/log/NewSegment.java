package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;

/** Makes the file of an empty segment so that a crash leaves the whole of it or nothing. */
final class NewSegment {
  private NewSegment() {}

  /**
   * On return the segment is on stable storage, with {@code reserved} bytes of zeros behind its
   * header; after a throw there is none.
   */
  static void make(Directory directory, SegmentHeader segment, long reserved) throws IOException {
    String temporary = Segments.temporaryName(segment.number());
    String name = Segments.name(segment.number());
    deleteTemporary(directory, segment.number());
    try {
      try (DiskFile file = directory.create(temporary)) {
        file.write(0, segment.toBytes(), 0, SegmentLayout.HEADER_LENGTH);
        file.zeroFill(SegmentLayout.HEADER_LENGTH, SegmentLayout.HEADER_LENGTH + reserved);
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

  /** Deletes what a crash left of an earlier try. */
  static void deleteTemporary(Directory directory, long number) throws IOException {
    String temporary = Segments.temporaryName(number);
    if (directory.exists(temporary)) {
      directory.delete(temporary);
    }
  }

  /** Deletes a file because of a failure, which is told if that fails too. */
  static void deleteAfter(IOException failure, Directory directory, String name) {
    try {
      if (directory.exists(name)) {
        directory.delete(name);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
