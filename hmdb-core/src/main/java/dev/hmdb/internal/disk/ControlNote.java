package dev.hmdb.internal.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the control file of processes that share a directory says to those who do not map it: for
 * messages, and whether a directory was ever shared. It is the log's: {@code
 * docs/format/control.md}.
 */
final class ControlNote {
  static final String NAME = "control.hmdb";

  /** Of 8 bytes, little-endian: 1 + the number of the member that writes. */
  static final int WRITER_OFFSET = 272;

  private ControlNote() {}

  static boolean isThere(Path directory) {
    return Files.exists(directory.resolve(NAME));
  }

  /** The number of the member that writes, or wrote when it died; -1 if it does not say. */
  static int writer(Path directory) {
    byte[] found;
    try {
      found =
          UninterruptibleThread.call(() -> {
            try (InputStream in = Files.newInputStream(directory.resolve(NAME))) {
              in.skipNBytes(WRITER_OFFSET);
              return in.readNBytes(Long.BYTES);
            }
          });
    } catch (IOException e) {
      return -1;
    }
    long number =
        found.length < Long.BYTES
            ? 0
            : ByteBuffer.wrap(found).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return number >= 1 && number <= LockRegions.MAX_MEMBERS ? (int) number - 1 : -1;
  }
}
