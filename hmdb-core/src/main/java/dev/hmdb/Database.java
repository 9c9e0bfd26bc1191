package dev.hmdb;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * An open database. The processor generates a class for each schema that implements this.
 *
 * @param <S> the schema
 */
public sealed interface Database<S> extends AutoCloseable permits GeneratedDatabase {

  /**
   * Runs {@code body} as one transaction and commits it.
   *
   * <p>Strictly serializable and optimistic: nothing is locked while the body runs; what it read is
   * validated at commit, and on a conflict the body runs again, after a bounded number of tries
   * once with every other writer locked out. So the body may run more than once, and should have no
   * effect besides its writes to the tables it is handed. Any exception or error that leaves the
   * body aborts the transaction: nothing of it is seen, logged or kept, and it reaches the caller
   * unchanged.
   *
   * @throws IllegalStateException inside another transaction of this database
   * @throws DatabaseFailedException if the commit could not be written; nothing of it was kept
   *     unless the message says that this is unknown
   * @throws DatabaseLockedException if other processes that share the database did not let it
   *     through for too long ({@link Options#lockTimeout}); nothing of it was kept, and it may be
   *     tried again
   * @throws DatabaseClosedException if the database is closed
   * @throws X if the body does
   */
  <X extends Exception> void transaction(TransactionBody<S, X> body) throws X;

  /** As {@link #transaction(TransactionBody)}, with options. */
  <X extends Exception> void transaction(TxOptions options, TransactionBody<S, X> body) throws X;

  /** As {@link #transaction(TransactionBody)}, and returns what the body returned. */
  <R extends @Nullable Object, X extends Exception> R transactionResult(
      TransactionFunction<S, R, X> body) throws X;

  /** As {@link #transactionResult(TransactionFunction)}, with options. */
  <R extends @Nullable Object, X extends Exception> R transactionResult(
      TxOptions options, TransactionFunction<S, R, X> body) throws X;

  /**
   * Runs {@code body} on one consistent, read-only state. It never waits for a writer, is never
   * retried and delays nobody.
   *
   * @throws DatabaseClosedException if the database is closed
   * @throws X if the body does
   */
  <R extends @Nullable Object, X extends Exception> R read(TransactionFunction<S, R, X> body)
      throws X;

  /** The present state, to be read until it is closed. */
  Snapshot<S> snapshot();

  /** Begins a transaction in the imperative form. */
  Transaction<S> begin();

  /**
   * Returns when everything committed so far is on stable storage, by whichever process that shares
   * the database. None of them can hold it up: unlike a commit, it does not wait for the right to
   * write, and throws no {@link DatabaseLockedException}.
   *
   * @throws DatabaseFailedException if the sync failed; the database refuses writes from then on
   */
  void sync();

  /**
   * How far the commits have come: a number that covers every commit that has returned, on any
   * thread, and all that the caller can read. So a thread that asks after its commit holds a
   * receipt for it, to be handed to {@link #awaitDurable} or {@link #whenDurable}, here or
   * elsewhere. It grows by one with each commit, and means nothing to another opening of the
   * database.
   */
  long commitPosition();

  /**
   * Returns when all commits up to a position are on stable storage, at once if they are already;
   * commits of several threads share one sync. An interrupt does not end the wait and is not lost.
   *
   * @param position what {@link #commitPosition} returned
   * @throws IllegalArgumentException if it never returned that
   * @throws DatabaseFailedException if the sync failed, or one had failed before; the database
   *     refuses writes from then on
   * @throws DatabaseClosedException if the database was closed and they are not on stable storage
   */
  void awaitDurable(long position);

  /**
   * As {@link #awaitDurable}, without a thread that waits: the stage is completed when all commits
   * up to the position are on stable storage. It asks for a sync that does not wait for {@link
   * Options#syncInterval}; all that ask meanwhile share the next one. In memory, and when they are
   * on stable storage already, it is complete at once.
   *
   * <p>Stages are completed in the order of their positions, one after another, on a thread of
   * hmdb's own that does nothing else: what depends on them and takes long delays other stages, but
   * neither syncs nor commits, nor {@link #close}; use the {@code Async} methods for that. What
   * {@link #awaitDurable} would throw is what they are completed with; closing the database leaves
   * none open.
   *
   * @param position what {@link #commitPosition} returned
   * @throws IllegalArgumentException if it never returned that
   * @throws DatabaseClosedException if the database was closed and they are not on stable storage
   */
  CompletionStage<@Nullable Void> whenDurable(long position);

  /**
   * Writes the present state to a snapshot file, and deletes the log before it. Readers and writers
   * go on meanwhile, a writer waits only if the log grows faster than it is compacted; old versions
   * of what is changed are kept in memory until it is done. If another compaction is running, waits
   * for it first. Does nothing in memory, or if nothing was committed since the last one and the
   * file is compressed or not as {@link Options#compression} says.
   *
   * <p>The codecs of the schema run on a thread of hmdb's own, {@code hmdb-compaction}; what one of
   * them throws reaches the caller unchanged, and the database goes on as it was. An interrupt does
   * not end the wait and is not lost. A crash meanwhile loses nothing.
   *
   * @return what it saved
   * @throws DatabaseFailedException if it could not be written; the database is as it was and goes
   *     on, unless the message says that it refuses writes
   * @throws DatabaseLockedException if other processes that share the database did not let it write
   *     for too long ({@link Options#lockTimeout}); it may be tried again
   * @throws UnsupportedOperationException if the database was opened read-only
   * @throws IllegalStateException inside a transaction of this database
   * @throws DatabaseClosedException if the database is closed before it is done; the database is as
   *     it was
   */
  CompactionResult compact();

  /**
   * Writes the present state to a directory that can then be opened as a database: all that was
   * committed before the call, nothing that is committed after it returned, and of each transaction
   * in between all or nothing. Readers and writers go on meanwhile; old versions of what they
   * change are kept in memory until it is done. On return it is on stable storage.
   *
   * <p>A database in memory can be kept that way, too. The copy is a database of its own: a log or
   * snapshot file of one does not fit the other.
   *
   * <p>The codecs of the schema run on a thread of hmdb's own, {@code hmdb-backup}; what one of
   * them throws reaches the caller unchanged, and nothing of the backup is left. An interrupt does
   * not end the wait and is not lost.
   *
   * @param directory one that is empty, or that does not exist in a parent that does; not in the
   *     database's own directory
   * @throws BackupFailedException if the directory is refused or locked, or it cannot be written;
   *     nothing of the backup is left unless the message says so
   * @throws IllegalStateException inside a transaction of this database
   * @throws DatabaseClosedException if the database is closed before the backup is complete;
   *     nothing of it is left
   */
  void backup(Path directory);

  /**
   * As {@link #subscribe(FeedOptions)}, with {@link FeedOptions#defaults}: whatever is committed
   * after the subscription, as soon as it is.
   */
  Flow.Publisher<CommittedTransaction> subscribe();

  /**
   * The committed transactions that change something, in the order of their commits, without a gap:
   * those of all threads, and with {@link Sharing#MULTI_PROCESS} of all processes.
   *
   * <p>Each subscriber of the publisher has a subscription of its own, which begins, unless {@link
   * FeedOptions#from} says where, with the first commit after {@link Flow.Publisher#subscribe}
   * returned. It is told on a thread of hmdb's own, one signal at a time, no more than it has
   * requested; a transaction is visible to everybody before. Nobody waits for a subscriber: neither
   * writers nor other subscribers. What is kept in memory for a slow one is bounded by {@link
   * FeedOptions#buffer}; behind that the log is read. To read it takes memory for the keys that
   * were changed since, and for their values. Where the log does not have it any more, because it
   * was compacted, or ever, because the database is in memory, the subscription ends with {@link
   * ChangesMissedException}.
   *
   * <p>A subscriber may use the database, also to write. What it throws ends its subscription, and
   * is logged; nobody else notices. Closing the database completes subscriptions: they may get the
   * last transactions before, as far as they have requested them; {@link #close} does not wait for
   * that. A subscription that can be told no more because reading failed ends with that failure.
   *
   * @throws UnsupportedOperationException if the database was opened read-only while no other
   *     process writes to it
   * @throws IllegalStateException inside a transaction of this database
   * @throws DatabaseClosedException if the database is closed
   */
  Flow.Publisher<CommittedTransaction> subscribe(FeedOptions options);

  /**
   * The position of the newest commit that anybody can see: a snapshot taken after the call has
   * everything up to it. So a copy of the database that is to follow it begins like this: ask for
   * the position, read a snapshot, subscribe {@link FeedOptions#from} the position. What was
   * committed between the first two is in the snapshot and told once more, which does no harm.
   *
   * <p>In contrast to {@link #commitPosition} it means the same to every opening of the database.
   * To be kept from time to time by whoever follows a table that seldom changes: the position of
   * the last change may be compacted away, although nothing was missed.
   *
   * @throws UnsupportedOperationException as {@link #subscribe(FeedOptions)}
   * @throws IllegalStateException inside a transaction of this database
   * @throws DatabaseFailedException if the newest commit waited for a sync that failed
   * @throws DatabaseClosedException if the database is closed
   */
  long feedPosition();

  /** Figures of this database, as of now. */
  Stats stats();

  /**
   * What was damaged when the database was opened with {@link Recovery#SALVAGE}, and was left out;
   * null if nothing was.
   */
  @Nullable SalvageReport salvageReport();

  /** The options it was opened with. */
  Options options();

  /** The real path of the directory; null when the database is in memory only. */
  @Nullable Path path();

  /**
   * Waits for commits that are under way, syncs them, ends a compaction, cuts the log to size and
   * lets go of the directory. Closing twice is harmless; what others do with the database meanwhile
   * ends in {@link DatabaseClosedException}.
   *
   * @throws DatabaseFailedException if the last sync failed; the database is closed all the same
   */
  @Override
  void close();
}
