package dev.hmdb;

import dev.hmdb.internal.engine.OpenTransaction;

/**
 * A transaction in the imperative form, for frameworks. Prefer {@link Database#transaction}, which
 * retries by itself.
 *
 * <p>Bound to no thread, but used by one at a time: whoever hands it on must do so safely. So no
 * thread counts as being inside it, and the database's own tables may be used beside it by any:
 * they do not see what it has written, what they write is no part of it, and where that changes
 * what it has read, its commit ends in a conflict.
 *
 * @param <S> the schema
 */
public sealed interface Transaction<S> extends AutoCloseable permits OpenTransaction {
  /** The tables, bound to this transaction; unusable once it has ended. */
  S tables();

  /**
   * Commits and ends the transaction.
   *
   * @throws ConflictException if something that it read was changed by another commit; nothing of
   *     it was kept, and it may be run anew
   * @throws IllegalStateException if it has ended
   */
  void commit();

  /** Ends the transaction and keeps nothing of it. Harmless once it has ended. */
  void rollback();

  /** Rolls back unless it was committed. */
  @Override
  void close();
}
