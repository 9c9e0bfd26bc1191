package dev.hmdb.internal.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The log of one database, open for appending.
 *
 * <p>{@link #append} is called by one thread at a time, under a lock of the caller's; everything
 * else by any thread at any time. {@link #close} and {@link #discard} must not overlap an append.
 */
public final class Log implements AutoCloseable {
  /*
   * Invariants:
   * 1. Everything between `end` and Growth.grown is zeros, except after a failed copy.
   * 2. synced <= end, and everything before synced was on stable storage when synced was set. A frame
   *    carries the value of synced from before it was copied, so a promise on disk is always true.
   * 3. Once `failure` is set no sync is called and no append begins: after a failed sync the next one
   *    would succeed although the data is gone, and after a failed copy nobody knows what is at `end`.
   *    An append that had begun may still end; that it cannot be synced it learns from the next call.
   *
   * Publication: append copies the frame and then writes `end` (volatile). sync reads `end` before it
   * calls DiskFile.sync, so everything before that `end` is in the file's pages when the operating
   * system begins. sync then writes `synced` (volatile), which the next append reads; that append
   * happening to read the older value only makes its promise smaller. One sync at a time, under
   * syncLock: an error is reported to one of two that run at once, and the other would believe itself
   * successful.
   *
   * Failure: append allocates and may throw only before it copies. The length, without which there is
   * no frame, is stored last, in one store with the checksum; but what counts is the checksum, because
   * a power cut keeps any sectors it likes. If the copy itself dies (an InternalError, when the block
   * behind a page cannot be had) the log has failed.
   *
   * Why not write through the file: a system call costs 1.5 us where the copy costs tens of ns, and
   * survives kill -9 no better.
   */

  /** The longest body, a little less than 2 GiB. */
  public static final int MAX_BODY = Integer.MAX_VALUE - 64;

  private static final ValueLayout.OfLong HEAD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final DiskFile file;
  private final SegmentHeader segment;
  private final LogScan recovered;
  private final Growth growth;

  // Of the appender.
  private final FrameChecksum checksum;
  private final byte[] head = new byte[FrameLayout.PAYLOAD_OFFSET + FrameLayout.MAX_UNSYNCED + 1];
  private @Nullable Window window;
  private boolean isNextAsked;

  // Written by the appender, read by all.
  private volatile long end;

  private final ReentrantLock syncLock = new ReentrantLock();

  // Written under syncLock, read by all.
  private volatile long synced;
  private final AtomicLong syncs = new AtomicLong();
  private volatile @Nullable Throwable failure;

  private volatile boolean isClosed;

  private Log(DiskFile file, SegmentHeader segment, LogScan recovered, LogOptions options)
      throws IOException {
    this.file = file;
    this.segment = segment;
    this.recovered = recovered;
    this.checksum = new FrameChecksum(segment);
    this.end = recovered.end();
    this.synced = recovered.end();
    this.growth = new Growth(file, options, offset(recovered.end()), file.size());
  }

  /**
   * Whether the directory holds a log, that is, a database.
   *
   * @throws dev.hmdb.DatabaseOpenException if it holds the log of a newer hmdb, or a part of one
   */
  public static boolean exists(Directory directory) throws IOException {
    return Segments.exist(directory);
  }

  /**
   * Creates an empty log; on return it is on stable storage. A crash meanwhile leaves either no log
   * or an empty one, a failure none.
   */
  public static Log create(Directory directory, DatabaseId databaseId, LogOptions options)
      throws IOException {
    if (exists(directory)) {
      throw new IOException(directory.path() + ": there is a log already");
    }
    SegmentHeader segment = new SegmentHeader(databaseId, Segments.FIRST, 0);
    NewSegment.make(directory, segment, options.firstGrowth());
    long end = SegmentLayout.HEADER_LENGTH;
    LogScan empty = new LogScan(databaseId, end, end, 0, 0, false);
    try {
      return start(directory, file -> new Log(file, segment, empty, options));
    } catch (IOException e) {
      NewSegment.deleteAfter(e, directory, Segments.name(Segments.FIRST));
      throw e;
    }
  }

  /**
   * Opens the log of a directory: shows its frames to {@code visitor}, cuts off a torn tail, and
   * puts on stable storage what is left.
   *
   * @throws dev.hmdb.CorruptDatabaseException if it is damaged where a crash cannot have done it;
   *     nothing was changed
   * @throws dev.hmdb.DatabaseOpenException if a newer hmdb wrote it; nothing was changed
   */
  public static Log open(Directory directory, LogOptions options, FrameVisitor visitor)
      throws IOException {
    exists(directory);
    return start(
        directory,
        file -> {
          SegmentHeader segment = SegmentHeader.read(file, Segments.FIRST);
          LogScan scan = LogScan.of(file, segment, visitor);
          NewSegment.deleteTemporary(directory, segment.number());
          Settlement.settle(file, segment, scan);
          return new Log(file, segment, scan, options);
        });
  }

  private interface Start {
    Log with(DiskFile file) throws IOException;
  }

  /** Opens the file, and closes it again if it does not come to a log. */
  private static Log start(Directory directory, Start start) throws IOException {
    DiskFile file = directory.open(Segments.name(Segments.FIRST), Access.READ_WRITE);
    Log log = null;
    try {
      log = start.with(file);
      return log;
    } finally {
      if (log == null) {
        file.close();
      }
    }
  }

  private long offset(long position) {
    return position - segment.basePosition();
  }

  /** What opening found; of a new log, that it is empty. */
  public LogScan recovered() {
    return recovered;
  }

  /**
   * Appends a frame. On return it survives the death of the process. Waits for the file to grow if
   * there is no space left, whether or not the thread is interrupted.
   *
   * @param kind {@link FrameKind#SCHEMA} or {@link FrameKind#COMMIT}
   * @return the position after the frame, to be compared with {@link #synced}
   * @throws IllegalArgumentException if {@code length} exceeds {@link #MAX_BODY}; nothing was
   *     appended
   * @throws LogFailedException if the log has failed for good, now or before
   * @throws IOException if there is no space; nothing was appended, and a later append may work
   */
  public long append(byte kind, byte[] body, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, body.length);
    requireAppendable(kind, length);
    requireUsable();
    long at = end;
    int headLength = encodeHead(at, kind);
    int payload = headLength - FrameLayout.PAYLOAD_OFFSET + length;
    long next = at + headLength + length;
    Window target = windowFor(offset(at), offset(next));
    checksum.begin(at, payload);
    checksum.update(head, FrameLayout.PAYLOAD_OFFSET, headLength - FrameLayout.PAYLOAD_OFFSET);
    checksum.update(body, offset, length);
    long first = (long) checksum.value() << 32 | payload;
    try {
      MemorySegment segment = target.region().segment();
      long to = offset(at) - target.start();
      MemorySegment.copy(body, offset, segment, ValueLayout.JAVA_BYTE, to + headLength, length);
      MemorySegment.copy(
          head,
          FrameLayout.PAYLOAD_OFFSET,
          segment,
          ValueLayout.JAVA_BYTE,
          to + FrameLayout.PAYLOAD_OFFSET,
          headLength - FrameLayout.PAYLOAD_OFFSET);
      segment.set(HEAD, to, first);
    } catch (Throwable e) { // whatever it is, part of the frame may be there
      throw failed("append at position " + at, e);
    }
    end = next;
    return next;
  }

  private static void requireAppendable(byte kind, int length) {
    if (kind != FrameKind.SCHEMA && kind != FrameKind.COMMIT) {
      throw new IllegalArgumentException("kind=" + kind + " is not for callers to append");
    }
    if (length > MAX_BODY) {
      throw new IllegalArgumentException(
          "length=" + length + " of a frame's body exceeds " + MAX_BODY + "; split it");
    }
  }

  /**
   * Encodes what comes between the checksum and the body; returns how long all before the body is.
   */
  private int encodeHead(long at, byte kind) {
    int index = Varint.put(head, FrameLayout.PAYLOAD_OFFSET, at - synced);
    head[index] = kind;
    return index + 1;
  }

  private Window windowFor(long from, long to) throws IOException {
    Window current = window;
    if (current == null || to > current.limit()) {
      current = growth.exchange(current, from, to);
      window = current;
      isNextAsked = false;
    }
    if (!isNextAsked && to >= current.aheadFrom()) {
      isNextAsked = true;
      growth.ask(from);
    }
    return current;
  }

  /**
   * Puts everything appended before the call on stable storage. May run beside appends; one at a
   * time does the work, and others whose frames it covered return with it.
   *
   * @throws LogFailedException if that failed, now or before: nothing is known about what was
   *     appended since {@link #synced}
   */
  public void sync() throws IOException {
    long target = end;
    requireUsable();
    if (synced >= target) {
      return;
    }
    syncLock.lock();
    try {
      requireUsable();
      syncTo(target);
    } finally {
      syncLock.unlock();
    }
  }

  @GuardedBy("syncLock") private void syncTo(long target) throws LogFailedException {
    if (synced >= target) {
      return;
    }
    long covered = end;
    try {
      file.sync();
    } catch (Throwable e) { // whatever it is, nobody knows what it left undone
      throw failed("sync", e);
    }
    synced = covered;
    syncs.incrementAndGet();
  }

  private LogFailedException failed(String what, Throwable cause) {
    failure = cause;
    return new LogFailedException(
        file.path()
            + ": cannot "
            + what
            + ": "
            + cause
            + "; the log takes no more; reopen the database to see what is on disk",
        cause);
  }

  private void requireUsable() throws LogFailedException {
    if (isClosed) {
      throw new IllegalStateException(file.path() + ": the log is closed");
    }
    Throwable cause = failure;
    if (cause != null) {
      throw new LogFailedException(
          file.path() + ": failed before: " + cause + "; reopen the database", cause);
    }
  }

  /** The position after the last frame appended. */
  public long end() {
    return end;
  }

  /** The position up to which the log is known to be on stable storage. */
  public long synced() {
    return synced;
  }

  /** Bytes of the file, those that only reserve space included. */
  public long sizeOnDisk() {
    return growth.grown();
  }

  /** How many times appended frames were synced to stable storage. */
  public long syncs() {
    return syncs.get();
  }

  /**
   * Closes cleanly: syncs, appends a seal, cuts the file to its size, and syncs again. After a
   * failure only lets go of the file, without writing. A second call does nothing.
   *
   * @throws IOException if any of that failed; the file is let go all the same
   */
  @Override
  public void close() throws IOException {
    syncLock.lock();
    try (DiskFile closing = file) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      try {
        if (failure == null) {
          syncTo(end);
        }
      } finally {
        unmap();
      }
      if (failure == null) {
        seal(closing);
      }
    } finally {
      syncLock.unlock();
    }
  }

  /** Lets go of the file as the death of the process would: no seal, no cut, no sync. */
  public void discard() throws IOException {
    syncLock.lock();
    try {
      if (!isClosed) {
        isClosed = true;
        unmap();
      }
      file.close();
    } finally {
      syncLock.unlock();
    }
  }

  private void unmap() {
    growth.close();
    Window last = window;
    if (last != null) {
      last.region().close();
    }
  }

  /**
   * Cuts off what was only reserved and appends a seal, unless one is there. Everything appended is
   * on stable storage already, so that a seal is never there without what it vouches for, and a
   * seal for which the disk has no room is no loss.
   */
  @GuardedBy("syncLock") private void seal(DiskFile file) throws IOException {
    long size = offset(end);
    boolean isSealed = recovered.isSealed() && recovered.end() == end;
    if (isSealed && growth.grown() == size) {
      return;
    }
    file.truncate(size);
    if (!isSealed) {
      byte[] seal = sealFrame();
      try {
        file.write(size, seal, 0, seal.length);
      } catch (IOException e) {
        file.truncate(size);
      }
    }
    try {
      file.sync();
    } catch (IOException e) {
      throw failed("sync", e);
    }
  }

  private byte[] sealFrame() {
    int length = encodeHead(end, FrameKind.SEAL);
    int payload = length - FrameLayout.PAYLOAD_OFFSET;
    checksum.begin(end, payload);
    checksum.update(head, FrameLayout.PAYLOAD_OFFSET, payload);
    byte[] frame = Arrays.copyOf(head, length);
    LittleEndian.putInt(frame, FrameLayout.LENGTH_OFFSET, payload);
    LittleEndian.putInt(frame, FrameLayout.CHECKSUM_OFFSET, checksum.value());
    return frame;
  }
}
