package dev.hmdb.internal.engine;

import dev.hmdb.AnyTable;
import dev.hmdb.CommittedTransaction;
import dev.hmdb.CompactionResult;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.Durability;
import dev.hmdb.DynamicTables;
import dev.hmdb.FeedOptions;
import dev.hmdb.KeyShape;
import dev.hmdb.Options;
import dev.hmdb.SalvageReport;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Sharing;
import dev.hmdb.Snapshot;
import dev.hmdb.Stats;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableKind;
import dev.hmdb.TableSource;
import dev.hmdb.Transaction;
import dev.hmdb.TransactionFunction;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.derived.Derivatives;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.feed.Feed;
import dev.hmdb.internal.feed.History;
import dev.hmdb.internal.log.LogOptions;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.tx.CommitLog;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StackReserve;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.TransactionContext;
import dev.hmdb.internal.tx.Transactions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One open database, whatever its schema. Any number of threads may use it.
 *
 * @param <S> the schema
 */
public final class Engine<S> {
  private static final Logger LOGGER = System.getLogger("dev.hmdb");

  // What to do instead of calling something inside a transaction.
  private static final String ONE_STATE =
      "the tables that the body is handed show one state already";
  private static final String LATER = "call it when that has ended";

  private final SchemaDefinition<S> schema;
  private final Options options;

  /** Null when the database is in memory only. */
  private final @Nullable Store storage;

  private final List<StoredTable<?, ?>> stored;
  private final StoredTables parts;
  private final Transactions transactions;
  private final BoundTables tables;
  private final Catalog catalog;

  /** Null when there is nothing to compact: in memory or read-only. */
  private final @Nullable Compactor compactor;

  /** Null unless other processes may write, too. */
  private final @Nullable SharedCompactor sharedCompactor;

  /** Null when it is left to {@link #compact}. */
  private final @Nullable AutomaticCompaction automatic;

  /** Null when nothing can change: read-only, and nobody else writes. */
  private final @Nullable Feed feed;

  private final long recoveredCommits;
  private final Abandoned abandoned = new Abandoned();
  private final ReentrantLock closing = new ReentrantLock();

  /** Written under {@link #closing}, read by anyone. */
  private volatile boolean isClosed;

  /**
   * Opens a database.
   *
   * @param path its directory; null for one in memory only
   */
  public static <S> Engine<S> open(
      SchemaDefinition<S> schema, @Nullable Path path, Options options, boolean isReadOnly) {
    Rehearsal.once();
    if (path == null) {
      return inMemory(schema, options);
    }
    Directory directory = Storage.directory(path, options, isReadOnly);
    return options.sharing() == Sharing.MULTI_PROCESS && !isReadOnly
        ? openShared(schema, directory, options)
        : open(schema, directory, options, LogOptions.defaults());
  }

  /** Opens a database that other processes may open, too. */
  static <S> Engine<S> openShared(
      SchemaDefinition<S> schema, Directory directory, Options options) {
    Clock clock = new Clock();
    List<HashTable<?, ?>> entries = emptyTables(schema, clock);
    Progress progress = Progress.of(options.recoveryListener(), System::nanoTime);
    LogReplay replay = new LogReplay(directory.path(), schema, entries, progress);
    Derivation derived = new Derivation(schema, entries, clock);
    SharedStorage storage = SharedStorage.open(directory, options, replay, derived::build);
    try {
      entries.forEach(HashTable::finishLoading);
      boolean isOutdated = replay.tables().isOutdated() && !storage.catalog().tables().isEmpty();
      Engine<S> engine =
          new Engine<>(
              schema,
              options,
              storage,
              clock,
              entries,
              derived,
              storage.catalog(),
              storage,
              replay.commits(),
              isOutdated);
      engine.writeAnew(isOutdated);
      return engine;
    } catch (Throwable t) {
      try {
        storage.discard();
      } catch (RuntimeException e) {
        t.addSuppressed(e);
      }
      throw t;
    }
  }

  /** The schema that the files of a directory describe; see {@link dev.hmdb.DynamicDatabase}. */
  public static SchemaDefinition<DynamicTables> storedSchema(Path path, Options options) {
    return StoredSchema.read(Storage.directory(path, options, true), options);
  }

  private static <S> Engine<S> inMemory(SchemaDefinition<S> schema, Options options) {
    Clock clock = new Clock();
    List<HashTable<?, ?>> entries = emptyTables(schema, clock);
    return new Engine<>(
        schema,
        options,
        null,
        clock,
        entries,
        new Derivation(schema, entries, clock),
        Catalog.empty().with(schema),
        CommitLog.NONE,
        0,
        false);
  }

  /** Opens the database of a directory, which is closed when this fails. */
  static <S> Engine<S> open(
      SchemaDefinition<S> schema, Directory directory, Options options, LogOptions logOptions) {
    Clock clock = new Clock();
    List<HashTable<?, ?>> entries = emptyTables(schema, clock);
    Progress progress = Progress.of(options.recoveryListener(), System::nanoTime);
    LogReplay replay = new LogReplay(directory.path(), schema, entries, progress);
    boolean isSynced = options.durability() == Durability.SYNC;
    Storage storage = Storage.open(directory, options, logOptions.writesThrough(isSynced), replay);
    try {
      entries.forEach(HashTable::finishLoading);
      // Before anything is written: it may refuse the database.
      Derivation derived = new Derivation(schema, entries, clock);
      derived.build();
      Catalog catalog = replay.catalog().with(schema);
      boolean isOutdated = replay.tables().isOutdated() && !replay.catalog().tables().isEmpty();
      if (!directory.isReadOnly() && !catalog.equals(replay.catalog())) {
        storage.append(catalog);
        ConversionLog.tell(directory, replay.catalog(), schema);
      }
      CommitLog log =
          directory.isReadOnly() && storage.follower() == null ? CommitLog.NONE : storage;
      Engine<S> engine =
          new Engine<>(
              schema,
              options,
              storage,
              clock,
              entries,
              derived,
              catalog,
              log,
              replay.commits(),
              isOutdated);
      engine.writeAnew(isOutdated);
      return engine;
    } catch (Throwable t) {
      try {
        storage.discard();
      } catch (RuntimeException e) {
        t.addSuppressed(e);
      }
      throw t;
    }
  }

  static List<HashTable<?, ?>> emptyTables(SchemaDefinition<?> schema, Clock clock) {
    List<HashTable<?, ?>> entries = new ArrayList<>();
    for (TableDefinition<?, ?> definition : schema.tables()) {
      entries.add(emptyTable(definition, clock));
    }
    return entries;
  }

  private static <K, V> HashTable<K, V> emptyTable(TableDefinition<K, V> definition, Clock clock) {
    // What is sorted compares keys all the time, and so keeps them as objects.
    boolean isSorted = definition.kind() instanceof TableKind.Sorted;
    return HashTable.create(isSorted ? KeyShape.reference() : definition.keyShape(), clock);
  }

  private Engine(
      SchemaDefinition<S> schema,
      Options options,
      @Nullable Store storage,
      Clock clock,
      List<HashTable<?, ?>> entries,
      Derivation derived,
      Catalog catalog,
      CommitLog log,
      long recoveredCommits,
      boolean isOutdated) {
    this.schema = schema;
    this.options = options;
    this.storage = storage;
    this.catalog = catalog;
    this.recoveredCommits = recoveredCommits;
    this.transactions =
        new Transactions(
            clock,
            schema.tables().size(),
            log,
            // With others, a commit is synced before any process can see it.
            options.durability() == Durability.SYNC && log.isKept() && log.others() == null,
            TimeUnit.NANOSECONDS.convert(options.syncInterval())); // saturates
    List<StoredTable<?, ?>> all = new ArrayList<>();
    for (TableDefinition<?, ?> definition : schema.tables()) {
      all.add(storedWith(definition, entries, derived, catalog));
    }
    this.stored = List.copyOf(all);
    derived.constrain(stored, transactions.guard());
    this.parts = new StoredTables(stored, derived, schema.indexes().size());
    boolean isReadOnly = storage != null && storage.isReadOnly();
    Follower follower = storage == null ? null : storage.follower();
    if (follower != null) {
      follower.follow(stored);
    }
    this.tables =
        new BoundTables(parts, new LiveBinding(transactions, isReadOnly, abandoned, follower));
    // At once, so that there is only one instance of each for TxOptions.lock to recognise.
    schema.tables().forEach(tables::entries);
    History history = storage == null ? new NoHistory() : storage.history(schema);
    this.feed = history == null ? null : new Feed(transactions, history);
    for (TableDefinition<?, ?> definition : schema.tables()) {
      if (tables.entries(definition) instanceof LiveTable<?, ?> live) {
        live.tellBy(this::feed);
      }
    }
    this.compactor =
        storage instanceof Storage own && !isReadOnly
            ? new Compactor(own, transactions, catalog, stored, form(), isOutdated)
            : null;
    this.sharedCompactor =
        storage instanceof SharedStorage shared
            ? new SharedCompactor(shared, transactions, stored, options, isOutdated)
            : null;
    this.automatic =
        compactor == null || !options.compaction().isAutomatic()
            ? null
            : new AutomaticCompaction(compactor, CompactionPolicy.of(options.compaction()));
    if (storage instanceof Storage own && automatic != null) {
      own.watch(automatic);
    }
    start(transactions, this::startCompacting);
  }

  private void startCompacting() {
    if (automatic != null) {
      automatic.start();
    }
    if (sharedCompactor != null) {
      sharedCompactor.start();
    }
  }

  /**
   * Compacts before anybody uses it, so that no commit of the present form comes to lie beside
   * entries of an earlier one, which a still later form might understand otherwise.
   */
  private void writeAnew(boolean isOutdated) {
    if (isOutdated && (automatic != null || sharedCompactor != null) && isAutomatic()) {
      try {
        compact();
      } catch (RuntimeException e) { // no space, say, or a codec's; it is tried again
        LOGGER.log(
            Level.WARNING,
            path() + " has another schema now, but could not be written anew: " + e.getMessage(),
            e);
      }
    }
  }

  private boolean isAutomatic() {
    return options.compaction().isAutomatic();
  }

  /** Starts what runs beside its users; if one cannot be started, none is left running. */
  static void start(Transactions transactions, Runnable compaction) {
    transactions.start();
    try {
      compaction.run();
    } catch (Throwable t) { // there can be no more threads, say
      transactions.abandon();
      throw t;
    }
  }

  private static <K, V> StoredTable<K, V> storedWith(
      TableDefinition<K, V> definition,
      List<HashTable<?, ?>> entries,
      Derivation derived,
      Catalog catalog) {
    return stored(definition, entries, derived.of(definition), catalog);
  }

  /** A table that is only read, and has no need of what could be derived from it. */
  static <K, V> StoredTable<K, V> stored(
      TableDefinition<K, V> definition, List<HashTable<?, ?>> entries, Catalog catalog) {
    return stored(definition, entries, Derivatives.none(), catalog);
  }

  @SuppressWarnings("unchecked") // the table at a definition's index was made for the definition
  private static <K, V> StoredTable<K, V> stored(
      TableDefinition<K, V> definition,
      List<HashTable<?, ?>> entries,
      Derivatives<K, V> derived,
      Catalog catalog) {
    int id = Objects.requireNonNull(catalog.find(definition.name())).id();
    return new StoredTable<>(
        definition.index(),
        definition.name(),
        (HashTable<K, V>) entries.get(definition.index()),
        definition.keyCodec(),
        definition.valueCodec(),
        new OperationWriter<>(id, definition.keyCodec(), definition.valueCodec()),
        derived);
  }

  /** The database's own tables. */
  public TableSource tables() {
    return tables;
  }

  /** Runs a transaction; see {@link dev.hmdb.Database#transaction}. */
  public <R extends @Nullable Object, X extends Exception> R transaction(
      TxOptions how, TransactionFunction<S, R, X> body) throws X {
    requireWritable();
    return transactions.<R, X>run(
        locking(how),
        how.syncs(),
        context ->
            body.apply(
                schema
                    .binder()
                    .apply(new BoundTables(parts, new TransactionBinding(context, context)))));
  }

  private Transactions.Locking locking(TxOptions how) {
    if (how.locksAll()) {
      return Transactions.Locking.ALL;
    }
    if (how.lockedTables().isEmpty()) {
      return Transactions.Locking.NONE;
    }
    return new Transactions.Locking(
        false, how.lockedTables().stream().map(this::indexOfOwn).distinct().toList());
  }

  @SuppressWarnings("ReferenceEquality") // another database may have an equal one
  private int indexOfOwn(AnyTable table) {
    if (BoundTables.entriesOf(table) instanceof LiveTable<?, ?> own) {
      for (int i = 0; i < stored.size(); i++) {
        if (stored.get(i) == own.stored) {
          return i;
        }
      }
    }
    throw new IllegalArgumentException(
        "TxOptions.lock: " + table + " is not one of this database's own tables");
  }

  /** Runs a read on one state; see {@link dev.hmdb.Database#read}. */
  public <R extends @Nullable Object, X extends Exception> R read(TransactionFunction<S, R, X> body)
      throws X {
    transactions.requireOutside("read", ONE_STATE);
    SnapshotContext context = transactions.snapshot();
    try {
      return body.apply(
          schema.binder().apply(new BoundTables(parts, new SnapshotBinding(context, context))));
    } finally {
      context.close();
    }
  }

  /** Takes a snapshot; see {@link dev.hmdb.Database#snapshot}. */
  public Snapshot<S> snapshot() {
    transactions.requireOutside("snapshot", ONE_STATE);
    SnapshotContext context = transactions.snapshot();
    try {
      return new OpenSnapshot<>(schema, parts, context, abandoned);
    } catch (Throwable t) {
      context.close(); // else it would keep old versions for ever
      throw t;
    }
  }

  /** Begins a transaction; see {@link dev.hmdb.Database#begin}. */
  public Transaction<S> begin() {
    requireWritable();
    TransactionContext context = transactions.begin();
    try {
      return new OpenTransaction<>(schema, parts, transactions, context, abandoned);
    } catch (Throwable t) {
      context.end(); // else it would keep old versions for ever
      throw t;
    }
  }

  private void requireWritable() {
    transactions.requireOpen();
    if (storage != null && storage.isReadOnly()) {
      throw SnapshotTable.readOnly("The database was opened read-only", "to read from it use read");
    }
  }

  /** Syncs; see {@link dev.hmdb.Database#sync}. */
  public void sync() {
    transactions.sync();
  }

  /** The newest commit; see {@link dev.hmdb.Database#commitPosition}. */
  public long commitPosition() {
    return transactions.commitPosition();
  }

  /** Waits for a sync; see {@link dev.hmdb.Database#awaitDurable}. */
  public void awaitDurable(long position) {
    transactions.awaitDurable(position);
  }

  /** Tells of a sync; see {@link dev.hmdb.Database#whenDurable}. */
  public CompletionStage<@Nullable Void> whenDurable(long position) {
    return transactions.whenDurable(position);
  }

  /** Compacts; see {@link dev.hmdb.Database#compact}. */
  public CompactionResult compact() {
    StackReserve.require();
    transactions.requireOutside("compact", LATER);
    requireWritable();
    SharedCompactor shared = sharedCompactor;
    if (shared != null) {
      return OwnThread.call("hmdb-compaction", shared::compact);
    }
    Compactor mine = compactor;
    if (mine == null) {
      return new CompactionResult(0, 0);
    }
    return OwnThread.call(
        "hmdb-compaction",
        () -> automatic == null ? mine.compact(Compactor.Progress.NONE) : automatic.compactNow());
  }

  /** Ends a compaction that is running, and lets nobody begin another. */
  private void stopCompacting() {
    if (automatic != null) {
      automatic.beginStop();
    }
    if (compactor != null) {
      compactor.stop();
    }
    if (automatic != null) {
      automatic.awaitEnd();
    }
    if (sharedCompactor != null) {
      sharedCompactor.stop();
    }
  }

  /** Writes a backup; see {@link dev.hmdb.Database#backup}. */
  public void backup(Path directory) {
    StackReserve.require();
    transactions.requireOutside("backup", LATER);
    SnapshotContext state = transactions.snapshot();
    try {
      OwnThread.call(
          "hmdb-backup",
          () -> {
            Backup.write(directory, path(), catalog, stored, state, form());
            return true;
          });
    } finally {
      state.close();
    }
  }

  /** Of the snapshot files that are written. */
  private SnapshotForm form() {
    return SnapshotForm.of(options.compression());
  }

  /** The present state; the caller closes it. */
  TablesState state() {
    return new TablesState(catalog, stored, transactions.snapshot());
  }

  /** The committed transactions; see {@link dev.hmdb.Database#subscribe}. */
  public Flow.Publisher<CommittedTransaction> subscribe(FeedOptions how) {
    return feed("subscribe").publisher(how, transaction -> transaction);
  }

  /** The feed's newest position; see {@link dev.hmdb.Database#feedPosition}. */
  public long feedPosition() {
    return feed("feedPosition").position();
  }

  private Feed feed(String method) {
    transactions.requireOutside(method, LATER);
    Feed present = feed;
    if (present == null) {
      throw new UnsupportedOperationException(
          method
              + ": the database was opened read-only while nobody writes to it, so that nothing"
              + " changes; open it to write, or with Sharing.MULTI_PROCESS in the process that"
              + " does");
    }
    return present;
  }

  private void endFeed() {
    Feed present = feed;
    if (present != null) {
      present.close();
    }
  }

  /** The figures of now; see {@link dev.hmdb.Database#stats}. */
  public Stats stats() {
    transactions.requireOpen();
    transactions.catchUp();
    Follower follower = storage == null ? null : storage.follower();
    long entries = 0;
    for (StoredTable<?, ?> table : stored) {
      entries += table.entries().size();
    }
    return new Stats(
        entries,
        transactions.commits(),
        transactions.conflicts(),
        transactions.openSnapshots(),
        abandoned.count(),
        storage == null ? 0 : storage.logBytes(),
        storage == null ? 0 : storage.snapshotBytes(),
        storage == null ? 0 : storage.diskBytes(),
        storage instanceof SharedStorage shared ? shared.syncs() : transactions.syncs(),
        compactions(),
        failedCompactions(),
        recoveredCommits,
        storage == null ? 0 : storage.tornBytes(),
        follower == null ? 0 : follower.lag(),
        storage instanceof SharedStorage shared ? shared.waits() : 0,
        follower == null ? 0 : follower.reloads());
  }

  private long compactions() {
    SharedCompactor shared = sharedCompactor;
    if (shared != null) {
      return shared.compactions();
    }
    return compactor == null ? 0 : compactor.compactions();
  }

  private long failedCompactions() {
    SharedCompactor shared = sharedCompactor;
    if (shared != null) {
      return shared.failures();
    }
    return compactor == null ? 0 : compactor.failures();
  }

  /** What was found damaged on opening; see {@link dev.hmdb.Database#salvageReport}. */
  public @Nullable SalvageReport salvageReport() {
    return storage == null ? null : storage.salvageReport();
  }

  /** The options it was opened with. */
  public Options options() {
    return options;
  }

  /** The real path of the directory; null when in memory only. */
  public @Nullable Path path() {
    return storage == null ? null : storage.path();
  }

  /**
   * Closes; see {@link dev.hmdb.Database#close}. Returns when the directory is free, also when
   * another thread is closing.
   */
  public void close() {
    StackReserve.require();
    // From inside a transaction it would wait for itself.
    transactions.requireNotInside("close", LATER);
    closing.lock();
    try {
      if (!isClosed) {
        closeNow();
      }
    } finally {
      closing.unlock();
    }
  }

  /** Called with {@link #closing} held. */
  private void closeNow() {
    Throwable failure;
    try {
      stopCompacting();
      failure = transactions.close();
    } finally {
      endFeed();
      isClosed = true;
      if (storage != null) {
        storage.close();
      }
    }
    if (failure != null) {
      throw new DatabaseFailedException(
          "The database is closed; writing to it had failed earlier: whether the last transactions"
              + " are kept is known once it is reopened",
          failure);
    }
  }

  /** The schema, the directory and the state, for messages. */
  @Override
  public String toString() {
    String state = isClosed ? "closed" : transactions.hasFailed() ? "failed" : "open";
    boolean isReadOnly = storage != null && storage.isReadOnly();
    return schema.name()
        + "["
        + (storage == null ? "in memory" : storage.path())
        + (isReadOnly ? ", read-only, " : ", ")
        + state
        + "]";
  }

  /** Lets go of the directory as the death of the process would; for tests. */
  void kill() {
    closing.lock();
    try {
      if (!isClosed && storage != null) {
        isClosed = true;
        stopCompacting();
        transactions.abandon();
        endFeed();
        storage.discard();
      }
    } finally {
      closing.unlock();
    }
  }
}
