package dev.hmdb.internal.disk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hmdb.internal.disk.Directory.Access;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A file of the file system. */
final class RealFile implements DiskFile {
  /*
   * Reads, writes and truncation go through RandomAccessFile, which an interrupt does not touch.
   * Mapping and syncing exist on its FileChannel alone and run on an UninterruptibleThread. Both share
   * one file descriptor, so that a write error the kernel remembers for it is reported by the next
   * sync here and nowhere else.
   *
   * A sync asks for the file's metadata only if its size changed since the last one: fdatasync on
   * Linux writes the size anyway, other systems promise it only when asked. sizeChanged is set after
   * each change and cleared before the sync begins, so a sync that misses a change is one that the
   * change did not happen before. It does not know of what another process did; so where the size
   * has to be asked for, each sync does.
   *
   * A file that writes through is opened with O_DSYNC: one system call writes and syncs, on the
   * caller's thread. It has a descriptor of its own, so that an error goes to whoever waits for it.
   *
   * On Linux a sync of the file writes what was stored through its mappings. Elsewhere that is not
   * promised, so each live mapping is forced first.
   */
  static final boolean SYNC_COVERS_MAPPINGS = isLinux();

  private static final boolean SYNC_COVERS_SIZE = isLinux();

  /**
   * Elsewhere O_DSYNC may stop short of what a sync does: on macOS it leaves the bytes in the
   * disk's cache.
   */
  static final boolean CAN_WRITE_THROUGH = isLinux();

  /** As much as one write takes at a time; a larger array only costs cache. */
  private static final byte[] ZEROS = new byte[1 << 16];

  private final Path path;
  private final Access access;
  private final FileChannel channel;

  private final Object lock = new Object();

  /** Its position belongs to whoever holds the lock. */
  @GuardedBy("lock") private final RandomAccessFile file;

  private final Object mappings = new Object();

  @GuardedBy("mappings") private final List<MemorySegment> live = new ArrayList<>();

  private volatile boolean sizeChanged = true;

  private RealFile(Path path, Access access, RandomAccessFile file) {
    this.path = path;
    this.access = access;
    this.file = file;
    this.channel = file.getChannel();
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
  }

  /** Opens a file that exists. */
  static RealFile open(Path path, Access access) throws IOException {
    String mode =
        switch (access) {
          case READ -> "r";
          case READ_WRITE -> "rw";
          case WRITE_THROUGH -> "rwd";
        };
    return new RealFile(path, access, new RandomAccessFile(path.toFile(), mode));
  }

  @Override
  public String name() {
    return Objects.requireNonNull(path.getFileName()).toString();
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long size() throws IOException {
    synchronized (lock) {
      try {
        return file.length();
      } catch (IOException e) {
        throw new DiskException(path, "read its size", e);
      }
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    synchronized (lock) {
      try {
        file.setLength(size);
      } catch (IOException e) {
        throw new DiskException(path, "set its size to " + size, e);
      }
    }
    sizeChanged = true;
  }

  @Override
  public int read(long offset, byte[] buffer, int bufferOffset, int length) throws IOException {
    synchronized (lock) {
      try {
        file.seek(offset);
        int count = 0;
        while (count < length) {
          int n = file.read(buffer, bufferOffset + count, length - count);
          if (n < 0) {
            break;
          }
          count += n;
        }
        return count;
      } catch (IOException e) {
        throw new DiskException(path, "read " + length + " bytes at offset " + offset, e);
      }
    }
  }

  @Override
  public void write(long offset, byte[] buffer, int bufferOffset, int length) throws IOException {
    synchronized (lock) {
      try {
        file.seek(offset);
        file.write(buffer, bufferOffset, length); // loops until all is out
      } catch (IOException e) {
        throw new DiskException(path, "write " + length + " bytes at offset " + offset, e);
      }
    }
    sizeChanged = true;
  }

  @Override
  public void zeroFill(long from, long to) throws IOException {
    long at = from;
    while (at < to) {
      int length = (int) Math.min(ZEROS.length, to - at);
      write(at, ZEROS, 0, length);
      at += length;
    }
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the region closes the arena
  public MappedRegion map(long offset, long length) throws IOException {
    long size = size();
    if (length < 1 || offset < 0 || offset > size - length) {
      throw new DiskException(
          path, "cannot map offset=" + offset + " length=" + length + ": its size is " + size);
    }
    MapMode mode = access == Access.READ ? MapMode.READ_ONLY : MapMode.READ_WRITE;
    Arena arena = Arena.ofShared();
    MemorySegment segment;
    try {
      segment = UninterruptibleThread.call(() -> channel.map(mode, offset, length, arena));
    } catch (IOException e) {
      arena.close();
      throw new DiskException(path, "map " + length + " bytes at offset " + offset, e);
    }
    synchronized (mappings) {
      live.add(segment);
    }
    return new MappedRegion(segment, () -> unmap(segment, arena));
  }

  private void unmap(MemorySegment segment, Arena arena) {
    synchronized (mappings) {
      if (live.remove(segment)) {
        arena.close();
      }
    }
  }

  @Override
  public void sync() throws IOException {
    boolean withMetadata = needsMetadata(SYNC_COVERS_SIZE);
    sizeChanged = false;
    try {
      UninterruptibleThread.call(() -> {
        if (!SYNC_COVERS_MAPPINGS) {
          forceMappings();
        }
        channel.force(withMetadata);
        return true;
      });
    } catch (IOException e) {
      throw new DiskException(path, "sync", e);
    }
  }

  /**
   * Whether the next sync has to ask for the file's metadata.
   *
   * @param coversSize whether a sync without them covers the size, too, whoever changed it
   */
  boolean needsMetadata(boolean coversSize) {
    return sizeChanged || !coversSize;
  }

  private void forceMappings() {
    synchronized (mappings) {
      live.forEach(MemorySegment::force);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      try {
        file.close();
      } catch (IOException e) {
        throw new DiskException(path, "close", e);
      }
    }
  }
}
