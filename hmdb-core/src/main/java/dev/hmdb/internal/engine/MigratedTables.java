package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.TableDefinition;
import dev.hmdb.internal.table.BulkLoad;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The tables of the new schema while they are filled. For one thread. */
final class MigratedTables {
  private final SchemaDefinition<?> schema;
  private final List<HashTable<?, ?>> entries;
  private final List<BulkLoad<?, ?>> loads = new ArrayList<>();

  /**
   * @param expected about how many entries each table will have
   */
  MigratedTables(SchemaDefinition<?> schema, long[] expected) {
    this.schema = schema;
    this.entries = Engine.emptyTables(schema, new Clock());
    for (int i = 0; i < expected.length; i++) {
      loads.add(entries.get(i).bulkLoad(expected[i]));
    }
  }

  /**
   * Adds an entry, frozen as if it had been put.
   *
   * @return false if the key is there already; nothing was changed
   */
  @SuppressWarnings("unchecked") // the load at a definition's index was made for the definition
  <K, V> boolean add(TableDefinition<K, V> table, K key, V value) {
    K frozenKey = table.keyCodec().freeze(Objects.requireNonNull(key, "key is null"));
    V frozenValue = table.valueCodec().freeze(Objects.requireNonNull(value, "value is null"));
    return ((BulkLoad<K, V>) loads.get(table.index())).add(frozenKey, frozenValue);
  }

  /** What was added, complete. */
  TablesState finish(Catalog catalog) {
    loads.forEach(BulkLoad::finish);
    return TablesState.resting(schema, entries, catalog);
  }
}
