package dev.hmdb.internal.engine;

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
import dev.hmdb.TableSource;
import dev.hmdb.UniqueIndex;
import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.codec.Unit;
import dev.hmdb.internal.tx.StoredTable;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables of a database, a transaction or a snapshot; each is made when first asked for. */
final class BoundTables implements TableSource {
  /*
   * Benign race: two threads may make the same table at the same time. Both are right, and all
   * their fields are final, so either may be seen by anyone.
   */
  private final List<StoredTable<?, ?>> stored;
  private final Function<StoredTable<?, ?>, AbstractTable<?, ?>> maker;
  private final @Nullable AbstractTable<?, ?>[] made;

  BoundTables(
      List<StoredTable<?, ?>> stored, Function<StoredTable<?, ?>, AbstractTable<?, ?>> maker) {
    this.stored = stored;
    this.maker = maker;
    this.made = new @Nullable AbstractTable<?, ?>[stored.size()];
  }

  @Override
  @SuppressWarnings("unchecked") // the table at a definition's index was made from the definition
  public <K, V> Table<K, V> table(TableDefinition<K, V> definition) {
    int index = definition.index();
    AbstractTable<?, ?> table = made[index];
    if (table == null) {
      table = maker.apply(stored.get(index));
      made[index] = table;
    }
    return (Table<K, V>) table;
  }

  @Override
  public <K, V> SortedTable<K, V> sortedTable(TableDefinition<K, V> definition) {
    throw new UnsupportedOperationException("sortedTable " + definition.name());
  }

  @Override
  public <T> Cell<T> cell(TableDefinition<Unit, T> definition) {
    throw new UnsupportedOperationException("cell " + definition.name());
  }

  @Override
  public <T> ListTable<T> list(TableDefinition<ListKey, T> definition) {
    throw new UnsupportedOperationException("list " + definition.name());
  }

  @Override
  public <K, V> SetMultimap<K, V> setMultimap(TableDefinition<SetEntryKey<K, V>, Unit> definition) {
    throw new UnsupportedOperationException("setMultimap " + definition.name());
  }

  @Override
  public <K, V> ListMultimap<K, V> listMultimap(TableDefinition<ListEntryKey<K>, V> definition) {
    throw new UnsupportedOperationException("listMultimap " + definition.name());
  }

  @Override
  public <I, K, V> TableIndex<I, K, V> index(IndexDefinition<I, K, V> definition) {
    throw new UnsupportedOperationException("index " + definition.name());
  }

  @Override
  public <I, K, V> SortedIndex<I, K, V> sortedIndex(IndexDefinition<I, K, V> definition) {
    throw new UnsupportedOperationException("sortedIndex " + definition.name());
  }

  @Override
  public <I, K, V> UniqueIndex<I, K, V> uniqueIndex(IndexDefinition<I, K, V> definition) {
    throw new UnsupportedOperationException("uniqueIndex " + definition.name());
  }

  @Override
  public <I, K, V> SortedUniqueIndex<I, K, V> sortedUniqueIndex(
      IndexDefinition<I, K, V> definition) {
    throw new UnsupportedOperationException("sortedUniqueIndex " + definition.name());
  }
}
