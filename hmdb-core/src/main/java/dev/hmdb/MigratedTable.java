package dev.hmdb;

import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.codec.Unit;
import dev.hmdb.internal.engine.MigratedForm;
import java.util.function.Function;

/**
 * A table of a schema, of whatever kind, as a {@link Migration} reads and fills it: as keys with
 * values. Named by the schema's method, as in {@code MigratedTable.list(SchemaV1::notes)}.
 *
 * @param <S> the schema
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class MigratedTable<S, K, V> {
  private final Function<SchemaDefinition<? extends S>, MigratedForm<K, V>> form;

  private MigratedTable(Function<SchemaDefinition<? extends S>, MigratedForm<K, V>> form) {
    this.form = form;
  }

  MigratedForm<K, V> in(SchemaDefinition<? extends S> schema) {
    return form.apply(schema);
  }

  /** A table, sorted or not, with its keys and values. */
  public static <S, K, V> MigratedTable<S, K, V> table(
      Function<? super S, ? extends Table<K, V>> table) {
    return new MigratedTable<>(
        schema -> MigratedForm.table(MigratedTable.<TableDefinition<K, V>>asked(schema, table)));
  }

  /** A cell: its value with a key that says nothing, or nothing while it is empty. */
  public static <S, T> MigratedTable<S, Unit, T> cell(Function<? super S, ? extends Cell<T>> cell) {
    return new MigratedTable<>(
        schema -> MigratedForm.cell(MigratedTable.<TableDefinition<Unit, T>>asked(schema, cell)));
  }

  /**
   * A list: its elements in their order, each with its index as key. What it is filled with is
   * added at the end, whatever its key.
   */
  public static <S, T> MigratedTable<S, Long, T> list(
      Function<? super S, ? extends ListTable<T>> list) {
    return new MigratedTable<>(schema ->
        MigratedForm.list(MigratedTable.<TableDefinition<ListKey, T>>asked(schema, list)));
  }

  /** A multimap of sets: each value with its key. To add one again changes nothing. */
  public static <S, K, V> MigratedTable<S, K, V> setMultimap(
      Function<? super S, ? extends SetMultimap<K, V>> multimap) {
    return new MigratedTable<>(schema ->
        MigratedForm.setMultimap(
            MigratedTable.<TableDefinition<SetEntryKey<K, V>, Unit>>asked(schema, multimap)));
  }

  /**
   * A multimap of lists: each value with its key, those of one key in their order. What it is
   * filled with is added at the end of what the key has.
   */
  public static <S, K, V> MigratedTable<S, K, V> listMultimap(
      Function<? super S, ? extends ListMultimap<K, V>> multimap) {
    return new MigratedTable<>(schema ->
        MigratedForm.listMultimap(
            MigratedTable.<TableDefinition<ListEntryKey<K>, V>>asked(schema, multimap)));
  }

  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // what the method returns says it
  private static <D extends TableDefinition<?, ?>> D asked(
      SchemaDefinition<?> schema, Function<?, ?> accessor) {
    return (D) AskedTable.any((SchemaDefinition<Object>) schema, (Function<Object, ?>) accessor);
  }
}
