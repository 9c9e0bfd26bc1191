package dev.hmdb.internal.engine;

import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A commit that was read, to be put into the tables entirely or not at all, whatever the {@code
 * equals} and {@code hashCode} of its keys throw. For recovery: nobody else uses the tables yet.
 */
final class SalvagedCommit {
  /*
   * Collecting and preparing compare and hash every key, with the others of the commit and with those
   * in the table, and change nothing. Installing runs no user's code.
   */
  private static final long LOADED = 0;

  private final Map<LoadedTable<?, ?>, Changes<?, ?>> byTable = new LinkedHashMap<>();

  void add(LoadedTable.Operation<?, ?> operation) {
    if (!operation.table().isDropped()) {
      addTo(operation.table(), operation);
    }
  }

  @SuppressWarnings("unchecked") // the changes of a table are of its types
  private <K, V> void addTo(LoadedTable<K, V> table, LoadedTable.Operation<?, ?> operation) {
    Changes<K, V> changes =
        (Changes<K, V>) byTable.computeIfAbsent(table, _ -> new Changes<>(table.entries()));
    changes.add((LoadedTable.Operation<K, V>) operation);
  }

  /**
   * Applies the operations in the order in which they were added.
   *
   * @throws RuntimeException if a key's {@code equals} or {@code hashCode} does; nothing is changed
   */
  void apply() {
    byTable.values().forEach(Changes::prepare);
    byTable.values().forEach(Changes::install);
  }

  /** What the commit does to one table. */
  private static final class Changes<K, V> {
    private final HashTable<K, V> table;
    private final Map<K, @Nullable V> newest = new LinkedHashMap<>();
    private final List<Entry<K, V>> prepared = new ArrayList<>();
    private boolean clears;
    private long growth;

    Changes(HashTable<K, V> table) {
      this.table = table;
    }

    void add(LoadedTable.Operation<K, V> operation) {
      K key = operation.key();
      if (key == null) {
        clears = true;
        newest.clear();
      } else {
        newest.put(key, operation.value());
      }
    }

    void prepare() {
      newest.forEach(this::prepare);
    }

    private void prepare(K key, @Nullable V value) {
      Entry<K, V> current = clears ? null : table.find(key);
      if (value != null || current != null) {
        prepared.add(table.prepare(key, value, LOADED, current));
        growth += (value == null ? 0 : 1) - (current == null ? 0 : 1);
      }
    }

    void install() {
      if (clears) {
        table.unloadAll();
      }
      table.reserve(prepared.size());
      prepared.forEach(table::install);
      prepared.forEach(table::settle);
      Object size = table.prepareSize(growth, LOADED);
      table.installSize(size, LOADED);
      table.settleSize(size);
    }
  }
}
