package dev.hmdb.internal.engine;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.DatabaseLockedException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.Options;
import dev.hmdb.Recovery;
import dev.hmdb.RecoveryProgress.Phase;
import dev.hmdb.SalvageReport;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DirectoryLock;
import dev.hmdb.internal.disk.DirectoryLockedException;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.disk.RealDirectory;
import dev.hmdb.internal.feed.History;
import dev.hmdb.internal.log.ControlFile;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogFailedException;
import dev.hmdb.internal.log.LogOptions;
import dev.hmdb.internal.log.LogSalvage;
import dev.hmdb.internal.log.LogScan;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.snapshot.Snapshots;
import dev.hmdb.internal.tx.CommitLog;
import dev.hmdb.internal.tx.OtherProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The directory, its lock, its snapshot file and its log, from opening to closing. */
final class Storage implements Store, CommitLog {
  private final Directory directory;
  private final DirectoryLock lock;

  /** Null when opened read-only. */
  private final @Nullable Log log;

  private final LogScan scan;

  /** Set before anybody else sees this. */
  private @Nullable SalvageReport salvageReport;

  /**
   * Of a database that is read-only while others write to it; set before anybody else sees this.
   */
  private @Nullable Follower follower;

  /** Written by whoever compacts, read by anyone. */
  private volatile BaseSnapshot base;

  /** Asked before each commit; null while nobody minds how large the log is. */
  private volatile @Nullable Room room;

  /** Written by whoever compacts, under the commit lock. */
  private volatile Switch lastSwitch = new Switch(0, Long.MAX_VALUE);

  /**
   * The log went on in another segment.
   *
   * @param segment number of that
   * @param before position of the end until then
   */
  private record Switch(long segment, long before) {}

  /** Watches the growth of the log. */
  interface Room {
    /**
     * Called before each commit, without a lock.
     *
     * @param end position after the last frame of the log
     */
    void await(long end);
  }

  /**
   * The snapshot file that the log goes on from.
   *
   * @param number of it, and of the segment with which the log goes on; 0 if there is none
   * @param bytes of the file
   * @param entries that it holds
   */
  record BaseSnapshot(long number, long bytes, long entries) {
    static final BaseSnapshot NONE = new BaseSnapshot(0, 0, 0);

    /** The number of the log's first segment. */
    long firstSegment() {
      return number == 0 ? Log.FIRST_SEGMENT : number;
    }
  }

  private Storage(
      Directory directory,
      DirectoryLock lock,
      @Nullable Log log,
      LogScan scan,
      BaseSnapshot base,
      @Nullable SalvageReport salvageReport) {
    this.directory = directory;
    this.lock = lock;
    this.log = log;
    this.scan = scan;
    this.base = base;
    this.salvageReport = salvageReport;
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
   * Locks the directory and reads its snapshot file and its log, or makes an empty log. Takes over
   * the directory: it is closed when this fails.
   */
  static Storage open(
      Directory directory, Options options, LogOptions logOptions, LogReplay replay) {
    DirectoryLock lock = null;
    try {
      lock = directory.lock(options.lockTimeout());
      return openUnlessMigrated(directory, lock, options, logOptions, replay);
    } catch (DirectoryLockedException e) {
      close(directory, lock, e);
      // Without e as its cause, which would only say the same again.
      throw new DatabaseLockedException("The database cannot be opened: " + e.getMessage());
    } catch (IOException e) {
      close(directory, lock, e);
      throw cannotOpen(e);
    } catch (Throwable t) {
      close(directory, lock, t);
      throw t;
    }
  }

  /** Opens it unless it was migrated to another schema than the one that opens. */
  private static Storage openUnlessMigrated(
      Directory directory,
      DirectoryLock lock,
      Options options,
      LogOptions logOptions,
      LogReplay replay)
      throws IOException {
    MigratedAway migrated = MigratedAway.find(directory);
    if (migrated == null) {
      return openWhole(directory, lock, options, logOptions, replay);
    }
    migrated.refuse(directory, replay.tables().schema());
    try {
      return openWhole(directory, lock, options, logOptions, replay);
    } catch (SchemaMismatchException e) {
      throw migrated.explained(e);
    }
  }

  /** Opens what is not damaged; with {@link Recovery#SALVAGE} also what is. */
  static Storage openWhole(
      Directory directory,
      DirectoryLock lock,
      Options options,
      LogOptions logOptions,
      LogReplay replay)
      throws IOException {
    if (directory.isReadOnly() && lock.hasWriters()) {
      return openFollowing(directory, lock, replay);
    }
    try {
      return openLocked(directory, lock, options, logOptions, replay);
    } catch (CorruptDatabaseException e) {
      if (options.recovery() == Recovery.STRICT) {
        // Nobody is told how far it is: the opening has ended.
        throw SalvageAdvice.refusal(e, new Salvage(directory, replay.tables(), Progress.UNHEARD));
      }
      Salvage salvage = new Salvage(directory, replay.tables(), replay.tables().progress());
      salvage.read();
      return openSalvaged(directory, lock, options, logOptions, replay, salvage);
    } catch (IOException e) {
      if (options.recovery() == Recovery.STRICT) {
        throw e;
      }
      Salvage salvage = new Salvage(directory, replay.tables(), replay.tables().progress());
      if (!SalvageAdvice.explains(salvage, e)) {
        throw e;
      }
      return openSalvaged(directory, lock, options, logOptions, replay, salvage);
    }
  }

  /** Opens to read what other processes write. */
  private static Storage openFollowing(Directory directory, DirectoryLock lock, LogReplay replay)
      throws IOException {
    ControlFile control = ControlFile.open(directory, true);
    Follower.Loaded loaded = null;
    try {
      loaded = Follower.load(directory, control, null, replay);
      SharedStorage.requireEqual(directory, replay);
      long end = loaded.state().end();
      LogScan scan = new LogScan(control.databaseId(), end, end, 0, loaded.log().bytes(), 0, false);
      Storage storage = new Storage(directory, lock, null, scan, BaseSnapshot.NONE, null);
      storage.follower =
          new Follower(
              directory, control, replay.tables().schema(), replay.catalog(), null, loaded);
      return storage;
    } catch (Throwable t) {
      try (control) {
        if (loaded != null) {
          loaded.log().close();
        }
      }
      throw t;
    }
  }

  private static Storage openSalvaged(
      Directory directory,
      DirectoryLock lock,
      Options options,
      LogOptions logOptions,
      LogReplay replay,
      Salvage salvage)
      throws IOException {
    SalvageReport report = salvage.report(List.of());
    SalvageAdvice.log(directory, report);
    return directory.isReadOnly()
        ? new Storage(directory, lock, null, salvage.scan(), BaseSnapshot.NONE, report)
        : openRewritten(directory, lock, options, logOptions, replay, salvage);
  }

  private static Storage openRewritten(
      Directory directory,
      DirectoryLock lock,
      Options options,
      LogOptions logOptions,
      LogReplay replay,
      Salvage salvage)
      throws IOException {
    SalvageReport report = salvage.report(List.of());
    try {
      SnapshotForm form = SnapshotForm.of(options.compression());
      report = salvage.report(SalvageRewrite.run(directory, salvage, form));
      replay.restart();
      Storage storage = openLocked(directory, lock, options, logOptions, replay);
      storage.salvageReport = report;
      return storage;
    } catch (Throwable t) {
      // The next opening may find nothing damaged any more, and so would not tell it.
      t.addSuppressed(SalvageAdvice.beforeFailure(directory, report));
      throw t;
    }
  }

  private static Storage openLocked(
      Directory directory,
      DirectoryLock lock,
      Options options,
      LogOptions logOptions,
      LogReplay replay)
      throws IOException {
    OptionalLong newest = Snapshots.newest(directory);
    if (newest.isEmpty() && !Log.exists(directory)) {
      if (directory.isReadOnly()) {
        throw new DatabaseOpenException(directory.path() + " holds no database");
      }
      Log log = create(directory, options, logOptions);
      return new Storage(directory, lock, log, log.recovered(), BaseSnapshot.NONE, null);
    }
    Progress progress = replay.tables().progress();
    if (progress.isHeard()) {
      Phase first = newest.isPresent() ? Phase.SNAPSHOT : Phase.LOG;
      progress.begin(first, bytesToRead(directory, newest.orElse(0)));
    }
    BaseSnapshot base = BaseSnapshot.NONE;
    DatabaseId databaseId = null;
    if (newest.isPresent()) {
      long number = newest.getAsLong();
      databaseId = SnapshotLoad.load(directory, number, replay.tables());
      base = new BaseSnapshot(number, size(directory, number), replay.tables().entries());
      progress.next(Phase.LOG);
    }
    if (directory.isReadOnly()) {
      LogScan scan = LogScan.readOnly(directory, base.firstSegment(), databaseId, replay);
      progress.finish();
      return new Storage(directory, lock, null, scan, base, null);
    }
    Log log = Log.open(directory, base.firstSegment(), databaseId, logOptions, replay);
    try {
      Storage storage = new Storage(directory, lock, log, log.recovered(), base, null);
      storage.deleteObsolete();
      progress.finish();
      return storage;
    } catch (Throwable t) {
      discardAfter(t, log);
      throw t;
    }
  }

  private static long size(Directory directory, long snapshot) throws IOException {
    return size(directory, Snapshots.name(snapshot));
  }

  private static long size(Directory directory, String name) throws IOException {
    try (DiskFile file = directory.open(name, Access.READ)) {
      return file.size();
    }
  }

  /**
   * @param snapshot number of the snapshot file to be read; 0 if there is none
   */
  static long bytesToRead(Directory directory, long snapshot) throws IOException {
    long bytes = snapshot == 0 ? 0 : size(directory, snapshot);
    for (long segment : LogSalvage.numbers(directory)) {
      if (segment >= snapshot) {
        bytes += size(directory, LogSalvage.name(segment));
      }
    }
    return bytes;
  }

  private static Log create(Directory directory, Options options, LogOptions logOptions)
      throws IOException {
    if (!options.createIfMissing()) {
      throw new DatabaseOpenException(
          directory.path() + " holds no database, and createIfMissing is false");
    }
    return Log.create(directory, DatabaseId.random(), logOptions);
  }

  private static void discardAfter(Throwable failure, Log log) {
    try {
      log.discard();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Lets go of everything after a failure; what fails in turn is kept with the first reason. */
  static void close(Directory directory, @Nullable DirectoryLock lock, Throwable reason) {
    try (directory;
        lock) {
      if (!(reason instanceof DirectoryLockedException)) {
        directory.undoCreation();
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  static DatabaseOpenException cannotOpen(IOException e) {
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

  /** From now on somebody is asked before each commit. */
  void watch(Room watcher) {
    room = watcher;
  }

  @Override
  public void awaitRoom() {
    Room watcher = room;
    if (watcher != null) {
      watcher.await(writable().end());
    }
  }

  @Override
  public @Nullable OtherProcesses others() {
    return follower;
  }

  @Override
  public @Nullable Follower follower() {
    return follower;
  }

  @Override
  public boolean isKept() {
    return log != null;
  }

  @Override
  public void append(Encoder commit, boolean onlyRemoves) throws IOException {
    try {
      writable().append(FrameKind.COMMIT, commit.array(), 0, commit.position(), onlyRemoves);
    } catch (LogFailedException e) {
      throw new UncheckedIOException(e); // no refusal that leaves the log as it was
    }
  }

  @Override
  public long position(long timestamp) {
    return writable().end();
  }

  @Override
  public void sync() throws IOException {
    writable().sync();
  }

  /** What the feed of changes reads; null if there cannot be any changes. */
  @Override
  public @Nullable History history(SchemaDefinition<?> schema) {
    Follower following = follower;
    if (following != null) {
      return following.history();
    }
    return log == null
        ? null
        : new LogHistory(directory, schema, databaseId(), new OwnLog(this, log));
  }

  /** The log of a database that this process has for itself. */
  private record OwnLog(Storage storage, Log log) implements LogHistory.Source {
    @Override
    public boolean hasOthers() {
      return false;
    }

    @Override
    public long durable() {
      return log.synced();
    }

    @Override
    public History.End end() {
      return new History.End(log.segment(), log.end());
    }

    @Override
    public long snapshot() {
      return storage.base().number();
    }

    @Override
    public long endBefore(long segment) {
      Switch last = storage.lastSwitch;
      return last.segment() == segment ? last.before() : Long.MAX_VALUE;
    }
  }

  /** Has the log go on in another segment; called under the commit lock. */
  void switchTo(Log.Next next) throws IOException {
    long before = writable().end();
    try {
      writable().switchTo(next);
      lastSwitch = new Switch(next.number(), before);
    } catch (LogFailedException e) {
      throw new UncheckedIOException(e); // no refusal that leaves the log as it was
    }
  }

  /** The log of a database that is not read-only. */
  Log writable() {
    if (log == null) {
      throw new IllegalStateException("opened read-only");
    }
    return log;
  }

  Directory directory() {
    return directory;
  }

  DatabaseId databaseId() {
    return scan.databaseId();
  }

  BaseSnapshot base() {
    return base;
  }

  /** A snapshot file is on stable storage; what it covers may be deleted. */
  void setBase(BaseSnapshot snapshot) {
    base = snapshot;
  }

  /**
   * Deletes the files that the snapshot file covers, and what was left of others that could not be
   * finished. Not to be called while one is being written.
   *
   * @throws IOException if one cannot be deleted; the next call tries again
   */
  void deleteObsolete() throws IOException {
    long first = base.firstSegment();
    boolean hasDeleted = Snapshots.deleteTemporaries(directory) > 0;
    for (long number : Snapshots.numbers(directory)) {
      if (number < base.number()) {
        directory.delete(Snapshots.name(number));
        hasDeleted = true;
      }
    }
    if (!writable().deleteBefore(first) && hasDeleted) {
      directory.sync();
    }
  }

  @Override
  public boolean isReadOnly() {
    return log == null;
  }

  @Override
  public Path path() {
    return directory.path();
  }

  /** Bytes of the log that hold something. */
  @Override
  public long logBytes() {
    Follower following = follower;
    if (following != null) {
      return following.logBytes();
    }
    return log == null ? scan.bytes() : log.bytes();
  }

  /** Bytes of the files. */
  @Override
  public long diskBytes() {
    return snapshotBytes() + (log == null ? logBytes() : log.sizeOnDisk());
  }

  @Override
  public long snapshotBytes() {
    Follower following = follower;
    return following == null
        ? base.bytes()
        : snapshotBytes(directory, following.state().snapshot());
  }

  /** Bytes of a snapshot file; 0 if there is none, or it is being replaced. */
  static long snapshotBytes(Directory directory, long number) {
    try {
      return number == 0 ? 0 : size(directory, number);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Bytes of a torn tail that were cut off, or left out when read-only. */
  @Override
  public long tornBytes() {
    return scan.tornBytes();
  }

  /** What was found damaged and left out; null if nothing was. */
  @Override
  public @Nullable SalvageReport salvageReport() {
    return salvageReport;
  }

  /** Seals the log and lets go of the directory. */
  @Override
  public void close() {
    // In this order, each whatever happens to the one before.
    try (directory;
        lock;
        Follower _ = follower) {
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
  @Override
  public void discard() {
    try (directory;
        lock;
        Follower _ = follower) {
      if (log != null) {
        log.discard();
      }
    } catch (IOException e) {
      throw cannotOpen(e);
    }
  }
}
