package dev.hmdb.internal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds out who holds the locks of a directory, with a channel that holds none of those asked. */
final class LockHolders {
  private LockHolders() {}

  /** Whether nobody has locked any of these bytes exclusively. */
  static boolean isFree(FileChannel channel, long position, long length) throws IOException {
    if (length == 0) {
      return true;
    }
    try (FileLock lock = channel.tryLock(position, length, true)) {
      return lock != null;
    }
  }

  /** The members that live. */
  private static List<Integer> members(FileChannel channel) throws IOException {
    List<Integer> living = new ArrayList<>();
    for (int i = 0; i < LockRegions.MAX_MEMBERS; i++) {
      if (!isFree(channel, LockRegions.MEMBERS + i, 1)) {
        living.add(i);
      }
    }
    return living;
  }

  /** Who has the directory open, as far as the notes that they left can tell. */
  static String describe(Path directory, FileChannel channel) {
    try {
      List<Integer> members =
          isFree(channel, LockRegions.EXCLUSIVE, 1) ? members(channel) : List.of();
      if (!members.isEmpty()) {
        return String.join(
            " and in ", members.stream().map(i -> new OwnerFile(directory, i).describe()).toList());
      }
    } catch (IOException | OverlappingFileLockException e) {
      // the note of the exclusive holder is as good a guess as any
    }
    return new OwnerFile(directory).describe();
  }
}
