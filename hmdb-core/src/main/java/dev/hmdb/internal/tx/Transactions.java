package dev.hmdb.internal.tx;

import dev.hmdb.ConflictException;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.table.Clock;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Runs transactions and reads. The face of this package. */
public final class Transactions {
  /**
   * How often a body runs without locks before everybody else is locked out. Under heavy conflict
   * each further try wastes a run of the body; a handful is enough for all but that.
   */
  private static final int OPTIMISTIC_TRIES = 8;

  private final int tableCount;
  private final SnapshotRegistry snapshots;
  private final ThreadGuard guard = new ThreadGuard();
  private final EncoderPool encoders = new EncoderPool();
  private final Syncer syncer;
  private final Committer committer;
  private volatile boolean isClosed;

  /**
   * @param clock the clock of the tables
   * @param tableCount how many tables there are
   * @param log where commits go
   * @param publishesOnSync whether a commit becomes visible only once it is durable
   * @param syncIntervalNanos the longest time that a commit stays unsynced
   */
  public Transactions(
      Clock clock, int tableCount, CommitLog log, boolean publishesOnSync, long syncIntervalNanos) {
    this.tableCount = tableCount;
    this.snapshots = new SnapshotRegistry(clock);
    this.syncer = new Syncer(log, clock, publishesOnSync, syncIntervalNanos);
    this.committer = new Committer(clock, tableCount, snapshots, log, syncer);
  }

  /** Starts the background sync. */
  public void start() {
    syncer.start(committer);
  }

  /**
   * What a transaction does.
   *
   * @param <R> its result
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface Body<R extends @Nullable Object, X extends Exception> {
    R run(TransactionContext transaction) throws X;
  }

  private static final String NOT_NESTED =
      "a transaction holds no other; use the tables that its body is handed";

  /**
   * How a transaction keeps others out while its body runs.
   *
   * @param all whether it locks everything
   * @param tables the tables that it locks otherwise, by index; usually none
   */
  public record Locking(boolean all, List<Integer> tables) {
    /** Nothing is locked. */
    public static final Locking NONE = new Locking(false, List.of());

    /** Everything is locked. */
    public static final Locking ALL = new Locking(true, List.of());

    /** Copies the list. */
    public Locking {
      tables = List.copyOf(tables);
    }
  }

  /**
   * Runs a body as one transaction, again while it conflicts.
   *
   * @param sync whether the commit must be on stable storage
   */
  public <R extends @Nullable Object, X extends Exception> R run(
      Locking locking, boolean sync, Body<R, X> body) throws X {
    StackReserve.require();
    requireOutside("transaction", NOT_NESTED);
    boolean locksTables = !locking.tables.isEmpty();
    int tries = locking.all ? 0 : locksTables ? 1 : OPTIMISTIC_TRIES;
    while (tries-- > 0) {
      Attempt<R> attempt = locksTables ? runWithLocks(locking.tables, body) : attempt(body, null);
      if (attempt.timestamp != Committer.CONFLICT) {
        return attempt.committed(sync);
      }
      // The other commit may wait for its sync: nothing will be different before that.
      committer.awaitInstalled();
    }
    return runLocked(body).committed(sync);
  }

  private <R extends @Nullable Object, X extends Exception> Attempt<R> runWithLocks(
      List<Integer> tables, Body<R, X> body) throws X {
    TableLocks.Holder holder = committer.lockTables(tables);
    try {
      return attempt(body, holder);
    } finally {
      committer.unlockTables(holder);
    }
  }

  private <R extends @Nullable Object, X extends Exception> Attempt<R> runLocked(Body<R, X> body)
      throws X {
    committer.lockAll();
    try {
      Attempt<R> attempt = attempt(body, null);
      assert attempt.timestamp != Committer.CONFLICT : "nobody else could commit";
      return attempt;
    } finally {
      committer.unlockAll();
    }
  }

  private <R extends @Nullable Object, X extends Exception> Attempt<R> attempt(
      Body<R, X> body, TableLocks.@Nullable Holder holder) throws X {
    SnapshotRegistry.Registration registration = new SnapshotRegistry.Registration();
    TransactionContext transaction =
        new TransactionContext(this, registration, tableCount, Thread.currentThread());
    try {
      committer.catchUp();
      snapshots.enter(registration);
      R result;
      guard.enter();
      try {
        result = body.run(transaction);
      } finally {
        guard.exit();
      }
      return new Attempt<>(result, transaction.commit(committer, encoders, holder));
    } finally {
      transaction.end();
    }
  }

  /** What one try came to. */
  private final class Attempt<R extends @Nullable Object> {
    private final R result;
    private final long timestamp;

    Attempt(R result, long timestamp) {
      this.result = result;
      this.timestamp = timestamp;
    }

    R committed(boolean sync) {
      committer.awaitCommitted(timestamp, sync);
      return result;
    }
  }

  /** Begins a transaction that its user commits. */
  public TransactionContext begin() {
    StackReserve.require();
    requireOutside("begin", NOT_NESTED);
    committer.catchUp();
    return new TransactionContext(this, snapshots.enter(), tableCount, null);
  }

  /** Commits a transaction that {@link #begin} began. */
  public void commit(TransactionContext transaction) {
    StackReserve.require();
    transaction.requireUsable();
    requireOutside("commit", NOT_NESTED);
    long timestamp = transaction.commit(committer, encoders, null);
    if (timestamp == Committer.CONFLICT) {
      throw new ConflictException(
          "Something that the transaction read was changed by another commit; nothing of it was"
              + " kept: begin another one and do it again");
    }
    committer.awaitCommitted(timestamp, false);
  }

  /** Takes a snapshot of what is published. */
  public SnapshotContext snapshot() {
    StackReserve.require();
    requireOpen();
    committer.catchUp();
    return new SnapshotContext(this, snapshots.enter());
  }

  /**
   * Changes the log between two commits, and takes a snapshot of exactly the commits before.
   *
   * @throws java.io.IOException if the change does
   * @throws dev.hmdb.DatabaseFailedException if the database has failed, now or before
   */
  public SnapshotContext cut(Committer.LogChange change) throws IOException {
    StackReserve.require();
    requireOpen();
    SnapshotRegistry.Registration registration = new SnapshotRegistry.Registration();
    SnapshotContext context = new SnapshotContext(this, registration);
    committer.cut(change, registration);
    return context;
  }

  /**
   * Does something between two commits, and changes who is told of commits.
   *
   * @return false, with nothing done, if the database is closed
   */
  public boolean observe(Committer.Between between) {
    StackReserve.require();
    return committer.observe(between);
  }

  /** Whether anybody can see a commit. */
  public boolean isPublished(long timestamp) {
    return committer.isPublished(timestamp);
  }

  /** Waits until everything installed when this was called is visible. */
  public void awaitInstalled() {
    committer.awaitInstalled();
  }

  /** Refuses writes from now on, because the log has failed. */
  public void fail(Throwable reason) {
    committer.fail(reason);
  }

  /** Applies what other processes have committed before the call. */
  public void catchUp() {
    committer.catchUp();
  }

  /** Sets one key in a commit of its own and returns the value that it had. */
  @SuppressWarnings("ReachabilityFenceUsage") // it only keeps the JIT from leaving the lookup out
  public <K, V> @Nullable V put(StoredTable<K, V> table, K key, V value) {
    StackReserve.require();
    K frozenKey = table.frozenKey(key);
    V frozenValue = table.frozenValue(value);
    Encoder encoder = encoders.borrow();
    try {
      // What the commit will look for is on its way to the cache while the value is encoded: a
      // million puts in memory took 0.9 times as long.
      Reference.reachabilityFence(table.entries().find(frozenKey));
      table.writer().put(encoder, frozenKey, frozenValue);
      return commit(new SingleChange<>(table, frozenKey, frozenValue, encoder));
    } finally {
      encoders.giveBack(encoder);
    }
  }

  /** Removes one key in a commit of its own and returns the value that it had. */
  public <K, V> @Nullable V remove(StoredTable<K, V> table, K key) {
    StackReserve.require();
    K frozenKey = table.frozenKey(key);
    Encoder encoder = encoders.borrow();
    try {
      table.writer().remove(encoder, frozenKey);
      return commit(new SingleChange<>(table, frozenKey, null, encoder));
    } finally {
      encoders.giveBack(encoder);
    }
  }

  private <K, V> @Nullable V commit(SingleChange<K, V> change) {
    committer.awaitCommitted(committer.commit(change, null), false);
    return change.previous();
  }

  /** Says whether the calling thread may use the database's own tables. */
  public ThreadGuard guard() {
    return guard;
  }

  /**
   * Checks that the database is open and the calling thread runs no transaction of it.
   *
   * @param method of one of the database's own tables that was called
   * @throws IllegalStateException inside a transaction
   * @throws DatabaseClosedException if the database is closed
   */
  public void requireOutside(StoredTable<?, ?> table, String method) {
    requireOutside(table.name(), "", table, method);
  }

  /**
   * As {@link #requireOutside(StoredTable, String)}, for a method of something that is made of the
   * table.
   *
   * @param name what is to be used instead
   * @param view what was called of it, with a dot behind, if the method is one of what that
   *     returned
   */
  public void requireOutside(String name, String view, StoredTable<?, ?> table, String method) {
    if (guard.mustAsk()) {
      if (guard.isInside()) {
        boolean isTable = name.equals(table.name());
        throw inside(
            name + "()." + view + method,
            (isTable ? "use the table " : "use ")
                + name
                + " that the body is handed; a function given to compute, merge or removeIf may"
                + " not use the database at all");
      }
      requireOpen();
    }
  }

  /**
   * As {@link #requireOutside(StoredTable, String)}, for a method of the database's.
   *
   * @param instead what to do, to be told inside a transaction
   */
  public void requireOutside(String method, String instead) {
    if (guard.mustAsk()) {
      requireNotInside(method, instead);
      requireOpen();
    }
  }

  /**
   * As {@link #requireOutside(String, String)}, open or not.
   *
   * @throws IllegalStateException if it does
   */
  public void requireNotInside(String method, String instead) {
    if (guard.isInside()) {
      throw inside(method, instead);
    }
  }

  private static IllegalStateException inside(String called, String instead) {
    return new IllegalStateException(
        called + " was called inside a transaction of the same database: " + instead);
  }

  /**
   * Checks that the database is open.
   *
   * @throws DatabaseClosedException if it is not
   */
  public void requireOpen() {
    if (isClosed) {
      throw new DatabaseClosedException("The database is closed");
    }
  }

  void leave(SnapshotRegistry.Registration registration) {
    snapshots.leave(registration);
    committer.settle();
  }

  /** Returns when everything committed so far is on stable storage. */
  public void sync() {
    StackReserve.require();
    requireOpen();
    committer.sync();
  }

  /** The newest commit that anybody can see; 0 before the first. */
  public long commitPosition() {
    return committer.position();
  }

  /** Returns once a commit is on stable storage. */
  public void awaitDurable(long position) {
    StackReserve.require();
    requireReached(position);
    if (!syncer.isDurable(position)) {
      requireOpen();
      committer.requireNotFailed();
      syncer.awaitDurable(position);
    }
  }

  /** A stage that is completed once a commit is on stable storage. */
  public CompletionStage<@Nullable Void> whenDurable(long position) {
    StackReserve.require();
    requireReached(position);
    if (!syncer.isDurable(position)) {
      requireOpen();
    }
    return syncer.whenDurable(position);
  }

  private void requireReached(long position) {
    long newest = commitPosition();
    if (position < 0 || position > newest) {
      throw new IllegalArgumentException(
          "position=" + position + " is not one that this database gave: the newest is " + newest);
    }
  }

  /**
   * Waits for the commit under way, refuses further ones, and syncs the last time.
   *
   * @return why writing or syncing failed, now or earlier; null if nothing did
   */
  public @Nullable Throwable close() {
    committer.close();
    Throwable reason = syncer.stop();
    isClosed = true;
    guard.close();
    return reason != null ? reason : committer.failure();
  }

  /** Ends the background sync as the death of the process would, and refuses everything. */
  public void abandon() {
    committer.close();
    syncer.abandon();
    isClosed = true;
    guard.close();
  }

  /** Whether a write or sync failed, so that further writes are refused. */
  public boolean hasFailed() {
    return committer.failure() != null;
  }

  /** The number of commits since the database was opened. */
  public long commits() {
    return committer.commits();
  }

  /** How many tries of a transaction ended in a conflict. */
  public long conflicts() {
    return committer.conflicts();
  }

  /** How often the log was synced. */
  public long syncs() {
    return syncer.syncs();
  }

  /** How many snapshots, reads and transactions there are now. */
  public int openSnapshots() {
    return snapshots.count();
  }
}
