package dev.hmdb.internal.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames of a segment that are kept in memory until the next sync, which writes them through to
 * stable storage with one system call.
 */
final class HeldFrames {
  /*
   * Two buffers: frames are added to one, under the lock, while a sync writes the other, without it.
   *
   * Only so much is held. What does not fit, and everything behind it, the appender copies to the
   * mapped file; the next sync writes what is held and then syncs the file.
   *
   * Why not copy to the map and sync the range. Each sync write-protects the page, and the next store
   * to it asks the file system again: 0.8 ms a commit, where writing the bytes and syncing takes 0.17
   * and a write that syncs 0.14 (ext4 on a virtual disk, 120 bytes).
   *
   * Why not write at the append. The sync would be a second call, and an append would take the time of
   * a system call under the commit lock. Nobody relies on a frame that is not synced: with SYNC a
   * commit is neither visible nor acknowledged before.
   */
  private static final int BEGINNING = 1 << 13;

  /** Beyond this the bytes cost more than the calls. */
  private static final int MOST = 1 << 20;

  private final DiskFile file;
  private final int limit;

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock") private byte[] held = new byte[BEGINNING];

  /** Offset in the file of the first byte held. */
  @GuardedBy("lock") private long start;

  @GuardedBy("lock") private int length;

  /** Whether frames behind those held are in the mapped file. */
  @GuardedBy("lock") private boolean hasOverflown;

  /** Belongs to whoever syncs. */
  private byte[] spare = new byte[BEGINNING];

  /**
   * @param file opened to write through
   */
  HeldFrames(DiskFile file, LogOptions options) {
    this.file = file;
    this.limit = (int) Math.min(MOST, options.maxGrowth() / 4);
  }

  /**
   * Adds a frame, all of it or nothing.
   *
   * @param offset in the file, behind the frame before
   * @param head everything before the body
   * @return whether it was added; if not, it has to be copied to the mapped file
   */
  boolean add(long offset, byte[] head, int headLength, byte[] body, int from, int bodyLength) {
    lock.lock();
    try {
      if (hasOverflown || !makeRoom((long) length + headLength + bodyLength)) {
        hasOverflown = true;
        return false;
      }
      if (length == 0) {
        start = offset;
      }
      System.arraycopy(head, 0, held, length, headLength);
      System.arraycopy(body, from, held, length + headLength, bodyLength);
      length += headLength + bodyLength;
      return true;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private boolean makeRoom(long needed) {
    if (needed > limit) {
      return false;
    }
    if (needed > held.length) {
      try {
        held = Arrays.copyOf(held, Math.max((int) needed, Math.min(limit, 2 * held.length)));
      } catch (OutOfMemoryError e) {
        return false; // the mapped file has room
      }
    }
    return true;
  }

  /**
   * Writes what is held, and returns when that is on stable storage. One thread at a time.
   *
   * @return whether the file has to be synced for frames that were not held
   */
  boolean writeThrough() throws IOException {
    byte[] bytes;
    long offset;
    int count;
    boolean hadOverflown;
    lock.lock();
    try {
      bytes = held;
      offset = start;
      count = length;
      hadOverflown = hasOverflown;
      held = spare;
      length = 0;
      hasOverflown = false;
      spare = bytes;
    } finally {
      lock.unlock();
    }
    if (count > 0) {
      file.write(offset, bytes, 0, count);
    }
    return hadOverflown;
  }

  void close() throws IOException {
    file.close();
  }
}
