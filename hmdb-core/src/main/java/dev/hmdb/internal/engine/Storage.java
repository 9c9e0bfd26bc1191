package dev.hmdb.internal.engine;

import dev.hmdb.DatabaseFailedException;
import dev.hmdb.DatabaseLockedException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.Options;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.DirectoryLock;
import dev.hmdb.internal.disk.DirectoryLockedException;
import dev.hmdb.internal.disk.RealDirectory;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogFailedException;
import dev.hmdb.internal.log.LogOptions;
import dev.hmdb.internal.log.LogScan;
import dev.hmdb.internal.tx.CommitLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The directory, its lock and its log, from opening to closing. */
final class Storage implements CommitLog {
  private final Directory directory;
  private final DirectoryLock lock;

  /** Null when opened read-only. */
  private final @Nullable Log log;

  private final LogScan scan;

  private Storage(Directory directory, DirectoryLock lock, @Nullable Log log, LogScan scan) {
    this.directory = directory;
    this.lock = lock;
    this.log = log;
    this.scan = scan;
  }

  /** Opens the directory at a path; {@link #open(Directory, Options, LogOptions, LogReplay)}. */
  static Directory directory(Path path, Options options, boolean isReadOnly) {
    try {
      return isReadOnly
          ? RealDirectory.openReadOnly(path)
          : RealDirectory.open(path, options.createIfMissing());
    } catch (IOException e) {
      throw cannotOpen(e);
    }
  }

  /**
   * Locks the directory and reads its log, or makes an empty one. Takes over the directory: it is
   * closed when this fails.
   */
  static Storage open(
      Directory directory, Options options, LogOptions logOptions, LogReplay replay) {
    DirectoryLock lock = null;
    try {
      lock = directory.lock(options.lockTimeout());
      if (directory.isReadOnly()) {
        if (!Log.exists(directory)) {
          throw new DatabaseOpenException(directory.path() + " holds no database");
        }
        return new Storage(
            directory, lock, null, LogScan.readOnly(directory, Log.FIRST_SEGMENT, replay));
      }
      Log log =
          Log.exists(directory)
              ? Log.open(directory, Log.FIRST_SEGMENT, logOptions, replay)
              : create(directory, options, logOptions);
      return new Storage(directory, lock, log, log.recovered());
    } catch (DirectoryLockedException e) {
      close(directory, lock, e);
      throw new DatabaseLockedException("The database cannot be opened: " + e.getMessage(), e);
    } catch (IOException e) {
      close(directory, lock, e);
      throw cannotOpen(e);
    } catch (Throwable t) {
      close(directory, lock, t);
      throw t;
    }
  }

  private static Log create(Directory directory, Options options, LogOptions logOptions)
      throws IOException {
    if (!options.createIfMissing()) {
      throw new DatabaseOpenException(
          directory.path() + " holds no database, and createIfMissing is false");
    }
    return Log.create(directory, DatabaseId.random(), logOptions);
  }

  /** Lets go of everything after a failure; what fails in turn is kept with the first reason. */
  private static void close(Directory directory, @Nullable DirectoryLock lock, Throwable reason) {
    try (directory;
        lock) {
      if (!(reason instanceof DirectoryLockedException)) {
        directory.undoCreation();
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static DatabaseOpenException cannotOpen(IOException e) {
    return new DatabaseOpenException("The database cannot be opened: " + e.getMessage(), e);
  }

  /**
   * Writes a catalog. What follows in the log is read with it.
   *
   * <p>On failure the storage is still open.
   */
  void append(Catalog catalog) {
    Encoder encoder = new Encoder();
    catalog.encode(encoder);
    try {
      writable().append(FrameKind.SCHEMA, encoder.array(), 0, encoder.position());
      writable().sync();
    } catch (IOException e) {
      throw cannotOpen(e);
    }
  }

  @Override
  public void append(Encoder commit) throws IOException {
    try {
      writable().append(FrameKind.COMMIT, commit.array(), 0, commit.position());
    } catch (LogFailedException e) {
      throw new UncheckedIOException(e); // no refusal that leaves the log as it was
    }
  }

  @Override
  public void sync() throws IOException {
    writable().sync();
  }

  private Log writable() {
    if (log == null) {
      throw new IllegalStateException("opened read-only");
    }
    return log;
  }

  boolean isReadOnly() {
    return log == null;
  }

  Path path() {
    return directory.path();
  }

  /** Bytes of the log that hold something. */
  long logBytes() {
    return log == null ? scan.bytes() : log.bytes();
  }

  /** Bytes of the files. */
  long diskBytes() {
    return log == null ? scan.bytes() : log.sizeOnDisk();
  }

  /** Bytes of a torn tail that were cut off, or left out when read-only. */
  long tornBytes() {
    return scan.tornBytes();
  }

  /** Seals the log and lets go of the directory. */
  void close() {
    // In this order, each whatever happens to the one before.
    try (directory;
        lock) {
      if (log != null) {
        log.close();
      }
    } catch (IOException e) {
      throw new DatabaseFailedException(
          "The database is closed, but its log could not be sealed: "
              + e.getMessage()
              + "; the next opening recovers it",
          e);
    }
  }

  /** Lets go of everything as the death of the process would. */
  void discard() {
    try (directory;
        lock) {
      if (log != null) {
        log.discard();
      }
    } catch (IOException e) {
      throw cannotOpen(e);
    }
  }
}
