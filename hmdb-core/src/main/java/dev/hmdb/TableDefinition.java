package dev.hmdb;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.codec.Unit;
import java.util.Comparator;
import java.util.Objects;

/**
 * For generated code: one table of a schema, of whatever kind.
 *
 * @param index the table's place among the schema's stored tables, for lookups in memory; never on
 *     disk
 * @param name the table's name, its identity on disk
 * @param keyCodec the codec of the stored keys
 * @param valueCodec the codec of the stored values
 * @param keyShape how the table keeps its keys in memory
 * @param kind what it is to its users
 * @param <K> the type of the stored keys
 * @param <V> the type of the stored values
 */
public record TableDefinition<K, V>(
    int index,
    String name,
    Codec<K> keyCodec,
    Codec<V> valueCodec,
    KeyShape<K> keyShape,
    TableKind<K> kind) {

  /** Checks that nothing is null. */
  public TableDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(keyCodec, "keyCodec");
    Objects.requireNonNull(valueCodec, "valueCodec");
    Objects.requireNonNull(keyShape, "keyShape");
    Objects.requireNonNull(kind, "kind");
  }

  /** A {@link Table} that keeps its keys as objects. */
  public TableDefinition(int index, String name, Codec<K> keyCodec, Codec<V> valueCodec) {
    this(index, name, keyCodec, valueCodec, KeyShape.reference());
  }

  /** A {@link Table}. */
  public TableDefinition(
      int index, String name, Codec<K> keyCodec, Codec<V> valueCodec, KeyShape<K> keyShape) {
    this(index, name, keyCodec, valueCodec, keyShape, new TableKind.Hashed<>());
  }

  /** A {@link SortedTable} that keeps its keys as objects. */
  public static <K, V> TableDefinition<K, V> sorted(
      int index, String name, Codec<K> keyCodec, Codec<V> valueCodec, Comparator<? super K> order) {
    return sorted(index, name, keyCodec, valueCodec, order, KeyShape.reference());
  }

  /** A {@link SortedTable}. */
  public static <K, V> TableDefinition<K, V> sorted(
      int index,
      String name,
      Codec<K> keyCodec,
      Codec<V> valueCodec,
      Comparator<? super K> order,
      KeyShape<K> keyShape) {
    return new TableDefinition<>(
        index, name, keyCodec, valueCodec, keyShape, new TableKind.Sorted<>(order));
  }

  /** A {@link Cell}: a table with at most one entry, whose key has no content. */
  public static <T> TableDefinition<Unit, T> cell(int index, String name, Codec<T> codec) {
    return new TableDefinition<>(
        index, name, Unit.codec(), codec, KeyShape.reference(), new TableKind.OneCell<>());
  }

  /** A {@link ListTable}: elements by what orders them. */
  public static <T> TableDefinition<ListKey, T> list(int index, String name, Codec<T> codec) {
    return new TableDefinition<>(
        index, name, ListKey.codec(), codec, KeyShape.reference(), new TableKind.Listed<>());
  }

  /** A {@link SetMultimap}: an entry, whose value has no content, for each key and value. */
  public static <K, V> TableDefinition<SetEntryKey<K, V>, Unit> setMultimap(
      int index, String name, Codec<K> keyCodec, Codec<V> valueCodec) {
    return new TableDefinition<>(
        index,
        name,
        SetEntryKey.codec(keyCodec, valueCodec),
        Unit.codec(),
        KeyShape.reference(),
        new TableKind.SetOfEach<>());
  }

  /** A {@link ListMultimap}: values by key and what orders them. */
  public static <K, V> TableDefinition<ListEntryKey<K>, V> listMultimap(
      int index, String name, Codec<K> keyCodec, Codec<V> valueCodec) {
    return new TableDefinition<>(
        index,
        name,
        ListEntryKey.codec(keyCodec),
        valueCodec,
        KeyShape.reference(),
        new TableKind.ListOfEach<>());
  }
}
