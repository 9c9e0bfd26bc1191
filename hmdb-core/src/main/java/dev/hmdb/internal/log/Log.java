package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.Directory;
import java.io.IOException;

/**
 * The log of one database, open for appending.
 *
 * <p>{@link #append} is called by one thread at a time, under a lock of the caller's; everything
 * else by any thread at any time. {@link #close} and {@link #discard} must not overlap an append.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Log implements AutoCloseable {
  /** The longest body, a little less than 2 GiB. */
  public static final int MAX_BODY = Integer.MAX_VALUE - 64;

  /** Whether the directory holds a log, that is, a database. */
  public static boolean exists(Directory directory) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Creates an empty log; on return it is on stable storage. A crash meanwhile leaves either no log
   * or an empty one, a failure none.
   */
  public static Log create(Directory directory, DatabaseId databaseId, LogOptions options)
      throws IOException {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /** What opening found; of a new log, that it is empty. */
  public LogScan recovered() {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /**
   * Puts everything appended before the call on stable storage. May run beside appends; one at a
   * time does the work, and others whose frames it covered return with it.
   *
   * @throws LogFailedException if that failed, now or before: nothing is known about what was
   *     appended since {@link #synced}
   */
  public void sync() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The position after the last frame appended. */
  public long end() {
    throw new UnsupportedOperationException();
  }

  /** The position up to which the log is known to be on stable storage. */
  public long synced() {
    throw new UnsupportedOperationException();
  }

  /** Bytes of the file, those that only reserve space included. */
  public long sizeOnDisk() {
    throw new UnsupportedOperationException();
  }

  /** How many times this log was synced to stable storage. */
  public long syncs() {
    throw new UnsupportedOperationException();
  }

  /**
   * Closes cleanly: syncs, appends a seal, cuts the file to its size, and syncs again. After a
   * failure only lets go of the file, without writing. A second call does nothing.
   *
   * @throws IOException if any of that failed; the file is let go all the same
   */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Lets go of the file as the death of the process would: no seal, no cut, no sync. */
  public void discard() throws IOException {
    throw new UnsupportedOperationException();
  }
}
