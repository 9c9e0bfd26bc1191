package dev.hmdb;

import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.codec.Unit;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out which table of a schema a method reference means. */
final class AskedTable implements TableSource {
  private @Nullable TableDefinition<?, ?> asked;

  private AskedTable() {}

  /**
   * The definition of the table that {@code accessor} returns.
   *
   * @throws IllegalArgumentException if it asks for none, or for several
   */
  @SuppressWarnings("unchecked") // the accessor returns what it asks for, a table of these types
  static <S, K, V> TableDefinition<K, V> of(
      SchemaDefinition<S> schema, Function<? super S, ? extends Table<K, V>> accessor) {
    return (TableDefinition<K, V>) any(schema, accessor);
  }

  /** As {@link #of}, of whatever the accessor returns. */
  static <S> TableDefinition<?, ?> any(
      SchemaDefinition<S> schema, Function<? super S, ?> accessor) {
    Objects.requireNonNull(accessor, "table is null");
    AskedTable source = new AskedTable();
    Object _ = accessor.apply(schema.binder().apply(source));
    TableDefinition<?, ?> found = source.asked;
    if (found == null) {
      throw new IllegalArgumentException(
          "name a table of " + schema.name() + " by its method, as in Schema::accounts");
    }
    return found;
  }

  private void note(TableDefinition<?, ?> definition) {
    if (asked != null) {
      throw new IllegalArgumentException(
          "name one table: both " + asked.name() + " and " + definition.name() + " were asked for");
    }
    asked = definition;
  }

  private static IllegalArgumentException refused(IndexDefinition<?, ?, ?> index) {
    return new IllegalArgumentException(
        index.name() + " is an index; name the table " + index.table().name());
  }

  @Override
  public <K, V> Table<K, V> table(TableDefinition<K, V> definition) {
    note(definition);
    return nothing();
  }

  @Override
  public <K, V> SortedTable<K, V> sortedTable(TableDefinition<K, V> definition) {
    note(definition);
    return nothing();
  }

  @Override
  public <T> Cell<T> cell(TableDefinition<Unit, T> definition) {
    note(definition);
    return nothing();
  }

  @Override
  public <T> ListTable<T> list(TableDefinition<ListKey, T> definition) {
    note(definition);
    return nothing();
  }

  @Override
  public <K, V> SetMultimap<K, V> setMultimap(TableDefinition<SetEntryKey<K, V>, Unit> definition) {
    note(definition);
    return nothing();
  }

  @Override
  public <K, V> ListMultimap<K, V> listMultimap(TableDefinition<ListEntryKey<K>, V> definition) {
    note(definition);
    return nothing();
  }

  @Override
  public <I, K, V> TableIndex<I, K, V> index(IndexDefinition<I, K, V> definition) {
    throw refused(definition);
  }

  @Override
  public <I, K, V> SortedIndex<I, K, V> sortedIndex(IndexDefinition<I, K, V> definition) {
    throw refused(definition);
  }

  @Override
  public <I, K, V> UniqueIndex<I, K, V> uniqueIndex(IndexDefinition<I, K, V> definition) {
    throw refused(definition);
  }

  @Override
  public <I, K, V> SortedUniqueIndex<I, K, V> sortedUniqueIndex(
      IndexDefinition<I, K, V> definition) {
    throw refused(definition);
  }

  // There is no table: nobody does more with it than return it.
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }
}
