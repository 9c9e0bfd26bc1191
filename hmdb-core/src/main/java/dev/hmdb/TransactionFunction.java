package dev.hmdb;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction or a read does, with a result.
 *
 * @param <S> the schema
 * @param <R> the result
 * @param <X> what it may throw besides unchecked exceptions; inferred for a lambda
 */
@FunctionalInterface
public interface TransactionFunction<S, R extends @Nullable Object, X extends Exception> {
  /**
   * Runs, possibly more than once (see {@link Database#transaction(TransactionBody)}).
   *
   * @param tables the schema's tables, bound to the transaction
   */
  R apply(S tables) throws X;
}
