package dev.hmdb.internal.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hmdb.Compaction;
import dev.hmdb.CompactionResult;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.DatabaseLockedException;
import dev.hmdb.Options;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Membership.Right;
import dev.hmdb.internal.log.ControlFile.State;
import dev.hmdb.internal.log.LogFailedException;
import dev.hmdb.internal.log.SharedLog;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.snapshot.Snapshots;
import dev.hmdb.internal.tx.Committer.LogChange;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Compacts a database that several processes write to; one of them at a time. */
final class SharedCompactor {
  /*
   * Order, with the right to compact:
   * 1. The next segment is made and put on stable storage.
   * 2. With the right to write: NEXT is appended, the old segment is synced, and the log goes on in
   *    the next one. A snapshot of exactly that state is taken.
   * 3. The snapshot file is written; commits go on, in all processes.
   * 4. With the right to write: the others are told of it, for those who load everything.
   * 5. Old files are deleted. Who reads one has it open, or begins again with the new snapshot.
   *
   * A process that dies at any of these leaves files that the next compaction replaces or covers.
   *
   * Nobody is held back who writes faster than it compacts: each process looks every LOOK_NANOS
   * whether it is time, and whoever gets the right compacts.
   */
  private static final Logger LOGGER = System.getLogger("dev.hmdb");

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final String NOT_COMMITTED =
      "The transaction was not committed, nothing of it was kept";
  private static final String NOT_COMPACTED =
      "The database was not compacted, and goes on as it was";

  private final SharedStorage storage;
  private final Transactions transactions;
  private final List<StoredTable<?, ?>> tables;
  private final SnapshotForm form;
  private final byte[] schema;
  private final @Nullable CompactionPolicy policy;

  private final AtomicLong compactions = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  private final ReentrantLock turn = new ReentrantLock();
  private final Condition changed = turn.newCondition();

  /** The snapshot file that the figures below are of. */
  @GuardedBy("turn") private long measured = -1;

  @GuardedBy("turn") private long snapshotBytes;

  @GuardedBy("turn") private long snapshotEntries;

  /** Whether something is stored as an earlier schema has it. Written by whoever compacts. */
  private volatile boolean isOutdated;

  private volatile boolean isStopping;
  private @Nullable Thread thread;

  SharedCompactor(
      SharedStorage storage,
      Transactions transactions,
      List<StoredTable<?, ?>> tables,
      Options options,
      boolean isOutdated) {
    this.storage = storage;
    this.isOutdated = isOutdated;
    this.transactions = transactions;
    this.tables = tables;
    this.form = SnapshotForm.of(options.compression());
    Encoder encoder = new Encoder();
    storage.catalog().encode(encoder);
    this.schema = encoder.toByteArray();
    Compaction compaction = options.compaction();
    this.policy = compaction.isAutomatic() ? CompactionPolicy.of(compaction) : null;
  }

  /** Begins to compact whenever the policy says so, if there is one. */
  void start() {
    if (policy != null) {
      Thread fresh =
          Thread.ofPlatform()
              .name("hmdb-compaction")
              .daemon()
              .inheritInheritableThreadLocals(false)
              .unstarted(() -> serve(policy));
      fresh.start();
      thread = fresh;
    }
  }

  private void serve(CompactionPolicy by) {
    long pause = LOOK_NANOS;
    while (pause(pause)) {
      try {
        if (isTime(by)) {
          compactIfNobodyDoes();
        }
        pause = LOOK_NANOS;
      } catch (Throwable t) { // what a codec throws, too; the thread has to live on
        if (!isStopping) {
          LOGGER.log(Level.WARNING, "A compaction failed, and will be tried again: " + t, t);
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
      }
    }
  }

  /** False when the thread has to end. */
  private boolean pause(long nanos) {
    turn.lock();
    try {
      long left = nanos;
      while (left > 0 && !isStopping) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // nobody has a reason to interrupt it; going on early is harmless
    } finally {
      turn.unlock();
    }
    return !isStopping;
  }

  private boolean isTime(CompactionPolicy by) {
    transactions.catchUp();
    State state = storage.state();
    if (isCompact(state) || transactions.hasFailed()) {
      return false;
    }
    long entries = tables.stream().mapToLong(table -> table.entries().size()).sum();
    turn.lock();
    try {
      if (measured != state.snapshot()) {
        measured = state.snapshot();
        snapshotBytes = storage.snapshotBytes();
        snapshotEntries = entries; // about: nobody has counted when another process wrote it
      }
      long log = Math.max(0, storage.logBytes() - schema.length);
      CompactionPolicy.Use use =
          new CompactionPolicy.Use(snapshotBytes, snapshotEntries, entries, log);
      return use.total() >= by.limit(use);
    } finally {
      turn.unlock();
    }
  }

  private boolean isCompact(State state) {
    return !isOutdated && state.snapshot() == state.segment() && !state.hasCommits();
  }

  /** Whether the snapshot file of a database that is compact was written in another form. */
  private boolean hasOtherForm() throws IOException {
    return Snapshots.form(storage.directory(), storage.state().snapshot()) != form;
  }

  private void compactIfNobodyDoes() throws IOException {
    turn.lock();
    try {
      if (!isStopping && storage.member().tryTake(Right.COMPACTION)) {
        compactAndLetGo();
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Compacts, unless nothing was committed since the last time and the snapshot file has the form
   * that is wanted. Waits for another process that does.
   *
   * @throws DatabaseFailedException if it failed
   * @throws DatabaseClosedException if {@link #stop} was called
   */
  CompactionResult compact() {
    turn.lock();
    try {
      requireWanted(); // before the files: they are let go of once stop() has had the turn
      transactions.catchUp();
      long before = storage.diskBytes();
      while (!storage.member().tryTake(Right.COMPACTION)) {
        requireWanted();
        awaitOther();
      }
      compactAndLetGo();
      transactions.catchUp();
      return new CompactionResult(before, storage.diskBytes());
    } catch (IOException e) {
      throw new DatabaseFailedException(
          "The database could not be compacted, and goes on as it was: " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }

  @GuardedBy("turn") @SuppressWarnings("WaitNotInLoop") // the caller is the loop
  private void awaitOther() {
    try {
      long _ = changed.awaitNanos(POLL_NANOS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("a thread of the database's own was interrupted", e);
    }
  }

  @GuardedBy("turn") private void compactAndLetGo() throws IOException {
    try {
      requireWanted();
      transactions.catchUp();
      if (!isCompact(storage.state()) || hasOtherForm()) {
        write();
        compactions.incrementAndGet();
      }
      deleteObsolete();
    } catch (CancellationException | DatabaseClosedException e) {
      if (isStopping) {
        throw closed();
      }
      failures.incrementAndGet();
      throw e;
    } catch (Throwable t) {
      failures.incrementAndGet();
      throw t;
    } finally {
      storage.member().giveBack(Right.COMPACTION);
    }
  }

  @GuardedBy("turn") private void write() throws IOException {
    SharedLog log = storage.log();
    SharedLog.Next next = log.prepareNext(schema);
    SnapshotContext state;
    try {
      state = cut(() -> switchTo(next));
    } catch (Throwable t) {
      try {
        log.discard(next);
      } catch (IOException e) {
        t.addSuppressed(e);
      }
      throw t;
    }
    try {
      long entries = tables.stream().mapToLong(state::size).sum();
      long bytes =
          SnapshotSave.write(
              storage.directory(),
              storage.databaseId(),
              next.number(),
              storage.catalog(),
              tables,
              state,
              form,
              () -> isStopping);
      cut(() -> log.setSnapshot(next.number())).close();
      isOutdated = false;
      measured = next.number();
      snapshotBytes = bytes;
      snapshotEntries = entries;
    } finally {
      state.close();
    }
  }

  private SnapshotContext cut(LogChange change) throws IOException {
    try {
      return transactions.cut(change);
    } catch (DatabaseLockedException e) { // which speaks of a transaction
      throw new DatabaseLockedException(
          String.valueOf(e.getMessage()).replace(NOT_COMMITTED, NOT_COMPACTED), e);
    }
  }

  private void switchTo(SharedLog.Next next) throws IOException {
    try {
      long _ = storage.log().switchTo(next);
    } catch (LogFailedException e) {
      throw new UncheckedIOException(e); // no refusal that leaves the log as it was
    }
  }

  /** With the right to compact nobody else writes or deletes one of these. */
  private void deleteObsolete() throws IOException {
    Directory directory = storage.directory();
    long first = storage.state().snapshot();
    int _ = Snapshots.deleteTemporaries(directory);
    for (long number : Snapshots.numbers(directory)) {
      if (number < first) {
        directory.delete(Snapshots.name(number));
      }
    }
    storage.log().deleteBefore(first);
  }

  private void requireWanted() {
    if (isStopping) {
      throw closed();
    }
  }

  private static DatabaseClosedException closed() {
    return new DatabaseClosedException("The database is closed");
  }

  /** Ends the compaction that is running, and refuses others. Returns when it has ended. */
  void stop() {
    isStopping = true;
    storage.endWaiting(); // whoever compacts may wait for another process, with the turn
    turn.lock();
    try {
      changed.signalAll();
    } finally {
      turn.unlock();
    }
    Thread running = thread;
    boolean wasInterrupted = false;
    while (running != null && running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many compactions there were in this process. */
  long compactions() {
    return compactions.get();
  }

  /** How many of them failed. */
  long failures() {
    return failures.get();
  }
}
