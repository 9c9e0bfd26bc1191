package dev.hmdb;

import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.codec.Unit;

/**
 * For generated code: hands out the tables and indexes of a database, of one transaction or of one
 * snapshot; for one definition the same one each time.
 *
 * <p>A definition asked for as something else than it is, is an {@link IllegalArgumentException}.
 */
public interface TableSource {
  /** The table of that definition, which may be a sorted one. */
  <K, V> Table<K, V> table(TableDefinition<K, V> definition);

  /** The sorted table of that definition. */
  <K, V> SortedTable<K, V> sortedTable(TableDefinition<K, V> definition);

  /** The cell of that definition. */
  <T> Cell<T> cell(TableDefinition<Unit, T> definition);

  /** The list of that definition. */
  <T> ListTable<T> list(TableDefinition<ListKey, T> definition);

  /** The multimap of that definition. */
  <K, V> SetMultimap<K, V> setMultimap(TableDefinition<SetEntryKey<K, V>, Unit> definition);

  /** The multimap of that definition. */
  <K, V> ListMultimap<K, V> listMultimap(TableDefinition<ListEntryKey<K>, V> definition);

  /** The index of that definition, which may be a sorted one. */
  <I, K, V> TableIndex<I, K, V> index(IndexDefinition<I, K, V> definition);

  /** The sorted index of that definition. */
  <I, K, V> SortedIndex<I, K, V> sortedIndex(IndexDefinition<I, K, V> definition);

  /** The unique index of that definition, which may be a sorted one. */
  <I, K, V> UniqueIndex<I, K, V> uniqueIndex(IndexDefinition<I, K, V> definition);

  /** The sorted unique index of that definition. */
  <I, K, V> SortedUniqueIndex<I, K, V> sortedUniqueIndex(IndexDefinition<I, K, V> definition);
}
