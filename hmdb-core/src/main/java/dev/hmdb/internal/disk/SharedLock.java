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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lock of those who only read a directory: kept out by an exclusive opener and keeping such
 * out, shared among themselves and with processes that share the directory. Where there are none of
 * those when it is taken, it keeps them out, too: what it read would not change. It never creates
 * {@code LOCK}: where that is missing or not readable, nothing is locked for other processes, and
 * they are not noticed.
 */
final class SharedLock implements DirectoryLock {
  /*
   * A process may have only one channel on LOCK (RealLock, invariant 1), so the readers in it share one
   * Hold, and the last to leave closes it. Readers of another class loader cannot share it and are
   * refused by OpenDirectories.
   *
   * All the members' bytes are tried at once. Getting them says that there is no member, and keeping
   * them that there will be none. That is done while nobody has the right to write: else a member
   * could be recovering the files, or on its way in or out.
   */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  @GuardedBy("SharedLock.class") private static final Map<Path, Hold> HOLDS = new HashMap<>();

  private final Path directory;
  private final boolean hasWriters;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private SharedLock(Path directory, boolean hasWriters) {
    this.directory = directory;
    this.hasWriters = hasWriters;
  }

  private static final class Hold {
    final OpenDirectories.Entry entry;
    final @Nullable FileChannel channel;
    final boolean hasWriters;
    int readers;

    Hold(OpenDirectories.Entry entry, @Nullable FileChannel channel, boolean hasWriters) {
      this.entry = entry;
      this.channel = channel;
      this.hasWriters = hasWriters;
    }
  }

  /**
   * One try, without waiting.
   *
   * @throws DirectoryLockedException if an exclusive opener holds the lock
   */
  static SharedLock tryLock(Path directory) throws IOException {
    synchronized (SharedLock.class) {
      Hold hold = HOLDS.get(directory);
      if (hold == null) {
        hold = newHold(directory);
        HOLDS.put(directory, hold);
      }
      hold.readers++;
      return new SharedLock(directory, hold.hasWriters);
    }
  }

  /** Whether there are readers in this process. */
  static boolean isHeld(Path directory) {
    synchronized (SharedLock.class) {
      return HOLDS.containsKey(directory);
    }
  }

  private static Hold newHold(Path directory) throws IOException {
    OpenDirectories.Entry entry = OpenDirectories.enter(directory);
    if (entry == null) {
      throw RealLock.heldByThisProcess(directory);
    }
    boolean isDone = false;
    try {
      FileChannel channel = channel(directory);
      try {
        Hold hold = new Hold(entry, channel, channel != null && hasWriters(directory, channel));
        isDone = true;
        return hold;
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
    } catch (NoSuchFileException | AccessDeniedException e) {
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

  /** Whether there are members; if not, there will not be any. */
  private static boolean hasWriters(Path directory, FileChannel channel) throws IOException {
    long begin = System.nanoTime();
    while (true) {
      try (FileLock writer = channel.tryLock(LockRegions.WRITER, 1, true)) {
        if (writer != null) {
          return !RealLock.tryLock(
              directory, channel, LockRegions.MEMBERS, LockRegions.MAX_MEMBERS, true);
        }
      }
      if (System.nanoTime() - begin > PATIENCE_NANOS || Thread.currentThread().isInterrupted()) {
        throw RealLock.heldByAnotherProcess(directory, channel);
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
      Hold hold = HOLDS.get(directory);
      if (hold == null || --hold.readers > 0) {
        return;
      }
      HOLDS.remove(directory);
      try {
        if (hold.channel != null) {
          hold.channel.close();
        }
      } finally {
        hold.entry.leave();
      }
    }
  }
}
