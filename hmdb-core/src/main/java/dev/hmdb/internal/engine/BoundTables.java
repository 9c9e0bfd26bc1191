package dev.hmdb.internal.engine;

import dev.hmdb.AnyTable;
import dev.hmdb.Cell;
import dev.hmdb.IndexDefinition;
import dev.hmdb.ListMultimap;
import dev.hmdb.ListTable;
import dev.hmdb.SetMultimap;
import dev.hmdb.SortedIndex;
import dev.hmdb.SortedTable;
import dev.hmdb.SortedUniqueIndex;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableIndex;
import dev.hmdb.TableKind;
import dev.hmdb.TableSource;
import dev.hmdb.UniqueIndex;
import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.codec.Unit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables and indexes of a database, a transaction or a snapshot; each is made when first asked
 * for.
 */
final class BoundTables implements TableSource {
  /*
   * Benign race: two threads may make the same table at the same time. Both are right, and all
   * their fields are final, so either may be seen by anyone.
   */
  private final StoredTables stored;
  private final Binding binding;
  private final @Nullable AbstractTable<?, ?>[] tables;

  /** Other kinds than tables, at the index of their table; then the indexes. */
  private final @Nullable Object[] others;

  BoundTables(StoredTables stored, Binding binding) {
    this.stored = stored;
    this.binding = binding;
    this.tables = new @Nullable AbstractTable<?, ?>[stored.tables().size()];
    this.others = new @Nullable Object[stored.tables().size() + stored.indexCount()];
  }

  /** Where the entries of a table are, whatever its kind. */
  @SuppressWarnings("unchecked") // the table at a definition's index was made from the definition
  <K, V> AbstractTable<K, V> entries(TableDefinition<K, V> definition) {
    int index = definition.index();
    AbstractTable<?, ?> table = tables[index];
    if (table == null) {
      Part<K, V> part = part(definition);
      table =
          definition.kind() instanceof TableKind.Sorted
              ? binding.sortedTable(part, stored.derived().order(definition))
              : binding.table(part);
      tables[index] = table;
    }
    return (AbstractTable<K, V>) table;
  }

  /** Where the entries are of something that was made here. */
  static AbstractTable<?, ?> entriesOf(AnyTable table) {
    return switch (table) {
      case AbstractTable<?, ?> entries -> entries;
      case CellView<?> cell -> cell.entries();
      case ListView<?> list -> list.entries();
      case SetMultimapView<?, ?> multimap -> multimap.entries();
      case ListMultimapView<?, ?> multimap -> multimap.entries();
      default -> throw new IllegalArgumentException(table + " is not of a database");
    };
  }

  private <K, V> Part<K, V> part(TableDefinition<K, V> definition) {
    return Part.of(stored.table(definition));
  }

  private <K, V> Part<K, V> part(IndexDefinition<?, K, V> definition) {
    return Part.of(definition.name(), stored.table(definition.table()));
  }

  @SuppressWarnings("unchecked") // what is at an index was made from the definition there
  private <T> T other(int index, Supplier<T> maker) {
    Object present = others[index];
    if (present == null) {
      present = maker.get();
      others[index] = present;
    }
    return (T) present;
  }

  private static void require(boolean is, String what, String name) {
    if (!is) {
      throw new IllegalArgumentException(name + " is no " + what);
    }
  }

  // ---- Tables

  @Override
  public <K, V> Table<K, V> table(TableDefinition<K, V> definition) {
    boolean is =
        definition.kind() instanceof TableKind.Hashed
            || definition.kind() instanceof TableKind.Sorted;
    require(is, "table", definition.name());
    return entries(definition);
  }

  @Override
  @SuppressWarnings("unchecked") // made so for a definition of that kind
  public <K, V> SortedTable<K, V> sortedTable(TableDefinition<K, V> definition) {
    require(definition.kind() instanceof TableKind.Sorted, "sorted table", definition.name());
    return (SortedTable<K, V>) entries(definition);
  }

  @Override
  public <T> Cell<T> cell(TableDefinition<Unit, T> definition) {
    require(definition.kind() instanceof TableKind.OneCell, "cell", definition.name());
    return other(definition.index(), () -> new CellView<>(entries(definition)));
  }

  @Override
  public <T> ListTable<T> list(TableDefinition<ListKey, T> definition) {
    require(definition.kind() instanceof TableKind.Listed, "list", definition.name());
    return other(
        definition.index(),
        () ->
            new ListView<>(
                new ListPart<>(binding, part(definition), stored.derived().order(definition)),
                entries(definition)));
  }

  @Override
  public <K, V> SetMultimap<K, V> setMultimap(TableDefinition<SetEntryKey<K, V>, Unit> definition) {
    require(definition.kind() instanceof TableKind.SetOfEach, "set multimap", definition.name());
    return other(
        definition.index(),
        () ->
            new SetMultimapView<>(
                binding,
                part(definition),
                stored.derived().byKey(definition),
                entries(definition)));
  }

  @Override
  public <K, V> ListMultimap<K, V> listMultimap(TableDefinition<ListEntryKey<K>, V> definition) {
    require(definition.kind() instanceof TableKind.ListOfEach, "list multimap", definition.name());
    return other(
        definition.index(),
        () ->
            new ListMultimapView<>(
                binding,
                part(definition),
                stored.derived().byKey(definition),
                entries(definition)));
  }

  // ---- Indexes

  private <T> T index(IndexDefinition<?, ?, ?> definition, Supplier<T> maker) {
    return other(tables.length + definition.index(), maker);
  }

  @Override
  public <I, K, V> TableIndex<I, K, V> index(IndexDefinition<I, K, V> definition) {
    if (definition.order() != null) {
      return sortedIndex(definition);
    }
    require(!definition.isUnique(), "index that is not unique", definition.name());
    return index(
        definition,
        () -> new IndexView<>(binding, part(definition), stored.derived().hashed(definition)));
  }

  @Override
  public <I, K, V> SortedIndex<I, K, V> sortedIndex(IndexDefinition<I, K, V> definition) {
    require(
        definition.order() != null && !definition.isUnique(),
        "sorted index that is not unique",
        definition.name());
    return index(definition, () -> new SortedIndexView<>(sortedPart(definition)));
  }

  private <I, K, V> SortedIndexPart<I, K, V> sortedPart(IndexDefinition<I, K, V> definition) {
    return new SortedIndexPart<>(binding, part(definition), stored.derived().ordered(definition));
  }

  @Override
  public <I, K, V> UniqueIndex<I, K, V> uniqueIndex(IndexDefinition<I, K, V> definition) {
    if (definition.order() != null) {
      return sortedUniqueIndex(definition);
    }
    require(definition.isUnique(), "unique index", definition.name());
    return index(definition, () -> unique(definition));
  }

  private <I, K, V> UniqueIndexView<I, K, V> unique(IndexDefinition<I, K, V> definition) {
    return new UniqueIndexView<>(binding, part(definition), stored.derived().unique(definition));
  }

  @Override
  public <I, K, V> SortedUniqueIndex<I, K, V> sortedUniqueIndex(
      IndexDefinition<I, K, V> definition) {
    require(
        definition.order() != null && definition.isUnique(),
        "sorted unique index",
        definition.name());
    return index(
        definition, () -> new SortedUniqueIndexView<>(unique(definition), sortedPart(definition)));
  }
}
