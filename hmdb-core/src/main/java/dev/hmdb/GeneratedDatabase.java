package dev.hmdb;

import dev.hmdb.internal.engine.Engine;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * For generated code: the one class that generated databases extend. Do not extend it by hand.
 *
 * @param <S> the schema
 */
public abstract non-sealed class GeneratedDatabase<S> implements Database<S> {
  private final Engine<S> engine;

  /** How a database is to be opened. */
  protected record Opening(@Nullable Path path, Options options, boolean readOnly) {
    /** Checks that there are options. */
    public Opening {
      Objects.requireNonNull(options, "options is null");
    }

    /** A directory, to read and write. */
    public static Opening directory(Path path, Options options) {
      // Without a path it would be a database in memory, and whatever is put would be lost.
      return new Opening(Objects.requireNonNull(path, "path is null"), options, false);
    }

    /** A directory, to read only. */
    public static Opening readOnly(Path path, Options options) {
      return new Opening(Objects.requireNonNull(path, "path is null"), options, true);
    }

    /** No directory at all. */
    public static Opening memory(Options options) {
      return new Opening(null, options, false);
    }
  }

  /** Opens the database. */
  protected GeneratedDatabase(SchemaDefinition<S> schema, Opening opening) {
    this.engine = Engine.open(schema, opening.path(), opening.options(), opening.readOnly());
  }

  /** The schema that a directory describes. */
  static SchemaDefinition<DynamicTables> storedSchema(Opening opening) {
    return Engine.storedSchema(
        Objects.requireNonNull(opening.path(), "path is null"), opening.options());
  }

  /** The database's own table of that definition. */
  protected final <K, V> Table<K, V> table(TableDefinition<K, V> definition) {
    return engine.tables().table(definition);
  }

  /** What {@code accessor} takes of the database's own tables and indexes. */
  protected final <T> T table(Function<? super TableSource, ? extends T> accessor) {
    return accessor.apply(engine.tables());
  }

  @Override
  public final <X extends Exception> void transaction(TransactionBody<S, X> body) throws X {
    transaction(TxOptions.defaults(), body);
  }

  @Override
  public final <X extends Exception> void transaction(TxOptions options, TransactionBody<S, X> body)
      throws X {
    Objects.requireNonNull(body, "body is null");
    this.<@Nullable Void, X>transactionResult(
        options,
        tables -> {
          body.run(tables);
          return null;
        });
  }

  @Override
  public final <R extends @Nullable Object, X extends Exception> R transactionResult(
      TransactionFunction<S, R, X> body) throws X {
    return transactionResult(TxOptions.defaults(), body);
  }

  @Override
  public final <R extends @Nullable Object, X extends Exception> R transactionResult(
      TxOptions options, TransactionFunction<S, R, X> body) throws X {
    Objects.requireNonNull(options, "options is null");
    Objects.requireNonNull(body, "body is null");
    return engine.transaction(options, body);
  }

  @Override
  public final <R extends @Nullable Object, X extends Exception> R read(
      TransactionFunction<S, R, X> body) throws X {
    Objects.requireNonNull(body, "body is null");
    return engine.read(body);
  }

  @Override
  public final Snapshot<S> snapshot() {
    return engine.snapshot();
  }

  @Override
  public final Transaction<S> begin() {
    return engine.begin();
  }

  @Override
  public final void sync() {
    engine.sync();
  }

  @Override
  public final long commitPosition() {
    return engine.commitPosition();
  }

  @Override
  public final void awaitDurable(long position) {
    engine.awaitDurable(position);
  }

  @Override
  public final CompletionStage<@Nullable Void> whenDurable(long position) {
    return engine.whenDurable(position);
  }

  @Override
  public final CompactionResult compact() {
    return engine.compact();
  }

  @Override
  public final void backup(Path directory) {
    engine.backup(Objects.requireNonNull(directory, "directory is null"));
  }

  @Override
  public final Flow.Publisher<CommittedTransaction> subscribe() {
    return subscribe(FeedOptions.defaults());
  }

  @Override
  public final Flow.Publisher<CommittedTransaction> subscribe(FeedOptions options) {
    return engine.subscribe(Objects.requireNonNull(options, "options is null"));
  }

  @Override
  public final long feedPosition() {
    return engine.feedPosition();
  }

  @Override
  public final Stats stats() {
    return engine.stats();
  }

  @Override
  public final @Nullable SalvageReport salvageReport() {
    return engine.salvageReport();
  }

  @Override
  public final Options options() {
    return engine.options();
  }

  @Override
  public final @Nullable Path path() {
    return engine.path();
  }

  @Override
  public final void close() {
    engine.close();
  }

  /** The schema, the directory and the state, for messages. */
  @Override
  public final String toString() {
    return engine.toString();
  }
}
