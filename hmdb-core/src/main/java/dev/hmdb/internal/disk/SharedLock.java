package dev.hmdb.internal.disk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The lock of those who only read a directory: kept out by a writer, keeping writers out, and
 * shared among themselves. It never creates {@code LOCK}: where that is missing or not readable,
 * nothing is locked for other processes, and they are not noticed.
 */
final class SharedLock implements DirectoryLock {
  /*
   * A process may have only one channel on LOCK (RealLock, invariant 1), so the readers in it share one
   * Hold, and the last to leave closes it. Readers of another class loader cannot share it and are
   * refused by OpenDirectories.
   */
  @GuardedBy("SharedLock.class") private static final Map<Path, Hold> HOLDS = new HashMap<>();

  private final Path directory;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private SharedLock(Path directory) {
    this.directory = directory;
  }

  private static final class Hold {
    final OpenDirectories.Entry entry;
    final @Nullable FileChannel channel;
    int readers;

    Hold(OpenDirectories.Entry entry, @Nullable FileChannel channel) {
      this.entry = entry;
      this.channel = channel;
    }
  }

  /**
   * One try, without waiting.
   *
   * @throws DirectoryLockedException if a writer holds the lock
   */
  static SharedLock tryLock(Path directory) throws IOException {
    synchronized (SharedLock.class) {
      Hold hold = HOLDS.get(directory);
      if (hold == null) {
        hold = newHold(directory);
        HOLDS.put(directory, hold);
      }
      hold.readers++;
      return new SharedLock(directory);
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
      Hold hold = new Hold(entry, channel(directory));
      isDone = true;
      return hold;
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
    boolean isLocked =
        UninterruptibleThread.call(() -> RealLock.tryLock(directory, path, channel, true));
    if (!isLocked) {
      channel.close();
      throw RealLock.heldByAnotherProcess(directory);
    }
    return channel;
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
