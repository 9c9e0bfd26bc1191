package dev.hmdb.internal.engine;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.HmdbException;
import dev.hmdb.RecoveryProgress.Phase;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Membership;
import dev.hmdb.internal.disk.Membership.Right;
import dev.hmdb.internal.log.ControlFile;
import dev.hmdb.internal.log.ControlFile.State;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogFollower;
import dev.hmdb.internal.log.SegmentGoneException;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.Cursor;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.tx.ForeignCommit;
import dev.hmdb.internal.tx.OtherProcesses;
import dev.hmdb.internal.tx.StoredTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Applies to the tables of an open database what other processes append to its log. Called under
 * the commit lock, except where it says otherwise.
 */
final class Follower implements OtherProcesses, AutoCloseable {
  /*
   * Publication: `applied` is written after everything up to that change was installed and published;
   * so whoever finds it equal to the number of the last change (isAhead) sees all of it.
   *
   * Reload: who is two compactions behind finds the next segment deleted, and who followed a database
   * that was recovered meanwhile may have read what was cut off. Both load the files once more, beside
   * the tables, and apply the difference as one commit: readers go from one committed state to a later
   * one.
   *
   * Failure: what cannot be read is read again the next time; frames that were applied are not.
   */
  private static final byte[] NOTHING = new byte[0];

  private final Directory directory;
  private final ControlFile control;
  private final SchemaDefinition<?> schema;
  private final Catalog catalog;
  private final @Nullable Membership member;

  private final Map<Integer, StoredTable<?, ?>> byId = new HashMap<>();
  private List<StoredTable<?, ?>> stored = List.of();

  private LogFollower log;
  private long generation;
  private long commits;
  private final Decoder decoder = new Decoder(NOTHING);

  /** Why what was recovered last cannot be followed. */
  private @Nullable SchemaMismatchException refused;

  private long refusedGeneration;

  // Written under the commit lock, read by anyone.
  private volatile long applied;
  private volatile long logBytes;
  private volatile long lag;
  private final AtomicLong reloads = new AtomicLong();

  /**
   * What was read of the files of a database that others write to.
   *
   * @param state that was read
   * @param log goes on behind it
   */
  record Loaded(State state, LogFollower log) {}

  Follower(
      Directory directory,
      ControlFile control,
      SchemaDefinition<?> schema,
      Catalog catalog,
      @Nullable Membership member,
      Loaded loaded) {
    this.directory = directory;
    this.member = member;
    this.control = control;
    this.schema = schema;
    this.catalog = catalog;
    this.log = loaded.log();
    this.generation = loaded.state().generation();
    this.commits = loaded.state().commits();
    this.applied = loaded.state().change();
    this.logBytes = log.bytes();
  }

  /** Says which tables to apply commits to, before the first is. */
  void follow(List<StoredTable<?, ?>> tables) {
    stored = tables;
    for (StoredTable<?, ?> table : tables) {
      byId.put(Objects.requireNonNull(catalog.find(table.name())).id(), table);
    }
  }

  /** Reads snapshot file and log, which others may be writing and compacting. */
  static Loaded load(
      Directory directory, ControlFile control, @Nullable Membership member, LogReplay replay)
      throws IOException {
    for (int tries = 1; ; tries++) {
      // From the second time on without a compaction meanwhile, if it can be had. Without waiting:
      // whoever has that right may wait for the caller.
      boolean isStill = tries > 1 && member != null && member.tryTake(Right.COMPACTION);
      try {
        Loaded loaded = tryLoad(directory, control, replay);
        if (loaded != null) {
          return loaded;
        }
      } finally {
        if (isStill) {
          Objects.requireNonNull(member).giveBack(Right.COMPACTION);
        }
      }
      replay.restart(); // its files were mended or deleted meanwhile; there are newer ones
    }
  }

  /** Null if the files are others now. */
  private static @Nullable Loaded tryLoad(
      Directory directory, ControlFile control, LogReplay replay) throws IOException {
    Progress progress = replay.tables().progress();
    State state = control.state();
    long snapshot = state.snapshot();
    LogFollower log =
        new LogFollower(
            directory, snapshot == 0 ? Log.FIRST_SEGMENT : snapshot, control.databaseId());
    try {
      log.hold(); // while the snapshot file is read, a compaction may delete it
      if (progress.isHeard()) {
        Phase first = snapshot == 0 ? Phase.LOG : Phase.SNAPSHOT;
        progress.begin(first, Storage.bytesToRead(directory, snapshot));
      }
      if (snapshot != 0) {
        SnapshotLoad.load(directory, snapshot, replay.tables());
        progress.next(Phase.LOG);
      }
      log.readTo(state.segment(), state.end(), replay);
      progress.finish();
      return new Loaded(state, log);
    } catch (IOException | RuntimeException e) {
      log.close();
      if (!control.awaitRecoveredSince(state) && control.state().snapshot() == snapshot) {
        throw e;
      }
      return null;
    }
  }

  @Override
  public boolean isAhead() {
    return !control.isAt(applied);
  }

  @Override
  public long newest() {
    return control.change();
  }

  @Override
  public boolean hasReached(long change) {
    return applied >= change;
  }

  /**
   * {@inheritDoc}
   *
   * @throws HmdbException if it cannot be read
   */
  @Override
  public void read(Receiver receiver) {
    while (!tryRead(receiver)) {
      State state = control.state();
      SchemaMismatchException known = refused;
      if (known != null && refusedGeneration == state.generation()) {
        throw known; // it would load everything to find out the same
      }
      try {
        finish(reload(receiver));
      } catch (SchemaMismatchException e) {
        refused = e;
        refusedGeneration = state.generation();
        throw e;
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }

  /**
   * Reads what can be read without loading everything once more.
   *
   * @return whether that was all there is
   * @throws HmdbException if it cannot be read
   */
  boolean tryRead(Receiver receiver) {
    while (true) {
      State state = control.state();
      if (state.change() == applied) {
        return true;
      }
      lag = Math.max(0, state.commits() - commits);
      try {
        if (state.generation() != generation || !readOn(state, receiver)) {
          return false;
        }
        finish(state);
        return true;
      } catch (CorruptDatabaseException e) {
        if (!control.awaitRecoveredSince(state)) {
          throw e;
        }
      } catch (IOException e) {
        if (!control.awaitRecoveredSince(state)) {
          throw unreadable(e);
        }
      }
    }
  }

  private static DatabaseFailedException unreadable(IOException e) {
    return new DatabaseFailedException(
        "What other processes have committed cannot be read: "
            + e.getMessage()
            + "; this process goes on with what it had read before",
        e);
  }

  /** False if what follows is gone. */
  private boolean readOn(State state, Receiver receiver) throws IOException {
    try {
      log.readTo(
          state.segment(),
          state.end(),
          (kind, position, buffer, offset, length) -> {
            decoder.reset(buffer, offset, length);
            apply(kind, position, receiver);
          });
      return true;
    } catch (SegmentGoneException e) {
      return false;
    } finally {
      decoder.reset(NOTHING, 0, 0); // a large frame is not kept
    }
  }

  private void finish(State state) {
    generation = state.generation();
    commits = state.commits();
    logBytes = log.bytes();
    applied = state.change(); // last: see "Publication"
  }

  /** Whoever only reads keeps nobody out. */
  @Override
  public void lockOut(Receiver receiver, long sinceNanos) {
    throw new IllegalStateException("opened read-only");
  }

  @Override
  public void letIn() {}

  @Override
  public void installed() {}

  /** This process has appended a commit itself, and installed it. */
  void skip(State state) throws IOException {
    log.skipTo(state.segment(), state.end());
    finish(state);
  }

  private void apply(byte kind, long position, Receiver receiver) {
    ForeignCommit commit = new ForeignCommit(stored.size());
    try {
      if (kind == FrameKind.SCHEMA) {
        requireSame(Catalog.decode(decoder));
        return;
      }
      while (decoder.remaining() > 0) {
        long header = decoder.readVarint(Integer.MAX_VALUE);
        StoredTable<?, ?> table = byId.get((int) (header >>> OperationLayout.KIND_BITS));
        if (table == null) {
          throw new DecodingException(
              "table id " + (header >>> OperationLayout.KIND_BITS) + " is unknown",
              decoder.offset());
        }
        decode((int) header & OperationLayout.KIND_MASK, table, commit);
      }
    } catch (HmdbException e) {
      throw e;
    } catch (RuntimeException e) { // a DecodingException, or what a user's codec throws
      throw new CorruptDatabaseException(
          directory.path()
              + ": the commit of another process at position "
              + position
              + " cannot be read: "
              + UnreadableEntryException.reason(e)
              + ". Do all processes run the same version of the program?",
          e);
    }
    receiver.apply(commit);
  }

  private <K, V> void decode(int kind, StoredTable<K, V> table, ForeignCommit commit) {
    switch (kind) {
      case OperationLayout.PUT -> {
        K key = table.keyCodec().decode(decoder);
        commit.put(table, key, table.valueCodec().decode(decoder));
      }
      case OperationLayout.REMOVE -> commit.remove(table, table.keyCodec().decode(decoder));
      case OperationLayout.CLEAR -> commit.clear(table);
      default -> throw new DecodingException("operation " + kind + " is unknown", decoder.offset());
    }
  }

  private void requireSame(Catalog read) {
    if (!read.tables().equals(catalog.tables())) {
      throw new SchemaMismatchException(
          directory.path()
              + ": another process has changed the schema of the database to "
              + read.schemaName()
              + "; close it here and open it with that schema");
    }
  }

  private State reload(Receiver receiver) throws IOException {
    List<HashTable<?, ?>> fresh = Engine.emptyTables(schema, new Clock());
    LogReplay replay = new LogReplay(directory.path(), schema, fresh, Progress.UNHEARD);
    Loaded loaded = load(directory, control, member, replay);
    try {
      requireSame(replay.catalog());
      ForeignCommit difference = new ForeignCommit(stored.size());
      for (StoredTable<?, ?> table : stored) {
        addDifference(table, fresh, difference);
      }
      receiver.apply(difference);
    } catch (Throwable t) {
      loaded.log().close();
      throw t;
    }
    LogFollower before = log;
    log = loaded.log();
    reloads.incrementAndGet();
    before.close();
    return loaded.state();
  }

  @SuppressWarnings("unchecked") // the table at a definition's index was made for the definition
  private static <K, V> void addDifference(
      StoredTable<K, V> table, List<HashTable<?, ?>> fresh, ForeignCommit difference) {
    HashTable<K, V> target = (HashTable<K, V>) fresh.get(table.index());
    SameBytes<V> same = new SameBytes<>(table.valueCodec());
    Cursor<K, V> wanted = target.cursor(Long.MAX_VALUE);
    while (wanted.advance()) {
      Entry<K, V> present = table.entries().find(wanted.key());
      if (present == null || !same.areSame(present.value(), wanted.value())) {
        difference.put(table, wanted.key(), wanted.value());
      }
    }
    Cursor<K, V> present = table.entries().cursor(Long.MAX_VALUE);
    while (present.advance()) {
      if (target.get(present.key()) == null) {
        difference.remove(table, present.key());
      }
    }
  }

  /** Bytes of the log's last segment, as far as it was read. For any thread. */
  long logBytes() {
    return logBytes;
  }

  /** How many commits there were to be read when last there were some. For any thread. */
  long lag() {
    return lag;
  }

  /** How often everything was loaded once more. For any thread. */
  long reloads() {
    return reloads.get();
  }

  /** What the files are now. For any thread. */
  State state() {
    return control.state();
  }

  /** Lets go of the files. */
  @Override
  public void close() throws IOException {
    try {
      log.close();
    } finally {
      control.close();
    }
  }
}
