package dev.hmdb.internal.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hmdb.CompactionResult;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogFailedException;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.snapshot.Snapshots;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.Transactions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Compacts: has the log go on in a new segment, writes the state at that moment to a snapshot file,
 * and deletes what it covers. One compaction at a time.
 */
final class Compactor {
  /*
   * Order
   * 1. The next segment is made and put on stable storage. Commits go on in the present one.
   * 2. Under the commit lock NEXT is appended, commits go to the next segment, and a reader is
   *    registered: its snapshot is exactly the state at the end of the old segment. Nothing is synced
   *    and nothing waited for.
   * 3. The old segment is put on stable storage.
   * 4. The snapshot is written to a temporary name, synced, renamed, the directory synced.
   * 5. Old segments and snapshots are deleted.
   *
   * Failure, at
   * 1. or 2.: the segment made is deleted, or if that fails too replaced by the next try.
   * 3.: the log has failed and takes no more; so the database fails for writing.
   * 4.: nothing is left of the snapshot. The log has one more segment and is read from where it began
   *    before. The next try covers both; it switches again only if there were commits meanwhile.
   * 5.: the compaction has worked, but what could not be deleted is there still; the next try, or the
   *    next opening, deletes it.
   */
  private final Storage storage;
  private final Transactions transactions;
  private final Catalog catalog;
  private final List<StoredTable<?, ?>> tables;
  private final SnapshotForm form;
  private final byte[] schema;

  /** About how many bytes a segment begins with. */
  private final long beginning;

  private final AtomicLong compactions = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  /** Held by whoever compacts. */
  private final ReentrantLock turn = new ReentrantLock();

  /** Written by whoever closes the database, read by whoever compacts. */
  private volatile boolean isStopping;

  /** Whether something is stored as an earlier schema has it. Written by whoever compacts. */
  private volatile boolean isOutdated;

  /** Whether the last compaction has ended. */
  @GuardedBy("turn") private boolean isStopped;

  /** Told how a compaction goes. */
  interface Progress {
    /**
     * The log goes on elsewhere. Called under the commit lock.
     *
     * @param before position of its end so far
     * @param after position of its end now
     */
    void switched(long before, long after);

    /** Nobody minds. */
    Progress NONE = (before, after) -> {};
  }

  /**
   * @param form of the snapshot files that are written
   * @param isOutdated whether something is stored as an earlier schema has it
   */
  Compactor(
      Storage storage,
      Transactions transactions,
      Catalog catalog,
      List<StoredTable<?, ?>> tables,
      SnapshotForm form,
      boolean isOutdated) {
    this.storage = storage;
    this.transactions = transactions;
    this.catalog = catalog;
    this.tables = tables;
    this.form = form;
    this.isOutdated = isOutdated;
    Encoder encoder = new Encoder();
    catalog.encode(encoder);
    this.schema = encoder.toByteArray();
    this.beginning = 100L + schema.length;
  }

  /**
   * Compacts, unless nothing was committed since the last time and the snapshot file has the form
   * that is wanted. Waits for one that is running.
   *
   * @throws DatabaseFailedException if it failed
   * @throws DatabaseClosedException if {@link #stop} was called
   */
  CompactionResult compact(Progress progress) {
    turn.lock();
    try {
      requireWanted();
      long before = storage.diskBytes();
      run(progress);
      return new CompactionResult(before, storage.diskBytes());
    } finally {
      turn.unlock();
    }
  }

  @GuardedBy("turn") private void run(Progress progress) {
    assert !isStopped : "requireWanted comes first";
    try {
      storage.writable().finishSwitch(); // of a try that ended in the middle
      if (!isCompact() || hasOtherForm()) {
        write(progress);
        compactions.incrementAndGet();
      }
      storage.deleteObsolete();
    } catch (CancellationException | DatabaseClosedException e) {
      if (isStopping) {
        throw closed(e);
      }
      failures.incrementAndGet(); // a codec's own, about something else
      throw e;
    } catch (LogFailedException e) {
      failures.incrementAndGet();
      transactions.fail(e);
      throw new DatabaseFailedException(
          "The database could not be compacted, because its log has failed: "
              + e.getMessage()
              + "; reads go on, writes are refused until it is reopened",
          e);
    } catch (IOException e) {
      failures.incrementAndGet();
      throw new DatabaseFailedException(
          "The database could not be compacted, and goes on as it was: " + e.getMessage(), e);
    } catch (Throwable t) { // what a codec throws, too
      failures.incrementAndGet();
      throw t;
    }
  }

  /** Whether there is nothing to compact. */
  boolean isCompact() {
    Log log = storage.writable();
    return !isOutdated && storage.base().number() == log.segment() && !log.hasCommits();
  }

  /** Whether the snapshot file of a database that is compact was written in another form. */
  private boolean hasOtherForm() throws IOException {
    return Snapshots.form(storage.directory(), storage.base().number()) != form;
  }

  /** Whether something is stored as an earlier schema has it, which compacting changes. */
  boolean isOutdated() {
    return isOutdated;
  }

  @GuardedBy("turn") private void write(Progress progress) throws IOException {
    Log log = storage.writable();
    // A segment that an earlier schema began does not go with a snapshot of the present one.
    // Nor one that has a snapshot already, which is written once more in another form.
    boolean mayBeEmpty =
        !isOutdated
            && log.segment() > Log.FIRST_SEGMENT
            && log.segment() != storage.base().number()
            && !log.hasCommits();
    SnapshotContext state = mayBeEmpty ? stateBeforeSegment(log) : null;
    if (state == null) {
      state = switchTo(log.prepareNext(schema), progress);
    }
    long number = log.segment();
    try {
      log.finishSwitch();
      long entries = tables.stream().mapToLong(state::size).sum();
      long bytes =
          SnapshotSave.write(
              storage.directory(),
              storage.databaseId(),
              number,
              catalog,
              tables,
              state,
              form,
              () -> isStopping);
      storage.setBase(new Storage.BaseSnapshot(number, bytes, entries));
      isOutdated = false;
    } finally {
      state.close();
    }
  }

  /**
   * The state before the present segment; null if it has commits. A try that failed after its
   * switch leaves such a segment, and the next one need not switch again.
   */
  private @Nullable SnapshotContext stateBeforeSegment(Log log) throws IOException {
    boolean[] isEmpty = new boolean[1];
    SnapshotContext state = transactions.cut(() -> isEmpty[0] = !log.hasCommits());
    if (!isEmpty[0]) {
      state.close();
      return null;
    }
    return state;
  }

  private SnapshotContext switchTo(Log.Next next, Progress progress) throws IOException {
    try {
      return transactions.cut(() -> {
        Log log = storage.writable();
        long before = log.end();
        storage.switchTo(next);
        progress.switched(before, log.end());
      });
    } catch (Throwable t) {
      try {
        next.discard();
      } catch (IOException e) {
        t.addSuppressed(e);
      }
      throw t;
    }
  }

  /** Whether {@link #stop} was called. */
  boolean isStopping() {
    return isStopping;
  }

  /** Whether the database has failed, so that compacting it is in vain. */
  boolean isInVain() {
    return transactions.hasFailed();
  }

  /**
   * What the files hold now. What every segment begins with is left out: another segment would have
   * it, too.
   */
  CompactionPolicy.Use use() {
    Storage.BaseSnapshot base = storage.base();
    long entries = tables.stream().mapToLong(table -> table.entries().size()).sum();
    long log = Math.max(0, storage.logBytes() - beginning);
    return new CompactionPolicy.Use(base.bytes(), base.entries(), entries, log);
  }

  /** Position after the last frame of the log. */
  long end() {
    return storage.writable().end();
  }

  /** Ends the compaction that is running, and refuses others. Returns when it has ended. */
  void stop() {
    isStopping = true;
    turn.lock();
    try {
      isStopped = true;
    } finally {
      turn.unlock();
    }
  }

  private void requireWanted() {
    if (isStopping) {
      throw closed(null);
    }
  }

  private static DatabaseClosedException closed(@Nullable Throwable cause) {
    return cause instanceof DatabaseClosedException already
        ? already
        : new DatabaseClosedException("The database is closed");
  }

  /** How many compactions there were. */
  long compactions() {
    return compactions.get();
  }

  /** How many of them failed. */
  long failures() {
    return failures.get();
  }
}
