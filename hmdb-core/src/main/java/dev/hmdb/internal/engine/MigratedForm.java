package dev.hmdb.internal.engine;

import static dev.hmdb.codec.Unit.UNIT;

import dev.hmdb.ListTable;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableKind;
import dev.hmdb.TableSource;
import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.codec.Unit;
import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * How a migration reads and fills a table of one kind: as keys with values.
 *
 * @param definition of the table
 * @param size counts what is to be read
 * @param reader reads all, of lists in their order
 * @param writer adds one more, to lists at their end
 * @param isEachOnce whether it is no mistake to add the same one twice
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record MigratedForm<K, V>(
    TableDefinition<?, ?> definition,
    ToLongFunction<TableSource> size,
    Reader<K, V> reader,
    Writer<K, V> writer,
    boolean isEachOnce) {
  /** Passes all that a table has to an action. */
  @FunctionalInterface
  interface Reader<K, V> {
    void read(TableSource old, BiConsumer<? super K, ? super V> action);
  }

  /** Adds something to a new table; false, with nothing changed, if its key is there already. */
  @FunctionalInterface
  interface Writer<K, V> {
    boolean add(MigratedTables made, K key, V value);
  }

  /** That of a table, by its kind. */
  @SuppressWarnings("unchecked") // whoever names the table says what it is read as
  public static <K, V> MigratedForm<K, V> of(TableDefinition<?, ?> definition) {
    MigratedForm<?, ?> form =
        switch (definition.kind()) {
          case TableKind.Hashed<?> _, TableKind.Sorted<?> _ ->
              table((TableDefinition<Object, Object>) definition);
          case TableKind.OneCell<?> _ -> cell((TableDefinition<Unit, Object>) definition);
          case TableKind.Listed<?> _ -> list((TableDefinition<ListKey, Object>) definition);
          case TableKind.SetOfEach<?> _ ->
              setMultimap((TableDefinition<SetEntryKey<Object, Object>, Unit>) definition);
          case TableKind.ListOfEach<?> _ ->
              listMultimap((TableDefinition<ListEntryKey<Object>, Object>) definition);
        };
    return (MigratedForm<K, V>) form;
  }

  /** Entries by their keys. */
  static <K, V> MigratedForm<K, V> table(TableDefinition<K, V> definition) {
    return new MigratedForm<>(
        definition,
        old -> old.table(definition).size(),
        (old, action) -> old.table(definition).forEach(action),
        (made, key, value) -> made.add(definition, key, value),
        false);
  }

  /** At most one value. */
  static <T> MigratedForm<Unit, T> cell(TableDefinition<Unit, T> definition) {
    return new MigratedForm<>(
        definition,
        old -> old.cell(definition).find().isPresent() ? 1 : 0,
        (old, action) -> old.cell(definition).find().ifPresent(value -> action.accept(UNIT, value)),
        (made, _, value) -> made.add(definition, UNIT, value),
        false);
  }

  /** Elements by their indexes, to which it does not look when it adds. */
  static <T> MigratedForm<Long, T> list(TableDefinition<ListKey, T> definition) {
    return new MigratedForm<>(
        definition,
        old -> old.list(definition).size(),
        (old, action) -> read(old.list(definition), action),
        (made, _, value) -> made.append(definition, value),
        false);
  }

  private static <T> void read(ListTable<T> list, BiConsumer<? super Long, ? super T> action) {
    Iterator<T> elements = list.stream().iterator();
    for (long index = 0; elements.hasNext(); index++) {
      action.accept(index, elements.next());
    }
  }

  /** Values, each once for a key. */
  static <K, V> MigratedForm<K, V> setMultimap(
      TableDefinition<SetEntryKey<K, V>, Unit> definition) {
    return new MigratedForm<>(
        definition,
        old -> old.setMultimap(definition).size(),
        (old, action) -> old.setMultimap(definition).forEach(action),
        (made, key, value) -> made.add(definition, new SetEntryKey<>(key, value), UNIT),
        true);
  }

  /** Values in an order for a key. */
  static <K, V> MigratedForm<K, V> listMultimap(TableDefinition<ListEntryKey<K>, V> definition) {
    return new MigratedForm<>(
        definition,
        old -> old.listMultimap(definition).size(),
        (old, action) -> old.listMultimap(definition).forEach(action),
        (made, key, value) -> made.append(definition, key, value),
        false);
  }
}
