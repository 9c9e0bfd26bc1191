package dev.hmdb.internal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

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
  static List<Integer> members(FileChannel channel) throws IOException {
    List<Integer> living = new ArrayList<>();
    for (int i = 0; i < LockRegions.MAX_MEMBERS; i++) {
      if (!isFree(channel, LockRegions.MEMBERS + i, 1)) {
        living.add(i);
      }
    }
    return living;
  }

  /** The members that live; none if that cannot be found out, as where one has it for himself. */
  private static List<Integer> knownMembers(FileChannel channel) {
    try {
      return isFree(channel, LockRegions.EXCLUSIVE, 1) ? members(channel) : List.of();
    } catch (IOException | OverlappingFileLockException e) {
      return List.of();
    }
  }

  /** Who has the directory open, as far as the notes that they left can tell. */
  static String describe(Path directory, FileChannel channel) {
    return describe(directory, knownMembers(channel));
  }

  private static String describe(Path directory, List<Integer> members) {
    return members.isEmpty()
        ? new OwnerFile(directory).describe() // as good a guess as any
        : String.join(
            " and in ", members.stream().map(i -> new OwnerFile(directory, i).describe()).toList());
  }

  /**
   * For whoever wanted the directory for himself.
   *
   * @param channel of the lock file, with which the process has locked nothing
   */
  static DirectoryLockedException keptFromExclusive(Path directory, FileChannel channel) {
    List<Integer> members = knownMembers(channel);
    return new DirectoryLockedException(
        directory
            + ": locked: it is open in "
            + describe(directory, members)
            + (members.isEmpty()
                ? "; close it there or wait"
                : "; close it there, wait, or open it with Sharing.MULTI_PROCESS"),
        pid(directory, members));
  }

  /**
   * For whoever waited for the right to write, with {@link LockRegions#PRESENCE} locked.
   *
   * @param begin when that began, by {@link System#nanoTime}
   */
  static DirectoryLockedException keptFromWriting(Path directory, FileChannel channel, long begin) {
    List<Integer> members = knownMembers(channel);
    int writer = ControlNote.writer(directory);
    List<Integer> suspects = members.contains(writer) ? List.of(writer) : members;
    return new DirectoryLockedException(
        directory
            + ": locked: waited for "
            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)
            + " ms for the right to write, which "
            + (suspects.size() > 1 ? "one of them has that have it open: in " : "is had by ")
            + describe(directory, suspects)
            + "; wait longer (lockTimeout), or see why that process does not go on",
        pid(directory, suspects));
  }

  private static OptionalLong pid(Path directory, List<Integer> members) {
    return switch (members.size()) {
      case 0 -> new OwnerFile(directory).pid();
      case 1 -> new OwnerFile(directory, members.getFirst()).pid();
      default -> OptionalLong.empty();
    };
  }
}
