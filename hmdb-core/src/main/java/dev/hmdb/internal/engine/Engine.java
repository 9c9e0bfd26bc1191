package dev.hmdb.internal.engine;

import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Snapshot;
import dev.hmdb.Stats;
import dev.hmdb.TableSource;
import dev.hmdb.Transaction;
import dev.hmdb.TransactionFunction;
import dev.hmdb.TxOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Puts the layers together. */
public abstract class Engine<S> {
  @SuppressWarnings("DoNotCallSuggester")
  public static <S> Engine<S> open(
      SchemaDefinition<S> schema, @Nullable Path path, Options options, boolean readOnly) {
    throw new UnsupportedOperationException();
  }

  public abstract TableSource tables();

  public abstract <R extends @Nullable Object, X extends Exception> R transaction(
      TxOptions options, TransactionFunction<S, R, X> body) throws X;

  public abstract <R extends @Nullable Object, X extends Exception> R read(
      TransactionFunction<S, R, X> body) throws X;

  public abstract Snapshot<S> snapshot();

  public abstract Transaction<S> begin();

  public abstract void sync();

  public abstract Stats stats();

  public abstract Options options();

  public abstract @Nullable Path path();

  public abstract void close();
}
