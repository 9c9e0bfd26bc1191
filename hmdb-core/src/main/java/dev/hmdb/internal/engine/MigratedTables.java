package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.internal.table.BulkLoad;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tables of the new schema while they are filled. For one thread. */
final class MigratedTables {
  private final SchemaDefinition<?> schema;
  private final List<HashTable<?, ?>> entries;
  private final List<BulkLoad<?, ?>> loads = new ArrayList<>();

  /** The last label of each list. */
  private final Map<Integer, ListKey> ends = new HashMap<>();

  /** The last label of each key of a multimap of lists. */
  private final Map<Integer, Map<Object, ListKey>> endsOfMultimaps = new HashMap<>();

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

  /** Adds an element at the end of a list. */
  <T> boolean append(TableDefinition<ListKey, T> list, T element) {
    ListKey label = ListKey.between(ends.get(list.index()), null);
    ends.put(list.index(), label);
    return add(list, label, element);
  }

  /** Adds a value at the end of those of its key. */
  <K, V> boolean append(TableDefinition<ListEntryKey<K>, V> multimap, K key, V value) {
    Map<Object, ListKey> endsOfKeys =
        endsOfMultimaps.computeIfAbsent(multimap.index(), _ -> new HashMap<>());
    Object owner = Objects.requireNonNull(key, "key is null");
    ListKey label = ListKey.between(endsOfKeys.get(owner), null);
    endsOfKeys.put(owner, label);
    return add(multimap, new ListEntryKey<>(key, label), value);
  }

  /** What was added, complete. */
  TablesState finish(Catalog catalog) {
    loads.forEach(BulkLoad::finish);
    return TablesState.resting(schema, entries, catalog);
  }
}
