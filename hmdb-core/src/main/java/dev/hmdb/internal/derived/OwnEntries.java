package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of a table as a transaction has written them. For one thread at a time. */
final class OwnEntries<K, V> {
  private final HashTable<K, V> table;
  private final long timestamp;

  /** Null for keys that it removed. */
  private final Map<K, @Nullable Entry<K, V>> written = new HashMap<>();

  private boolean isCleared;

  OwnEntries(HashTable<K, V> table, long timestamp) {
    this.table = table;
    this.timestamp = timestamp;
  }

  boolean isCleared() {
    return isCleared;
  }

  /** The entry that a key has by now. */
  @Nullable Entry<K, V> find(K key) {
    Entry<K, V> own = written.get(key);
    if (own != null || isCleared || written.containsKey(key)) {
      return own;
    }
    return table.find(key, timestamp);
  }

  /** Returns the entry that the key has from now on; null if the value is. */
  @Nullable Entry<K, V> write(K key, @Nullable V value) {
    Entry<K, V> entry = value == null ? null : table.unfiled(key, value);
    written.put(key, entry);
    return entry;
  }

  void clear() {
    written.clear();
    isCleared = true;
  }

  void forget() {
    written.clear();
    isCleared = false;
  }
}
