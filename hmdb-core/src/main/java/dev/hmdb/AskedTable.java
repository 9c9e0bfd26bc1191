package dev.hmdb;

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
    Objects.requireNonNull(accessor, "table is null");
    AskedTable source = new AskedTable();
    Table<K, V> _ = accessor.apply(schema.binder().apply(source));
    TableDefinition<?, ?> found = source.asked;
    if (found == null) {
      throw new IllegalArgumentException(
          "name a table of " + schema.name() + " by its method, as in Schema::accounts");
    }
    return (TableDefinition<K, V>) found;
  }

  // There is no table: nobody does more with it than return it.
  @SuppressWarnings("NullAway")
  @Override
  public <K, V> Table<K, V> table(TableDefinition<K, V> definition) {
    if (asked != null) {
      throw new IllegalArgumentException(
          "name one table: both " + asked.name() + " and " + definition.name() + " were asked for");
    }
    asked = definition;
    return null;
  }
}
