package dev.hmdb.internal.engine;

import dev.hmdb.DatabaseFailedException;
import dev.hmdb.DatabaseLockedException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.SalvageReport;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.DirectoryLockedException;
import dev.hmdb.internal.disk.Membership;
import dev.hmdb.internal.disk.Membership.Right;
import dev.hmdb.internal.feed.History;
import dev.hmdb.internal.log.ControlFile;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogFailedException;
import dev.hmdb.internal.log.LogFollower;
import dev.hmdb.internal.log.LogOptions;
import dev.hmdb.internal.log.SharedLog;
import dev.hmdb.internal.tx.CommitLog;
import dev.hmdb.internal.tx.OtherProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The files of a database that several processes write to, from opening to closing. */
final class SharedStorage implements Store, CommitLog, OtherProcesses {
  /*
   * One process at a time has the right to write, from before it validates a commit until that counts.
   * When it has got it, it first removes what a dead one may have left, then applies what it has not
   * seen yet: so its tables are the newest there are, and validation covers all processes.
   *
   * Opening: who is alone has the files to itself, and recovers them like an exclusive opener. All
   * others find them in order, and read them while others write. Nobody can come or go unnoticed
   * meanwhile, because for that one needs the right to write (Membership.isAlone).
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Who closes does not wait longer: to leave the log unsealed costs the next one a recovery. */
  private static final Duration PATIENCE_TO_SEAL = Duration.ofSeconds(1);

  /** How often to load everything once more without keeping others from writing. */
  private static final int MAX_TRIES = 3;

  private final Directory directory;
  private final Membership member;
  private final ControlFile control;
  private final SharedLog log;
  private final Follower follower;
  private final RightToWrite right;
  private final Catalog catalog;
  private final boolean isSynced;
  private final long patienceNanos;
  private final long tornBytes;
  private final @Nullable SalvageReport salvageReport;

  private SharedStorage(
      Directory directory,
      Membership member,
      ControlFile control,
      Follower follower,
      Catalog catalog,
      Options options,
      long tornBytes,
      @Nullable SalvageReport salvageReport) {
    this.directory = directory;
    this.member = member;
    this.control = control;
    this.log = new SharedLog(directory, control);
    this.follower = follower;
    this.right = new RightToWrite(directory.path(), member, control);
    this.catalog = catalog;
    this.isSynced = options.durability() == Durability.SYNC;
    this.patienceNanos = patience(options).toNanos();
    this.tornBytes = tornBytes;
    this.salvageReport = salvageReport;
  }

  /** As long as one waits for the directory; but nobody wants a commit to fail at once. */
  private static Duration patience(Options options) {
    Duration timeout = options.lockTimeout();
    Duration longest = Duration.ofNanos(Long.MAX_VALUE / 4);
    return timeout.isZero() ? PATIENCE : timeout.compareTo(longest) > 0 ? longest : timeout;
  }

  /**
   * Joins those who share the directory, or is the first. Takes it over, also when this fails.
   *
   * @param whenLoaded runs when the tables are there and nothing was written; may refuse them
   */
  static SharedStorage open(
      Directory directory, Options options, LogReplay replay, Runnable whenLoaded) {
    Membership member = null;
    try {
      member = directory.join(options.lockTimeout());
      return member.isAlone()
          ? recover(directory, member, options, replay, whenLoaded)
          : join(directory, member, options, replay, whenLoaded);
    } catch (DirectoryLockedException e) {
      leave(directory, member, e);
      throw new DatabaseLockedException("The database cannot be opened: " + e.getMessage());
    } catch (IOException e) {
      leave(directory, member, e);
      throw Storage.cannotOpen(e);
    } catch (Throwable t) {
      leave(directory, member, t);
      throw t;
    }
  }

  /** The membership first: a directory that was created is removed by whoever has it alone. */
  private static void leave(Directory directory, @Nullable Membership member, Throwable reason) {
    try {
      if (member != null) {
        member.close();
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
    Storage.close(directory, null, reason);
  }

  /** With the right to write, and no other writer there. */
  private static SharedStorage recover(
      Directory directory,
      Membership member,
      Options options,
      LogReplay replay,
      Runnable whenLoaded)
      throws IOException {
    return ControlFile.recovering(
        directory, () -> recoverAlone(directory, member, options, replay, whenLoaded));
  }

  private static SharedStorage recoverAlone(
      Directory directory,
      Membership member,
      Options options,
      LogReplay replay,
      Runnable whenLoaded)
      throws IOException {
    SchemaDefinition<?> schema = replay.tables().schema();
    LogOptions alone = new LogOptions(64 << 10, LogOptions.LARGEST_STEP, false);
    Storage found = Storage.openWhole(directory, member, options, alone, replay);
    Log own = found.writable();
    Catalog catalog = replay.catalog().with(schema);
    long end;
    try {
      whenLoaded.run();
      if (!catalog.equals(replay.catalog())) {
        found.append(catalog);
        ConversionLog.tell(directory, replay.catalog(), schema);
      }
      own.sync();
      end = own.end();
    } finally {
      own.discard(); // without a seal: others will go on behind this end
    }
    ControlFile control = ControlFile.make(directory, found.databaseId());
    try {
      control.restart(end, own.segment(), found.base().number(), own.hasCommits());
      LogFollower log = new LogFollower(directory, own.segment(), found.databaseId());
      try {
        log.skipTo(own.segment(), end);
        Follower.Loaded loaded = new Follower.Loaded(control.state(), log);
        SharedStorage storage =
            new SharedStorage(
                directory,
                member,
                control,
                new Follower(directory, control, schema, catalog, member, loaded),
                catalog,
                options,
                found.tornBytes(),
                found.salvageReport());
        member.giveBack(Right.WRITER);
        storage.log.hold();
        return storage;
      } catch (Throwable t) {
        log.close();
        throw t;
      }
    } catch (Throwable t) {
      control.close();
      throw t;
    }
  }

  /** With the right to write, which is given back before anything is read. */
  private static SharedStorage join(
      Directory directory,
      Membership member,
      Options options,
      LogReplay replay,
      Runnable whenLoaded)
      throws IOException {
    SchemaDefinition<?> schema = replay.tables().schema();
    ControlFile control = ControlFile.open(directory, false);
    try {
      member.giveBack(Right.WRITER);
      Follower.Loaded loaded = Follower.load(directory, control, member, replay);
      try {
        requireEqual(directory, replay);
        whenLoaded.run();
        SharedStorage storage =
            new SharedStorage(
                directory,
                member,
                control,
                new Follower(directory, control, schema, replay.catalog(), member, loaded),
                replay.catalog(),
                options,
                0,
                null);
        storage.log.hold();
        return storage;
      } catch (Throwable t) {
        loaded.log().close();
        throw t;
      }
    } catch (Throwable t) {
      control.close();
      throw t;
    }
  }

  /** Checks that a schema changes nothing of a database that others have open. */
  static void requireEqual(Directory directory, LogReplay replay) {
    SchemaDefinition<?> schema = replay.tables().schema();
    if (!replay.catalog().with(schema).equals(replay.catalog())) {
      throw new SchemaMismatchException(
          directory.path()
              + " is open in other processes with the schema "
              + replay.catalog().schemaName()
              + ", which "
              + schema.name()
              + " would change: close it in all of them first, or open it with that schema");
    }
  }

  // ---- The other processes; all under the commit lock but isAhead

  @Override
  public OtherProcesses others() {
    return this;
  }

  @Override
  public boolean isAhead() {
    return follower.isAhead();
  }

  @Override
  public void read(Receiver receiver) {
    follower.read(receiver);
  }

  @Override
  public long newest() {
    return follower.newest();
  }

  @Override
  public boolean hasReached(long change) {
    return follower.hasReached(change);
  }

  /** Whoever is far behind catches up before it keeps the others waiting. */
  @Override
  public void lockOut(Receiver receiver, long sinceNanos) {
    for (int tries = 1; !tryLockOut(receiver, sinceNanos, tries == MAX_TRIES); tries++) {
      // Two compactions since it was up to date. Reading everything holds up nobody.
    }
  }

  /**
   * @param isLast whether to read everything also while others have to wait
   */
  private boolean tryLockOut(Receiver receiver, long sinceNanos, boolean isLast) {
    follower.read(receiver);
    boolean isNewest = false;
    if (!takeWriter(receiver, sinceNanos)) {
      return false;
    }
    try {
      log.clean();
      isNewest = follower.tryRead(receiver);
      if (!isNewest && isLast) {
        follower.read(receiver);
        isNewest = true;
      }
      return isNewest;
    } catch (IOException e) {
      throw new DatabaseFailedException(
          "The transaction was not committed: what a process left that died while it wrote cannot be"
              + " removed: "
              + e.getMessage(),
          e);
    } finally {
      if (!isNewest) {
        letIn();
      }
    }
  }

  private boolean takeWriter(Receiver receiver, long sinceNanos) {
    try {
      return right.take(sinceNanos, patienceNanos, isNext -> follow(receiver, isNext));
    } catch (IOException e) {
      throw new DatabaseFailedException(
          "The transaction was not committed: the right to write cannot be had: " + e.getMessage(),
          e);
    }
  }

  private boolean follow(Receiver receiver, boolean isNext) {
    if (isNext) {
      return follower.tryRead(receiver);
    }
    follower.read(receiver);
    return true;
  }

  @Override
  public void letIn() {
    right.giveBack();
  }

  /** Has whoever waits for other processes give up. For any thread, before {@link #close}. */
  void endWaiting() {
    right.endWaiting();
  }

  @Override
  public void installed() {
    try {
      follower.skip(control.state());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the file is open: nothing is done that could fail
    }
  }

  // ---- The log

  @Override
  public void append(Encoder commit, boolean onlyRemoves) throws IOException {
    try {
      long _ =
          log.append(FrameKind.COMMIT, commit.array(), 0, commit.position(), isSynced, onlyRemoves);
    } catch (LogFailedException e) {
      throw new UncheckedIOException(e); // no refusal that leaves the log as it was
    }
  }

  @Override
  public long position(long timestamp) {
    return follower.reached();
  }

  @Override
  public void sync() throws IOException {
    log.sync();
  }

  @Override
  public History history(SchemaDefinition<?> schema) {
    return follower.history();
  }

  /** Its own use of the log, for whoever compacts. */
  SharedLog log() {
    return log;
  }

  Membership member() {
    return member;
  }

  Directory directory() {
    return directory;
  }

  DatabaseId databaseId() {
    return control.databaseId();
  }

  Catalog catalog() {
    return catalog;
  }

  ControlFile.State state() {
    return control.state();
  }

  /** How often a commit had to wait for another process. */
  long waits() {
    return right.waits();
  }

  long syncs() {
    return log.syncs();
  }

  @Override
  public Follower follower() {
    return follower;
  }

  @Override
  public Path path() {
    return directory.path();
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public long logBytes() {
    return follower.logBytes();
  }

  @Override
  public long snapshotBytes() {
    return Storage.snapshotBytes(directory, control.state().snapshot());
  }

  @Override
  public long diskBytes() {
    return snapshotBytes() + logBytes();
  }

  @Override
  public long tornBytes() {
    return tornBytes;
  }

  @Override
  public @Nullable SalvageReport salvageReport() {
    return salvageReport;
  }

  /** Seals the log if no other process has it open, and leaves. */
  @Override
  public void close() {
    try (directory;
        member;
        follower;
        log) {
      sealIfLast();
    } catch (IOException e) {
      throw new DatabaseFailedException(
          "The database is closed, but its log could not be sealed: "
              + e.getMessage()
              + "; who opens it next when nobody else has recovers it",
          e);
    }
  }

  private void sealIfLast() throws IOException {
    right.waitOnceMore();
    try {
      long patience = Math.min(patienceNanos, PATIENCE_TO_SEAL.toNanos());
      boolean _ = right.take(System.nanoTime(), patience, _ -> true);
    } catch (DatabaseLockedException e) {
      return; // somebody lives, and holds it
    }
    if (member.isAlone()) {
      log.clean();
      log.seal();
    }
    control.setWriter(-1);
  }

  @Override
  public void discard() {
    try (directory;
        member;
        follower;
        log) {
      control.setWriter(-1);
    } catch (IOException e) {
      throw Storage.cannotOpen(e);
    }
  }
}
