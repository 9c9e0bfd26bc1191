package dev.hmdb.internal.disk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lock of those who only read a directory: kept out by an exclusive opener and keeping such
 * out, shared among themselves and with processes that share the directory. Where there are none of
 * those when it is taken, it keeps them out, too: what it read would not change. It never creates
 * {@code LOCK}: where that is missing, or not readable in a directory that was never shared,
 * nothing is locked for other processes, and they are not noticed.
 */
final class SharedLock implements DirectoryLock {
  /*
   * A process may have only one channel on LOCK (RealLock, invariant 1), so the readers in it share one
   * Hold, and the last to leave closes it. Readers of another class loader cannot share it and are
   * refused by OpenDirectories.
   *
   * All the members' bytes are tried at once. Getting them says that there is no member, and keeping
   * them that there will be none. That is done while nobody has the right to write: else a member
   * could be recovering the files, or on its way in or out. The turn is taken first, as members do:
   * else busy writers could hand the right to each other for long.
   *
   * All that may have to be waited for, so it is done without the monitor, with a Hold in the map
   * that is not open yet. Readers of that directory wait for it, readers of others do not.
   */
  private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  @GuardedBy("SharedLock.class") private static final Map<Path, Hold> HOLDS = new HashMap<>();

  private final Path directory;
  private final Hold hold;
  private final boolean hasWriters;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private SharedLock(Path directory, Hold hold, boolean hasWriters) {
    this.directory = directory;
    this.hold = hold;
    this.hasWriters = hasWriters;
  }

  /** What the readers of a directory have together; it is in the map before it is open. */
  private static final class Hold {
    final CountDownLatch isTried = new CountDownLatch(1);

    @GuardedBy("SharedLock.class") @Nullable Locked locked;

    @GuardedBy("SharedLock.class") int readers;
  }

  private record Locked(
      OpenDirectories.Entry entry, @Nullable FileChannel channel, boolean hasWriters) {}

  /**
   * One try, which waits for nothing but a member that writes.
   *
   * @param deadline until when to wait for that, by {@link System#nanoTime}
   * @throws DirectoryLockedException if an exclusive opener holds the lock, or a member writes all
   *     the time
   * @throws DiskException if it is not known whether the directory is being shared
   */
  static SharedLock tryLock(Path directory, long deadline) throws IOException {
    while (true) {
      Hold hold;
      boolean isNew = false;
      synchronized (SharedLock.class) {
        hold = HOLDS.get(directory);
        if (hold == null) {
          hold = new Hold();
          HOLDS.put(directory, hold);
          isNew = true;
        } else if (hold.locked != null) {
          hold.readers++;
          return new SharedLock(directory, hold, hold.locked.hasWriters);
        }
      }
      if (isNew) {
        return open(directory, hold, deadline);
      }
      awaitTried(directory, hold, deadline);
    }
  }

  private static SharedLock open(Path directory, Hold hold, long deadline) throws IOException {
    Locked locked = null;
    try {
      locked = locked(directory, deadline);
      return new SharedLock(directory, hold, locked.hasWriters);
    } finally {
      synchronized (SharedLock.class) {
        if (locked == null) {
          HOLDS.remove(directory);
        } else {
          hold.locked = locked;
          hold.readers = 1;
        }
      }
      hold.isTried.countDown();
    }
  }

  /** Whether that worked or not: if not, the caller tries, with its own time limit. */
  private static void awaitTried(Path directory, Hold hold, long deadline) throws IOException {
    boolean isTried = false;
    try {
      isTried = hold.isTried.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!isTried) {
      throw RealLock.heldByThisProcess(
          directory, "in another thread, which is still opening it read-only; wait for that");
    }
  }

  /** Whether there are readers in this process. */
  static boolean isHeld(Path directory) {
    synchronized (SharedLock.class) {
      return HOLDS.containsKey(directory);
    }
  }

  private static Locked locked(Path directory, long deadline) throws IOException {
    OpenDirectories.Entry entry = OpenDirectories.enter(directory);
    if (entry == null) {
      throw RealLock.heldByThisProcess(directory);
    }
    boolean isDone = false;
    try {
      FileChannel channel = channel(directory);
      try {
        Locked locked =
            new Locked(entry, channel, channel != null && hasWriters(directory, channel, deadline));
        isDone = true;
        return locked;
      } finally {
        if (!isDone && channel != null) {
          channel.close();
        }
      }
    } finally {
      if (!isDone) {
        entry.leave();
      }
    }
  }

  /** The locked channel, {@code null} if there is nothing to lock. */
  private static @Nullable FileChannel channel(Path directory) throws IOException {
    Path path = directory.resolve(RealLock.NAME);
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return null;
    } catch (AccessDeniedException e) {
      requireNeverShared(directory, e);
      return null;
    } catch (IOException e) {
      throw new DiskException(path, "open the lock file", e);
    }
    if (!RealLock.tryLock(directory, channel, LockRegions.PRESENCE, 1, true)) {
      try (channel) {
        throw RealLock.heldByAnotherProcess(directory, channel);
      }
    }
    return channel;
  }

  /** Else others might write to it unnoticed, and what they write would not be followed. */
  static void requireNeverShared(Path directory, AccessDeniedException cause) throws IOException {
    if (ControlNote.isThere(directory)) {
      throw new DiskException(
          directory.resolve(RealLock.NAME),
          "look for other processes, by which the database was shared ("
              + ControlNote.NAME
              + " is there): give this user the right to read the lock file",
          cause);
    }
  }

  /** Whether there are members; if not, there will not be any. */
  private static boolean hasWriters(Path directory, FileChannel channel, long deadline)
      throws IOException {
    long begin = System.nanoTime();
    try (FileLock turn = await(directory, channel, LockRegions.TURN, begin, deadline);
        FileLock writer = await(directory, channel, LockRegions.WRITER, begin, deadline)) {
      assert turn.isValid() && writer.isValid();
      return !RealLock.tryLock(
          directory, channel, LockRegions.MEMBERS, LockRegions.MAX_MEMBERS, true);
    }
  }

  private static FileLock await(
      Path directory, FileChannel channel, long position, long begin, long deadline)
      throws IOException {
    while (true) {
      FileLock lock = channel.tryLock(position, 1, true);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw LockHolders.keptFromWriting(directory, channel, begin);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  @Override
  public boolean hasWriters() {
    return hasWriters;
  }

  @Override
  public void close() throws IOException {
    if (isClosed.getAndSet(true)) {
      return;
    }
    synchronized (SharedLock.class) {
      Locked locked = hold.locked;
      if (--hold.readers > 0 || locked == null) {
        return;
      }
      HOLDS.remove(directory);
      try {
        if (locked.channel != null) {
          locked.channel.close();
        }
      } finally {
        locked.entry.leave();
      }
    }
  }
}
