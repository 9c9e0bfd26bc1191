package dev.hmdb.internal.log;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hmdb.internal.disk.Directory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The log of one database, open for appending: a chain of segments, of which the last one is
 * appended to.
 *
 * <p>{@link #append} and {@link #switchTo} are called by one thread at a time, under a lock of the
 * caller's; {@link #prepareNext}, {@link #finishSwitch} and {@link #deleteBefore} by one thread at
 * a time, under another one; everything else by any thread at any time. {@link #close} and {@link
 * #discard} must not overlap any of those.
 */
public final class Log implements AutoCloseable {
  /*
   * Invariants:
   * 1. Everything in the current segment between `end` and its grown size is zeros, except after a
   *    failed copy.
   * 2. synced <= end, and everything before synced was on stable storage when synced was set. A frame
   *    carries the value of synced from before it was copied, so a promise on disk is always true.
   * 3. Once `failure` is set no sync is called and no append begins: after a failed sync the next one
   *    would succeed although the data is gone, and after a failed copy nobody knows what is at `end`.
   *    An append that had begun may still end; that it cannot be synced it learns from the next call.
   * 4. At most one segment besides the current one is not on stable storage: Files.retired. All
   *    before it are.
   *
   * Publication: append copies the frame and then writes `end` (volatile). sync reads `end` before it
   * calls DiskFile.sync, so everything before that `end` is in the file's pages when the operating
   * system begins, or among the frames held that it writes through. sync then writes `synced`
   * (volatile), which the next append reads; that append happening to read the older value only makes
   * its promise smaller. One sync at a time, under syncLock: an error is reported to one of two that
   * run at once, and the other would believe itself successful.
   *
   * The switch: the next segment is on stable storage, with its first frame, before NEXT is appended
   * to the current one; nothing is synced at that moment, so that no commit waits for it. `files` is
   * written before `end`. So a sync that sees an `end` in the new segment sees both files, and puts the
   * retired one on stable storage first. Until it has, frames in the new segment promise no more than
   * a position in the old one: what a power cut tears there takes all of the new segment with it
   * (ChainScan).
   *
   * Failure: append allocates and may throw only before it copies. The length, without which there is
   * no frame, is stored last, in one store with the checksum; but what counts is the checksum, because
   * a power cut keeps any sectors it likes. If the copy itself dies (an InternalError, when the block
   * behind a page cannot be had) the log has failed.
   *
   * Why not write through the file: a system call costs 1.5 us where the copy costs tens of ns, and
   * survives kill -9 no better. A log of which every append is synced does write through it, at its
   * syncs (LogOptions.writesThrough): what an append leaves is then in this process alone, to the same
   * effect as if a power cut took it. HeldFrames says why.
   */

  /** The longest body, a little less than 2 GiB. */
  public static final int MAX_BODY = Integer.MAX_VALUE - 64;

  /** The number of the first segment of a new log. */
  public static final long FIRST_SEGMENT = Segments.FIRST;

  private static final byte[] NO_BODY = {};

  private static final int LONGEST_NEXT = FrameLayout.PAYLOAD_OFFSET + FrameLayout.MAX_UNSYNCED + 1;

  private final Directory directory;
  private final LogOptions options;
  private final LogScan recovered;

  /** Where the seal is that was found on opening; 0 if there was none. */
  private final long sealed;

  /** Written by whoever switches, one thread at a time. */
  private volatile Files files;

  // Written by the appender, read by all.
  private volatile long end;
  private volatile boolean hasCommits;

  private final ReentrantLock syncLock = new ReentrantLock();

  // Written under syncLock, read by all.
  private volatile long synced;
  private final AtomicLong syncs = new AtomicLong();
  private volatile @Nullable Throwable failure;

  private volatile boolean isClosed;

  /**
   * The files of the log.
   *
   * @param ended the segments before the current one
   * @param retired the last of those while it is still open
   */
  private record Files(List<Ended> ended, @Nullable Segment retired, Segment current) {
    Files {
      ended = List.copyOf(ended);
    }

    long endedBytes() {
      long bytes = 0;
      for (Ended segment : ended) {
        bytes += segment.bytes();
      }
      return bytes;
    }
  }

  /** A segment that is not appended to any more. */
  private record Ended(long number, long bytes) {}

  private Log(
      Directory directory,
      LogOptions options,
      Segment current,
      List<Ended> ended,
      LogScan recovered,
      boolean hasCommits) {
    this.directory = directory;
    this.options = options;
    this.recovered = recovered;
    this.sealed = recovered.isSealed() ? recovered.end() : 0;
    this.files = new Files(ended, null, current);
    this.end = recovered.end();
    this.hasCommits = hasCommits;
    this.synced = recovered.end();
  }

  /** Whether the directory holds a log, or a part of one. */
  public static boolean exists(Directory directory) throws IOException {
    return !Segments.numbers(directory).isEmpty();
  }

  /**
   * Makes the file of a log that holds no commit; on return it is on stable storage. A crash
   * meanwhile leaves either none or all of it, a failure none.
   *
   * @param number of the segment that it consists of, of which there is no file yet
   * @param schema body of the {@link FrameKind#SCHEMA} frame that it begins with
   */
  public static void createFile(
      Directory directory, DatabaseId databaseId, long number, byte[] schema) throws IOException {
    if (directory.exists(Segments.name(number))) {
      throw new IOException(directory.path() + ": " + Segments.name(number) + " exists already");
    }
    SegmentHeader header = new SegmentHeader(databaseId, number, 0);
    byte[] frame = Segment.frame(header, header.start(), 0, FrameKind.SCHEMA, schema);
    NewSegment.make(directory, header, frame, 0);
  }

  /**
   * Makes the file of a segment that a log does not go on in: it counts once a snapshot of its
   * number is there. Until then whoever opens the log takes it for one that was made ahead. On
   * return it is on stable storage; a crash meanwhile leaves either none or all of it, a failure
   * none.
   *
   * @param log that was read to its end
   * @param number greater by one than that of any segment
   * @param schema body of the {@link FrameKind#SCHEMA} frame that it begins with
   */
  public static void createAhead(Directory directory, LogScan log, long number, byte[] schema)
      throws IOException {
    if (directory.exists(Segments.name(number))) {
      throw new IOException(directory.path() + ": " + Segments.name(number) + " exists already");
    }
    long base = Math.addExact(log.end(), Segments.SPACING);
    SegmentHeader header = new SegmentHeader(log.databaseId(), number, base);
    byte[] frame = Segment.frame(header, header.start(), log.promised(), FrameKind.SCHEMA, schema);
    NewSegment.make(directory, header, frame, 0);
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
    SegmentHeader header = new SegmentHeader(databaseId, Segments.FIRST, 0);
    NewSegment.make(directory, header, NO_BODY, options.firstGrowth());
    long end = header.start();
    LogScan empty = new LogScan(databaseId, end, end, 0, end, 0, false);
    try {
      Segment first = Segment.open(directory, header, end, options);
      return new Log(directory, options, first, List.of(), empty, false);
    } catch (IOException e) {
      NewSegment.deleteAfter(e, directory, Segments.name(Segments.FIRST));
      throw e;
    }
  }

  /**
   * Opens the log of a directory: shows its frames to {@code visitor}, cuts off a torn tail, puts
   * on stable storage what is left, and deletes the segments before {@code first}.
   *
   * @param first number of the segment to begin with
   * @param databaseId of the database that it must belong to; null for any
   * @throws dev.hmdb.CorruptDatabaseException if it is damaged where a crash cannot have done it;
   *     nothing was changed
   * @throws dev.hmdb.DatabaseOpenException if a newer hmdb wrote it; nothing was changed
   */
  public static Log open(
      Directory directory,
      long first,
      @Nullable DatabaseId databaseId,
      LogOptions options,
      FrameVisitor visitor)
      throws IOException {
    ChainScan scan = ChainScan.of(directory, first, databaseId, visitor);
    Settlement.settle(directory, scan);
    List<Ended> ended = new ArrayList<>();
    for (SegmentScan segment : scan.segments()) {
      ended.add(new Ended(segment.header().number(), segment.bytes()));
    }
    ended.removeLast();
    SegmentScan last = scan.segments().getLast();
    Segment current = Segment.open(directory, last.header(), last.end(), options);
    Log log = new Log(directory, options, current, ended, scan.summary(), last.commits() > 0);
    try {
      log.deleteBefore(first);
      return log;
    } catch (Throwable e) {
      try {
        log.discard();
      } catch (IOException another) {
        e.addSuppressed(another);
      }
      throw e;
    }
  }

  /** What opening found; of a new log, that it is empty. */
  public LogScan recovered() {
    return recovered;
  }

  /**
   * Appends a frame. On return it survives the death of the process, unless the log writes through
   * at its syncs. Waits for the file to grow if there is no space left, whether or not the thread
   * is interrupted.
   *
   * @param kind {@link FrameKind#SCHEMA} or {@link FrameKind#COMMIT}
   * @return the position after the frame, to be compared with {@link #synced}
   * @throws IllegalArgumentException if {@code length} exceeds {@link #MAX_BODY}; nothing was
   *     appended
   * @throws LogFailedException if the log has failed for good, now or before
   * @throws IOException if there is no space; nothing was appended, and a later append may work
   */
  public long append(byte kind, byte[] body, int offset, int length) throws IOException {
    return append(kind, body, offset, length, false);
  }

  /**
   * As {@link #append(byte, byte[], int, int)}.
   *
   * @param mayUseReserve whether a small part of the log's space is for this frame, that all others
   *     leave alone when the disk is full
   */
  public long append(byte kind, byte[] body, int offset, int length, boolean mayUseReserve)
      throws IOException {
    Objects.checkFromIndexSize(offset, length, body.length);
    requireAppendable(kind, length);
    long next = copy(kind, body, offset, length, mayUseReserve);
    if (kind == FrameKind.COMMIT && !hasCommits) {
      hasCommits = true;
    }
    end = next;
    return next;
  }

  private static void requireAppendable(byte kind, int length) {
    if (!FrameKind.isShown(kind)) {
      throw new IllegalArgumentException("kind=" + kind + " is not for callers to append");
    }
    if (length > MAX_BODY) {
      throw new IllegalArgumentException(
          "length=" + length + " of a frame's body exceeds " + MAX_BODY + "; split it");
    }
  }

  /** Copies a frame to the end; returns the position after it, which is the end from then on. */
  private long copy(byte kind, byte[] body, int offset, int length, boolean mayUseReserve)
      throws IOException {
    requireUsable();
    long at = end;
    Segment segment = files.current();
    long next = segment.reserve(at, synced, kind, length, mayUseReserve);
    try {
      segment.copy(at, body, offset, length);
    } catch (Throwable e) { // whatever it is, part of the frame may be there
      throw failed(segment, "append at position " + at, e);
    }
    return next;
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
    long covered = end; // before `files`: see "The switch"
    Files now = files;
    Segment retired = now.retired();
    Segment current = now.current();
    if (retired != null && synced < current.header().basePosition()) {
      syncFrames(retired);
    }
    if (covered > current.header().basePosition()) {
      syncFrames(current);
    }
    synced = covered;
    syncs.incrementAndGet();
  }

  private void syncFrames(Segment segment) throws LogFailedException {
    try {
      segment.syncFrames();
    } catch (Throwable e) { // whatever it is, nobody knows what it left undone
      throw failed(segment, "sync", e);
    }
  }

  private LogFailedException failed(Segment segment, String what, Throwable cause) {
    failure = cause;
    return new LogFailedException(
        segment.file().path()
            + ": cannot "
            + what
            + ": "
            + cause
            + "; the log takes no more; reopen the database to see what is on disk",
        cause);
  }

  private void requireUsable() throws LogFailedException {
    if (isClosed) {
      throw new IllegalStateException(files.current().file().path() + ": the log is closed");
    }
    Throwable cause = failure;
    if (cause != null) {
      throw new LogFailedException(
          files.current().file().path() + ": failed before: " + cause + "; reopen the database",
          cause);
    }
  }

  /** A segment that the log may go on in. It is on stable storage, and counts only if it does. */
  public final class Next {
    private final Segment segment;
    private final long start;

    private Next(Segment segment, long start) {
      this.segment = segment;
      this.start = start;
    }

    /** The number of the segment. */
    public long number() {
      return segment.header().number();
    }

    /** Deletes it, unless the log goes on in it, or nobody knows. */
    public void discard() throws IOException {
      if (!files.current().equals(segment)) {
        segment.unmap();
        segment.close();
        if (failure == null) {
          directory.delete(Segments.name(number()));
        }
      }
    }
  }

  /**
   * Makes the segment for {@link #switchTo}, without holding up an append.
   *
   * @param schema body of the {@link FrameKind#SCHEMA} frame that it begins with
   * @throws IOException if there is no space, or the like; nothing is left of it
   * @throws LogFailedException if the log has failed
   */
  public Next prepareNext(byte[] schema) throws IOException {
    requireUsable();
    Files now = files;
    SegmentHeader header = now.current().header().next(end);
    byte[] frame = Segment.frame(header, header.start(), synced, FrameKind.SCHEMA, schema);
    long start = header.start() + frame.length;
    LogOptions growth = options.forAnother(end - now.current().header().basePosition());
    NewSegment.make(directory, header, frame, growth.firstGrowth());
    Segment segment = null;
    try {
      segment = Segment.open(directory, header, start, growth);
      segment.map(start);
      return new Next(segment, start);
    } catch (Throwable e) {
      if (segment != null) {
        segment.unmap();
        segment.close();
      }
      NewSegment.deleteAfter(e, directory, Segments.name(header.number()));
      throw e;
    }
  }

  /**
   * Ends the current segment and goes on in the next one. Takes no longer than an append; {@link
   * #finishSwitch} must follow.
   *
   * @throws LogFailedException if the log has failed for good, now or before
   * @throws IOException if there is no space; nothing was changed
   */
  public void switchTo(Next next) throws IOException {
    Files now = files;
    if (now.retired() != null || next.number() != now.current().header().number() + 1) {
      throw new IllegalStateException("segment " + next.number() + " is not the next one");
    }
    if (end > next.segment.header().basePosition() - LONGEST_NEXT) {
      throw new IOException(
          now.current().file().path() + ": outgrew the segment that was made ahead");
    }
    long last = copy(FrameKind.NEXT, NO_BODY, 0, 0, true);
    try {
      SegmentHeader header = now.current().header();
      List<Ended> ended = new ArrayList<>(now.ended());
      ended.add(new Ended(header.number(), last - header.basePosition()));
      files = new Files(ended, now.current(), next.segment);
    } catch (Throwable e) { // no memory: nothing may be appended behind NEXT
      throw failed(now.current(), "go on in the next segment", e);
    }
    hasCommits = false;
    end = next.start;
  }

  /**
   * Puts the segment that {@link #switchTo} ended on stable storage, gives back the space that was
   * reserved in it, and lets go of it.
   *
   * @throws LogFailedException if the sync failed, now or before
   */
  public void finishSwitch() throws IOException {
    Files now = files;
    Segment retired = now.retired();
    if (retired == null) {
      return;
    }
    sync();
    syncLock.lock();
    try {
      files = new Files(now.ended(), null, now.current());
    } finally {
      syncLock.unlock(); // whoever syncs from now on does not see it
    }
    try {
      retired.unmap();
      retired.cutTo(retired.header().basePosition() + now.ended().getLast().bytes());
    } catch (IOException e) {
      // Zeros behind NEXT harm nobody; the next opening cuts them off, or the segment is deleted.
    } finally {
      retired.close();
    }
  }

  /**
   * Deletes the segments before {@code first}, whose content must be on stable storage elsewhere.
   *
   * @return whether there were any
   * @throws IOException if one cannot be deleted; others may be there, too
   */
  @CanIgnoreReturnValue
  public boolean deleteBefore(long first) throws IOException {
    List<Long> obsolete =
        Segments.numbers(directory).stream().filter(number -> number < first).toList();
    for (long number : obsolete) {
      directory.delete(Segments.name(number));
      Files now = files;
      List<Ended> left =
          now.ended().stream().filter(segment -> segment.number() != number).toList();
      files = new Files(left, now.retired(), now.current());
    }
    if (!obsolete.isEmpty()) {
      directory.sync();
    }
    return !obsolete.isEmpty();
  }

  /** The number of the segment that is appended to. */
  public long segment() {
    return files.current().header().number();
  }

  /** Whether a commit was appended to the current segment. */
  public boolean hasCommits() {
    return hasCommits;
  }

  /** The position after the last frame appended. */
  public long end() {
    return end;
  }

  /** The position up to which the log is known to be on stable storage. */
  public long synced() {
    return synced;
  }

  /** Bytes of all segments that hold something. */
  public long bytes() {
    while (true) {
      Files now = files;
      long inCurrent = end - now.current().header().basePosition();
      if (inCurrent >= 0 && now.equals(files)) { // else a switch came between
        return now.endedBytes() + inCurrent;
      }
    }
  }

  /** Bytes of all segments, those that only reserve space included. */
  public long sizeOnDisk() {
    Files now = files;
    Segment retired = now.retired();
    long reserved = retired == null ? 0 : retired.grown() - now.ended().getLast().bytes();
    return now.endedBytes() + reserved + now.current().grown();
  }

  /** How many times appended frames were synced to stable storage. */
  public long syncs() {
    return syncs.get();
  }

  /**
   * Closes cleanly: syncs, appends a seal, cuts the file to its size, and syncs again. After a
   * failure only lets go of the files, without writing. A second call does nothing.
   *
   * @throws IOException if any of that failed; the files are let go all the same
   */
  @Override
  public void close() throws IOException {
    syncLock.lock();
    try {
      if (!isClosed) {
        isClosed = true;
        closeCleanly();
      }
    } finally {
      closeFiles(files);
      syncLock.unlock();
    }
  }

  @GuardedBy("syncLock") private void closeCleanly() throws IOException {
    try {
      if (failure == null) {
        syncTo(end);
      }
    } finally {
      unmap(files);
    }
    if (failure == null) {
      seal(files.current());
    }
  }

  /** Lets go of the files as the death of the process would: no seal, no cut, no sync. */
  public void discard() throws IOException {
    syncLock.lock();
    try {
      if (!isClosed) {
        isClosed = true;
        unmap(files);
      }
    } finally {
      closeFiles(files);
      syncLock.unlock();
    }
  }

  private static void unmap(Files files) {
    Segment retired = files.retired();
    if (retired != null) {
      retired.unmap();
    }
    files.current().unmap();
  }

  private static void closeFiles(Files files) throws IOException {
    Segment retired = files.retired();
    try {
      if (retired != null) {
        retired.close();
      }
    } finally {
      files.current().close();
    }
  }

  /**
   * Cuts off what was only reserved and appends a seal, unless one is there. Everything appended is
   * on stable storage already, so that a seal is never there without what it vouches for, and a
   * seal for which the disk has no room is no loss.
   */
  @GuardedBy("syncLock") private void seal(Segment segment) throws IOException {
    boolean isSealed = sealed == end;
    long size = end - segment.header().basePosition();
    if (isSealed && segment.grown() == size) {
      return;
    }
    segment.cutTo(end);
    if (!isSealed) {
      byte[] seal = Segment.frame(segment.header(), end, synced, FrameKind.SEAL, NO_BODY);
      segment.writeIfThereIsSpace(end, seal);
    }
    try {
      segment.sync();
    } catch (Throwable e) {
      throw failed(segment, "sync", e);
    }
  }
}
