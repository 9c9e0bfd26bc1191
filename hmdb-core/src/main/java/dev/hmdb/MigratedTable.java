package dev.hmdb;

import dev.hmdb.codec.Unit;
import java.util.Objects;
import java.util.function.Function;

/**
 * A table of a schema, of whatever kind, as a {@link Migration} reads and fills it: as keys with
 * values. Named by the schema's method, as in {@code MigratedTable.list(SchemaV1::notes)}.
 *
 * @param <S> the schema
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@SuppressWarnings("UnusedTypeParameter") // they say what a migration's function is given
public final class MigratedTable<S, K, V> {
  private final Function<? super S, ? extends AnyTable> accessor;

  private MigratedTable(Function<? super S, ? extends AnyTable> accessor) {
    this.accessor = Objects.requireNonNull(accessor, "table is null");
  }

  TableDefinition<?, ?> in(SchemaDefinition<S> schema) {
    return AskedTable.any(schema, accessor);
  }

  /** A table, sorted or not, with its keys and values. */
  public static <S, K, V> MigratedTable<S, K, V> table(
      Function<? super S, ? extends Table<K, V>> table) {
    return new MigratedTable<>(table);
  }

  /** A cell: its value with a key that says nothing, or nothing while it is empty. */
  public static <S, T> MigratedTable<S, Unit, T> cell(Function<? super S, ? extends Cell<T>> cell) {
    return new MigratedTable<>(cell);
  }

  /**
   * A list: its elements in their order, each with its index as key. What it is filled with is
   * added at the end, whatever its key.
   */
  public static <S, T> MigratedTable<S, Long, T> list(
      Function<? super S, ? extends ListTable<T>> list) {
    return new MigratedTable<>(list);
  }

  /** A multimap of sets: each value with its key. To add one again changes nothing. */
  public static <S, K, V> MigratedTable<S, K, V> setMultimap(
      Function<? super S, ? extends SetMultimap<K, V>> multimap) {
    return new MigratedTable<>(multimap);
  }

  /**
   * A multimap of lists: each value with its key, those of one key in their order. What it is
   * filled with is added at the end of what the key has.
   */
  public static <S, K, V> MigratedTable<S, K, V> listMultimap(
      Function<? super S, ? extends ListMultimap<K, V>> multimap) {
    return new MigratedTable<>(multimap);
  }
}
