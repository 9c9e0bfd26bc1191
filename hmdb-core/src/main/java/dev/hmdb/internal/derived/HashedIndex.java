package dev.hmdb.internal.derived;

import dev.hmdb.KeyShape;
import dev.hmdb.internal.table.BulkLoad;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.Cursor;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.table.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An index that finds entries by equal index keys.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 * @param <P> what is kept for an index key
 * @param <O> what a transaction has of it
 */
public abstract sealed class HashedIndex<I, K, V, P, O extends HashedOverlay<I, K, V, P, ?>>
    extends Derived<K, V, O> permits HashIndex, UniqueHashIndex {
  /*
   * Mechanism
   *
   * A hash table like any other, from index keys to what is kept for them, which is not logged. What
   * is kept are the entries themselves, so that reading an index takes one lookup. It is immutable:
   * whoever read it in a transaction has read the same thing at its commit exactly if the table has
   * the same object.
   */
  private final IndexKeys<K, V, I> indexKeys;
  private final HashTable<K, V> table;
  private final HashTable<I, P> found;

  HashedIndex(HashTable<K, V> table, IndexKeys<K, V, I> indexKeys, Clock clock) {
    this.table = table;
    this.indexKeys = indexKeys;
    this.found = HashTable.create(KeyShape.reference(), clock);
  }

  // ---- What is kept for an index key

  /**
   * With one entry more, which takes the place of the one of its key.
   *
   * @param present null if there is none yet
   * @throws dev.hmdb.ConstraintViolationException if there may not be both
   */
  abstract P with(I indexKey, @Nullable P present, Entry<K, V> entry);

  /** Without the entry of a key; null if there is no other. */
  abstract @Nullable P without(P present, Entry<K, V> entry);

  // ---- Readers

  /** What is published for an index key; null if there is nothing. */
  public final @Nullable P get(I indexKey) {
    return found.get(indexKey);
  }

  /** What there is for an index key as of a timestamp that a registered snapshot holds. */
  public final @Nullable P get(I indexKey, long timestamp) {
    return found.get(indexKey, timestamp);
  }

  /** The index keys that there are as of a timestamp that a registered snapshot holds. */
  public final List<I> keys(long timestamp) {
    List<I> keys = new ArrayList<>();
    Cursor<I, P> cursor = found.cursor(timestamp);
    while (cursor.advance()) {
      keys.add(cursor.key());
    }
    return keys;
  }

  /** The number of index keys, published. */
  public final long size() {
    return found.size();
  }

  /** The number of index keys as of a timestamp that a registered snapshot holds. */
  public final long size(long timestamp) {
    return found.size(timestamp);
  }

  /** What there is for each index key as of a timestamp that a registered snapshot holds. */
  public final List<P> groups(long timestamp) {
    List<P> groups = new ArrayList<>();
    Cursor<I, P> cursor = found.cursor(timestamp);
    while (cursor.advance()) {
      groups.add(cursor.value());
    }
    return groups;
  }

  /** The newest, published or not. */
  final @Nullable P newest(I indexKey) {
    Entry<I, P> newest = found.find(indexKey);
    return newest == null ? null : newest.value();
  }

  /** The table that this is an index of. */
  public final HashTable<K, V> table() {
    return table;
  }

  /** The timestamp of the last commit that changed this. */
  final long lastChange() {
    return found.lastChange();
  }

  /** The index keys of an entry; none of a tombstone or of none. */
  final Collection<? extends I> keysOf(@Nullable Entry<K, V> entry) {
    V value = entry == null ? null : entry.value();
    return entry == null || value == null ? List.of() : indexKeys.of(table.keyOf(entry), value);
  }

  // ---- The commit

  private record Prepared<I, P>(List<Entry<I, P>> entries, Object size) {}

  @Override
  final Object prepare(List<Entry<K, V>> fresh, boolean replacesAll, long timestamp) {
    // Null for what is there no more.
    Map<I, @Nullable P> changed = new HashMap<>();
    // First all that goes, so that it does not matter in which order a transaction wrote.
    if (replacesAll) {
      for (I indexKey : keys(Long.MAX_VALUE)) {
        changed.put(indexKey, null);
      }
    } else {
      for (Entry<K, V> entry : fresh) {
        removeReplaced(entry, changed);
      }
    }
    for (Entry<K, V> entry : fresh) {
      for (I indexKey : keysOf(entry)) {
        changed.put(indexKey, with(indexKey, present(indexKey, changed), entry));
      }
    }
    return prepare(changed, timestamp);
  }

  private void removeReplaced(Entry<K, V> entry, Map<I, @Nullable P> changed) {
    Version<K, V> version = entry.versionAcquire();
    Entry<K, V> replaced = version == null ? null : version.older();
    Collection<? extends I> old = keysOf(replaced);
    if (replaced == null || old.isEmpty()) {
      return;
    }
    Collection<? extends I> kept = forLookup(keysOf(entry));
    for (I indexKey : old) {
      if (!kept.contains(indexKey)) {
        P present = present(indexKey, changed);
        if (present != null) { // else the entry has the same index key twice
          changed.put(indexKey, without(present, replaced));
        }
      }
    }
  }

  private static <T> Collection<T> forLookup(Collection<T> all) {
    return all.size() <= 8 ? all : new HashSet<>(all);
  }

  private @Nullable P present(I indexKey, Map<I, @Nullable P> changed) {
    P present = changed.get(indexKey);
    return present != null || changed.containsKey(indexKey) ? present : newest(indexKey);
  }

  private Object prepare(Map<I, @Nullable P> changed, long timestamp) {
    List<Entry<I, P>> entries = new ArrayList<>(changed.size());
    long delta = 0;
    int newKeys = 0;
    for (Map.Entry<I, @Nullable P> change : changed.entrySet()) {
      Entry<I, P> current = found.find(change.getKey());
      boolean was = current != null && current.value() != null;
      P now = change.getValue();
      if (was || now != null) {
        entries.add(found.prepare(change.getKey(), now, timestamp, current));
        delta += (now == null ? 0 : 1) - (was ? 1 : 0);
        newKeys += current == null ? 1 : 0;
      }
    }
    found.reserve(newKeys);
    return new Prepared<>(entries, found.prepareSize(delta, timestamp));
  }

  @Override
  @SuppressWarnings("unchecked") // what prepare made
  final void install(Object prepared, long timestamp) {
    Prepared<I, P> made = (Prepared<I, P>) prepared;
    for (int i = 0; i < made.entries.size(); i++) {
      found.install(made.entries.get(i));
    }
    if (!made.entries.isEmpty()) {
      found.installSize(made.size, timestamp);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // what prepare made
  final void settle(Object prepared) {
    Prepared<I, P> made = (Prepared<I, P>) prepared;
    for (int i = 0; i < made.entries.size(); i++) {
      found.settle(made.entries.get(i));
    }
    if (!made.entries.isEmpty()) {
      found.settleSize(made.size);
    }
  }

  // ---- Loading

  @Override
  public final void build() {
    Map<I, List<Entry<K, V>>> all = new HashMap<>();
    Cursor<K, V> cursor = table.cursor(Long.MAX_VALUE);
    while (cursor.advance()) {
      Entry<K, V> entry = cursor.entry();
      for (I indexKey : keysOf(entry)) {
        List<Entry<K, V>> group = all.computeIfAbsent(indexKey, _ -> new ArrayList<>(1));
        if (group.isEmpty() || !group.getLast().equals(entry)) { // an index key may come twice
          group.add(entry);
        }
      }
    }
    requireAllowed(all);
    BulkLoad<I, P> load = found.bulkLoad(all.size());
    all.forEach((indexKey, entries) -> load.add(indexKey, ofAll(entries)));
    load.finish();
  }

  /**
   * @throws dev.hmdb.ConstraintViolationException if there may not be all these
   */
  void requireAllowed(Map<I, List<Entry<K, V>>> all) {}

  /** What is kept of entries, of which there is at least one. */
  abstract P ofAll(List<Entry<K, V>> entries);
}
