package dev.hmdb;

/**
 * What a transaction does.
 *
 * @param <S> the schema
 * @param <X> what it may throw besides unchecked exceptions; inferred for a lambda
 */
@FunctionalInterface
public interface TransactionBody<S, X extends Exception> {
  /**
   * Runs, possibly more than once (see {@link Database#transaction(TransactionBody)}).
   *
   * @param tables the schema's tables, bound to the transaction
   */
  void run(S tables) throws X;
}
