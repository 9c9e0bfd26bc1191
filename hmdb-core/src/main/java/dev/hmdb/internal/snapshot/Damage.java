package dev.hmdb.internal.snapshot;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.DiskFile;

/** What is said about a file that is damaged. */
final class Damage {
  private static final String ADVICE =
      "; nothing was changed; check the disk, then restore the whole directory from a backup, or copy the"
          + " directory before you try anything else";

  private Damage() {}

  /**
   * @param problem what is wrong and where, to follow the path
   */
  static CorruptDatabaseException of(DiskFile file, String problem) {
    return new CorruptDatabaseException(file.path() + ": " + problem + ADVICE);
  }

  static String found(long offset, Object found, Object expected) {
    return "at offset=" + offset + " found=" + found + " expected=" + expected;
  }

  static String checksum(int found, int expected) {
    return "checksum found=" + hex(found) + " expected=" + hex(expected);
  }

  static String hex(int value) {
    return "0x" + Integer.toHexString(value);
  }

  static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
