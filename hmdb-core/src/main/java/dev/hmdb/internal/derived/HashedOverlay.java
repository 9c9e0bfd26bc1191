package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.Entry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has of a {@link HashedIndex}.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 * @param <P> what the index keeps for an index key
 * @param <Q> the same with the transaction's own writes
 */
public abstract sealed class HashedOverlay<I, K, V, P, Q> implements Overlay<K, V>
    permits UniqueOverlay {
  private static final Object ABSENT = new Object();

  private final HashedIndex<I, K, V, P, ?> index;
  private final long timestamp;

  /** What was read of the snapshot, or {@link #ABSENT}. */
  private final Map<I, Object> reads = new HashMap<>();

  /** The index keys that the transaction's writes change. */
  private final Map<I, Q> own = new HashMap<>();

  /** The newest entries of the keys that the transaction wrote; null for removed ones. */
  private final Map<K, @Nullable Entry<K, V>> written = new HashMap<>();

  private boolean isCleared;
  private boolean isScanned;

  HashedOverlay(HashedIndex<I, K, V, P, ?> index, long timestamp) {
    this.index = index;
    this.timestamp = timestamp;
  }

  /** What the snapshot has, to be changed. */
  abstract Q start(@Nullable P base);

  abstract Q with(Q present, Entry<K, V> entry);

  abstract Q without(Q present, Entry<K, V> entry);

  abstract boolean isEmpty(Q present);

  /** What there is for an index key; may be empty. */
  public final Q get(I indexKey) {
    if (!isCleared) {
      read(indexKey);
    }
    return present(indexKey);
  }

  private void read(I indexKey) {
    if (!reads.containsKey(indexKey)) {
      P base = index.get(indexKey, timestamp);
      reads.put(indexKey, base == null ? ABSENT : base);
    }
  }

  private Q present(I indexKey) {
    Q changed = own.get(indexKey);
    return changed != null ? changed : start(isCleared ? null : index.get(indexKey, timestamp));
  }

  /** Reads whether there is an index key, of all that there are. */
  public final Map<I, Q> all() {
    Map<I, Q> all = new HashMap<>();
    if (!isCleared) {
      isScanned = true;
      var cursor = index.found().cursor(timestamp);
      while (cursor.advance()) {
        all.put(cursor.key(), start(cursor.value()));
      }
    }
    own.forEach((indexKey, entries) -> {
      if (isEmpty(entries)) {
        all.remove(indexKey);
      } else {
        all.put(indexKey, entries);
      }
    });
    return all;
  }

  @Override
  public final void write(K key, @Nullable V value) {
    Entry<K, V> before = before(key);
    if (before != null) {
      for (I indexKey : index.keysOf(before)) {
        own.put(indexKey, without(present(indexKey), before));
      }
    }
    Entry<K, V> after = value == null ? null : index.table().unfiled(key, value);
    for (I indexKey : index.keysOf(after)) {
      if (after != null) {
        own.put(indexKey, with(present(indexKey), after));
      }
    }
    written.put(key, after);
  }

  private @Nullable Entry<K, V> before(K key) {
    Entry<K, V> own = written.get(key);
    if (own != null || isCleared || written.containsKey(key)) {
      return own;
    }
    return index.table().find(key, timestamp);
  }

  @Override
  public final void clear() {
    own.clear();
    written.clear();
    isCleared = true;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very object that was read, see HashedIndex
  public final boolean isValid() {
    if (isScanned && index.found().lastChange() > timestamp) {
      return false;
    }
    for (Map.Entry<I, Object> read : reads.entrySet()) {
      P newest = index.newest(read.getKey());
      if ((newest == null ? ABSENT : newest) != read.getValue()) {
        return false;
      }
    }
    return true;
  }
}
