package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    permits HashOverlay, UniqueOverlay {
  private static final Object ABSENT = new Object();

  private final HashedIndex<I, K, V, P, ?> index;
  private final long timestamp;

  /** What was read of the snapshot, or {@link #ABSENT}. */
  private final Map<I, Object> reads = new HashMap<>();

  /** The index keys that the transaction's writes change. */
  private final Map<I, Q> own = new HashMap<>();

  private final OwnEntries<K, V> entries;
  private boolean isScanned;

  HashedOverlay(HashedIndex<I, K, V, P, ?> index, long timestamp) {
    this.index = index;
    this.timestamp = timestamp;
    this.entries = new OwnEntries<>(index.table(), timestamp);
  }

  /** What the snapshot has, to be changed. */
  abstract Q start(@Nullable P base);

  abstract Q with(Q present, Entry<K, V> entry);

  abstract Q without(Q present, Entry<K, V> entry);

  abstract boolean isEmpty(Q present);

  /** What there is for an index key; may be empty. */
  public final Q get(I indexKey) {
    if (!entries.isCleared()) {
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
    return changed != null
        ? changed
        : start(entries.isCleared() ? null : index.get(indexKey, timestamp));
  }

  /** Reads which index keys there are. */
  public final Set<I> indexKeys() {
    Set<I> keys = new HashSet<>();
    if (!entries.isCleared()) {
      isScanned = true;
      keys.addAll(index.keys(timestamp));
    }
    own.forEach((indexKey, found) -> {
      if (isEmpty(found)) {
        keys.remove(indexKey);
      } else {
        keys.add(indexKey);
      }
    });
    return keys;
  }

  /** Reads how many index keys there are; takes time for what was written alone. */
  public final long indexKeyCount() {
    long count = 0;
    if (!entries.isCleared()) {
      isScanned = true;
      count = index.size(timestamp);
    }
    for (Map.Entry<I, Q> changed : own.entrySet()) {
      boolean was = !entries.isCleared() && index.get(changed.getKey(), timestamp) != null;
      count += (isEmpty(changed.getValue()) ? 0 : 1) - (was ? 1 : 0);
    }
    return count;
  }

  /** Reads what there is for each index key. */
  public final List<Q> groups() {
    return indexKeys().stream().map(this::present).toList();
  }

  @Override
  public final void write(K key, @Nullable V value) {
    Entry<K, V> before = entries.find(key);
    if (before != null) {
      for (I indexKey : index.keysOf(before)) {
        own.put(indexKey, without(present(indexKey), before));
      }
    }
    Entry<K, V> after = entries.write(key, value);
    if (after != null) {
      for (I indexKey : index.keysOf(after)) {
        own.put(indexKey, with(present(indexKey), after));
      }
    }
  }

  @Override
  public final void clear() {
    own.clear();
    entries.clear();
  }

  @Override
  public final void forget() {
    own.clear();
    entries.forget();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very object that was read, see HashedIndex
  public final boolean isValid() {
    if (isScanned && index.lastChange() > timestamp) {
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
