package dev.hmdb.internal.disk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The exclusive lock of a directory: an operating system's lock on the file {@code LOCK} in it. */
final class RealLock implements DirectoryLock {
  /*
   * Invariants:
   * 1. This process has at most one channel on LOCK, because on POSIX systems closing any other would
   *    drop the lock without a trace. OpenDirectories is asked before the channel is opened.
   * 2. If it has two all the same (somebody replaced the system properties), the JDK's own table,
   *    which knows the file and not its name, throws OverlappingFileLockException. Then the second
   *    channel must never be closed, by the garbage collector either: it is leaked on purpose.
   * 3. What is locked is the file that is called LOCK now. undoCreation may delete the file between
   *    our opening it and our locking it. So the file's identity is read before it is opened and again
   *    when it is locked: while it is open its identity cannot be given to another, hence if both are
   *    equal no other file was in between. Where files have no identity (Windows), an open file cannot
   *    be deleted either.
   *
   * Failure: the kernel drops the lock when the process dies; no file's content takes part in it.
   */
  static final String NAME = "LOCK";

  @GuardedBy("RealLock.class") private static final List<FileChannel> LEAKED = new ArrayList<>();

  private final OpenDirectories.Entry entry;
  private final FileChannel channel;
  private final OwnerFile owner;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private RealLock(OpenDirectories.Entry entry, FileChannel channel, OwnerFile owner) {
    this.entry = entry;
    this.channel = channel;
    this.owner = owner;
  }

  /**
   * One try, without waiting.
   *
   * @throws DirectoryLockedException if another process or this one holds it
   */
  static RealLock tryLock(Path directory) throws IOException {
    OpenDirectories.Entry entry = OpenDirectories.enter(directory);
    if (entry == null) {
      throw SharedLock.isHeld(directory)
          ? heldByThisProcess(directory, "read-only; close it first, or open it read-only, too")
          : heldByThisProcess(directory);
    }
    FileChannel channel = null;
    try {
      channel = UninterruptibleThread.call(() -> openAndLock(directory, 0, Long.MAX_VALUE, false));
    } finally {
      if (channel == null) {
        entry.leave();
      }
    }
    OwnerFile owner = new OwnerFile(directory);
    RealLock lock = new RealLock(entry, channel, owner);
    try {
      owner.write("EXCLUSIVE");
    } catch (Throwable e) { // no memory, say
      lock.close();
      throw e;
    }
    return lock;
  }

  static DirectoryLockedException heldByThisProcess(Path directory) {
    return heldByThisProcess(directory, "already; use that one");
  }

  static DirectoryLockedException heldByThisProcess(Path directory, String how) {
    long pid = ProcessHandle.current().pid();
    return new DirectoryLockedException(
        directory + ": locked: this process (pid=" + pid + ") has it open " + how,
        OptionalLong.of(pid));
  }

  /**
   * For whoever wanted it together with others.
   *
   * @param channel of the lock file, with which the process has locked nothing
   */
  static DirectoryLockedException heldByAnotherProcess(Path directory, FileChannel channel) {
    return new DirectoryLockedException(
        directory
            + ": locked: it is open in "
            + LockHolders.describe(directory, channel)
            + "; close it there or wait",
        new OwnerFile(directory).pid());
  }

  /** The lock file, with a part of it locked. */
  static FileChannel openAndLock(Path directory, long position, long length, boolean isShared)
      throws IOException {
    Path path = directory.resolve(NAME);
    while (true) {
      FileChannel channel = openAndLock(directory, path, position, length, isShared);
      if (channel != null) {
        return channel;
      }
    }
  }

  /** {@code null} if the file was deleted meanwhile. */
  private static @Nullable FileChannel openAndLock(
      Path directory, Path path, long position, long length, boolean isShared) throws IOException {
    try {
      Files.createFile(path);
    } catch (FileAlreadyExistsException e) {
      // as always but the first time
    } catch (IOException e) {
      throw new DiskException(path, "create the lock file", e);
    }
    FileChannel channel;
    Object identity;
    try {
      identity = identity(path);
      // For reading too: to ask who holds it takes shared locks.
      channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new DiskException(path, "open the lock file", e);
    }
    if (!tryLock(directory, channel, position, length, isShared)) {
      try (channel) {
        throw isShared
            ? heldByAnotherProcess(directory, channel)
            : LockHolders.keptFromExclusive(directory, channel);
      }
    }
    if (!isStill(identity, path)) {
      channel.close();
      return null;
    }
    return channel;
  }

  /**
   * Whether the channel got the lock. If this process holds it already the channel stays open for
   * good.
   */
  static boolean tryLock(
      Path directory, FileChannel channel, long position, long length, boolean isShared)
      throws IOException {
    try {
      FileLock lock = channel.tryLock(position, length, isShared);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      synchronized (RealLock.class) {
        LEAKED.add(channel);
      }
      throw heldByThisProcess(directory);
    } catch (IOException e) {
      channel.close();
      throw new DiskException(
          directory.resolve(NAME), "lock it (is this a network file system?)", e);
    }
  }

  /** Whether the path is still the file of that identity; {@code null} where files have none. */
  private static boolean isStill(@Nullable Object identity, Path path) {
    try {
      return identity == null || identity.equals(identity(path));
    } catch (IOException e) {
      return false; // deleted, in general; else the next try fails to open it
    }
  }

  private static @Nullable Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  boolean isHeld() {
    return !isClosed.get();
  }

  @Override
  public void close() throws IOException {
    if (isClosed.getAndSet(true)) {
      return;
    }
    owner.delete();
    try {
      channel.close(); // releases the lock
    } finally {
      entry.leave();
    }
  }
}
