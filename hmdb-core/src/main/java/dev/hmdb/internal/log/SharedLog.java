package dev.hmdb.internal.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A log that several processes append to. What counts of it the {@link ControlFile} says.
 *
 * <p>Methods that say so need the right to write: of all threads of all processes, one at a time
 * has it. {@link #sync} may be called by any thread; {@link #close} must not overlap anything.
 */
public final class SharedLog implements AutoCloseable {
  /*
   * Invariants
   * 1. Whoever appends says first up to where (`writing`), and afterwards that the frame counts
   *    (`end`). Whoever finds that somebody died in between overwrites with zeros what that one may
   *    have left: so behind the end there are zeros, as in any log of hmdb. The zeros are put on
   *    stable storage before anything is appended: what was left may have got there by itself, and
   *    after a power cut that took the frame in its place would count before the frames behind that.
   * 2. All segments but the current one are on stable storage: a switch syncs the old one before it
   *    counts. So a sync is one of the current segment's file.
   * 3. `synced` goes forward only after a sync of everything before it. A frame promises no more than
   *    `synced` was before it was written, so promises on disk are true.
   *
   * A sync covers what other processes stored through their mappings: they are pages of one file.
   *
   * Failure: after a sync that has failed nobody syncs or appends any more, in any process, until all
   * have closed the database and somebody has recovered it. Linux tells an error of writing once, to
   * those who have the file open then: a later sync may succeed without the pages that were lost. So
   * whoever is told of it says so in the control file, which is looked at before a sync and after it;
   * and a segment is open to be synced (`synced`) from when this process first uses it.
   */
  private static final byte[] NO_BODY = {};

  private static final int LONGEST_NEXT = FrameLayout.PAYLOAD_OFFSET + FrameLayout.MAX_UNSYNCED + 1;

  /** Space that a segment begins with. */
  private static final long BEGINNING = 64 << 10;

  private final Directory directory;
  private final DatabaseId databaseId;
  private final ControlFile control;

  /** Belongs to whoever has the right to write. */
  private @Nullable SharedSegment current;

  private final ReentrantLock syncLock = new ReentrantLock();

  @GuardedBy("syncLock") private @Nullable DiskFile synced;

  @GuardedBy("syncLock") private long syncedNumber;

  private final AtomicLong syncs = new AtomicLong();
  private volatile @Nullable Throwable failure;

  public SharedLog(Directory directory, ControlFile control) {
    this.directory = directory;
    this.databaseId = control.databaseId();
    this.control = control;
  }

  /**
   * Removes what somebody who died while writing may have left behind the end. To be called by
   * whoever has got the right to write, before anything else.
   */
  public void clean() throws IOException {
    long writing = control.writing();
    if (writing == 0) {
      return;
    }
    ControlFile.State state = control.state();
    if (writing > state.end()) {
      current(state).clear(state.end(), writing);
      if (!control.hasFailed()) { // else nobody appends before a recovery, which cuts it off
        syncCurrent();
        control.raiseSynced(state.end());
      }
    }
    control.setWriting(0);
  }

  private SharedSegment current(ControlFile.State state) throws IOException {
    SharedSegment present = current;
    if (present != null && present.header().number() == state.segment()) {
      return present;
    }
    SharedSegment opened = SharedSegment.open(directory, state.segment(), databaseId);
    try {
      hold(); // first: the next append would take it for done
    } catch (Throwable t) {
      close(opened, t);
      throw t;
    }
    current = opened;
    if (present != null) {
      present.close();
    }
    return opened;
  }

  private static void close(SharedSegment segment, Throwable reason) {
    try {
      segment.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** Opens the current segment, so as to be told of an error of writing from now on. */
  public void hold() throws IOException {
    syncLock.lock();
    try {
      while (fileToSync(control.state().segment()) == null) {
        Thread.onSpinWait(); // there is a next one
      }
    } finally {
      syncLock.unlock();
    }
  }

  /**
   * Appends a frame; on return it counts, for every process. Needs the right to write.
   *
   * @param kind {@link FrameKind#SCHEMA} or {@link FrameKind#COMMIT}
   * @param isSynced whether it has to be on stable storage before it counts
   * @param mayUseReserve whether a small part of the log's space is for this frame, too
   * @return the number of the change that made it count
   * @throws IllegalArgumentException if it is too long; nothing was appended
   * @throws LogFailedException if the log has failed for good, now or before
   * @throws IOException if there is no space or no memory; nothing was appended, and a later append
   *     may work
   */
  public long append(
      byte kind, byte[] body, int offset, int length, boolean isSynced, boolean mayUseReserve)
      throws IOException {
    if (length > Log.MAX_BODY) {
      throw new IllegalArgumentException(
          "length=" + length + " of a frame's body exceeds " + Log.MAX_BODY + "; split it");
    }
    ControlFile.State state = control.state();
    long end = write(state, kind, body, offset, length, mayUseReserve);
    if (isSynced) {
      syncCurrent();
    }
    long change =
        control.publish(kind == FrameKind.COMMIT ? state.commit(end) : state.endingAt(end));
    control.setWriting(0);
    if (isSynced) {
      control.raiseSynced(end);
    }
    return change;
  }

  /** Writes a frame behind the end; returns the position after it. */
  private long write(
      ControlFile.State state,
      byte kind,
      byte[] body,
      int offset,
      int length,
      boolean mayUseReserve)
      throws IOException {
    requireUsable();
    long at = state.end();
    SharedSegment segment;
    long next;
    try {
      segment = current(state);
      long synced = Math.min(control.synced(), at);
      next = segment.reserve(at, synced, kind, body, offset, length, mayUseReserve);
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw new IOException(directory.path() + ": cannot make room for the frame: " + e, e);
    }
    control.setWriting(next);
    try {
      segment.copy(at, body, offset, length);
    } catch (Throwable e) { // whatever it is, part of the frame may be there
      throw failed("append at position " + at, e);
    }
    return next;
  }

  /** With the right to write. */
  private void syncCurrent() throws LogFailedException {
    SharedSegment segment = current;
    syncLock.lock();
    try {
      requireUsable();
      if (segment != null) {
        sync(segment.file());
      }
    } finally {
      syncLock.unlock();
    }
  }

  /**
   * Puts everything that counts on stable storage, whichever process appended it.
   *
   * @throws LogFailedException if that failed, now or before
   */
  public void sync() throws IOException {
    syncLock.lock();
    try {
      while (true) {
        requireUsable();
        ControlFile.State state = control.state();
        if (control.synced() >= state.end()) {
          return;
        }
        DiskFile file = fileToSync(state.segment());
        if (file != null) {
          sync(file);
          control.raiseSynced(state.end());
          return;
        }
      }
    } finally {
      syncLock.unlock();
    }
  }

  @GuardedBy("syncLock") private void sync(DiskFile file) throws LogFailedException {
    try {
      file.sync();
    } catch (Throwable e) { // nobody knows what it left undone
      control.setFailed();
      throw failed("sync", e);
    }
    syncs.incrementAndGet();
    requireUsable(); // another process may have been told what this one was not
  }

  /** The file of a segment; null if it is gone, so that another one is the current one. */
  @GuardedBy("syncLock") private @Nullable DiskFile fileToSync(long number) throws IOException {
    DiskFile present = synced;
    if (present != null && syncedNumber == number) {
      return present;
    }
    synced = null;
    if (present != null) {
      present.close();
    }
    String name = Segments.name(number);
    try {
      DiskFile opened = directory.open(name, Access.READ_WRITE);
      synced = opened;
      syncedNumber = number;
      return opened;
    } catch (IOException e) {
      if (directory.exists(name)) {
        throw failed("open to sync " + name, e);
      }
      return null;
    }
  }

  private LogFailedException failed(String what, Throwable cause) {
    failure = cause;
    return new LogFailedException(
        directory.path()
            + ": cannot "
            + what
            + ": "
            + cause
            + "; this process writes no more to the log; reopen the database to see what is on disk",
        cause);
  }

  private void requireUsable() throws LogFailedException {
    Throwable cause = failure;
    if (cause != null) {
      throw new LogFailedException(
          directory.path() + ": the log failed before: " + cause + "; reopen the database", cause);
    }
    if (control.hasFailed()) {
      String message =
          directory.path()
              + ": another process could not sync the log; close the database in every process, and"
              + " open it again to see what is on disk";
      IOException reason = new IOException(message);
      failure = reason;
      throw new LogFailedException(message, reason);
    }
  }

  /** A segment that the log may go on in. It is on stable storage, and counts only if it does. */
  public record Next(long number, long basePosition, long start) {}

  /**
   * Makes the segment for {@link #switchTo}. Needs the right to compact, not that to write.
   *
   * @param schema body of the {@link FrameKind#SCHEMA} frame that it begins with
   */
  public Next prepareNext(byte[] schema) throws IOException {
    ControlFile.State state = control.state();
    SegmentHeader header =
        new SegmentHeader(
            databaseId, state.segment() + 1, Math.addExact(state.end(), Segments.SPACING));
    byte[] frame =
        Segment.frame(
            header,
            header.start(),
            Math.min(control.synced(), state.end()),
            FrameKind.SCHEMA,
            schema);
    NewSegment.make(directory, header, frame, BEGINNING);
    return new Next(header.number(), header.basePosition(), header.start() + frame.length);
  }

  /**
   * Ends the current segment, puts it on stable storage, and goes on in the next one. Needs the
   * right to write and that to compact.
   *
   * @return the number of the change
   * @throws LogFailedException if the log has failed for good, now or before
   * @throws IOException if there is no space; nothing was changed
   */
  public long switchTo(Next next) throws IOException {
    ControlFile.State state = control.state();
    if (next.number() != state.segment() + 1) {
      throw new IOException(
          directory.path() + ": segment " + next.number() + " is not the next one");
    }
    if (state.end() > next.basePosition() - LONGEST_NEXT) {
      throw new IOException(directory.path() + ": the log outgrew the segment that was made ahead");
    }
    write(state, FrameKind.NEXT, NO_BODY, 0, 0, true);
    syncCurrent();
    long change = control.publish(state.in(next.number(), next.start()));
    control.setWriting(0);
    control.raiseSynced(next.start());
    return change;
  }

  /**
   * A snapshot file is on stable storage from which the log goes on. Needs the right to write.
   *
   * @return the number of the change
   */
  public long setSnapshot(long number) {
    return control.publish(control.state().basedOn(number));
  }

  /** Deletes a segment that was not gone on in, and the ones before {@code first}. */
  public void deleteBefore(long first) throws IOException {
    boolean isAny = false;
    for (long number : Segments.numbers(directory)) {
      if (number < first) {
        directory.delete(Segments.name(number));
        isAny = true;
      }
    }
    if (isAny) {
      directory.sync();
    }
  }

  /**
   * Deletes a segment that the log did not go on in. Leaves it where the current one may end with
   * NEXT all the same: who recovers that goes on in it, and else the next compaction replaces it.
   */
  public void discard(Next next) throws IOException {
    boolean isNextWritten = failure != null || control.writing() != 0;
    if (!isNextWritten && control.state().segment() < next.number()) {
      NewSegment.deleteIfThere(directory, Segments.name(next.number()));
    }
  }

  /**
   * Seals the log, as a clean close does. Needs the right to write, and that there is no other
   * member.
   */
  public void seal() throws IOException {
    requireUsable();
    ControlFile.State state = control.state();
    SharedSegment segment = current(state);
    syncCurrent();
    control.raiseSynced(state.end());
    long end = write(state, FrameKind.SEAL, NO_BODY, 0, 0, true);
    segment.cutTo(end);
    syncCurrent();
    control.publish(state.endingAt(end));
    control.setWriting(0);
    control.raiseSynced(end);
  }

  /** How often this process synced the log. */
  public long syncs() {
    return syncs.get();
  }

  /** Lets go of the files without writing. */
  @Override
  public void close() throws IOException {
    SharedSegment segment = current;
    current = null;
    syncLock.lock();
    try {
      DiskFile file = synced;
      synced = null;
      if (file != null) {
        file.close();
      }
    } finally {
      syncLock.unlock();
      if (segment != null) {
        segment.close();
      }
    }
  }
}
