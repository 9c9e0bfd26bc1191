package dev.hmdb.internal.table;

import org.jspecify.annotations.Nullable;

/** A table that keeps its keys as objects. */
public final class ReferenceHashTable<K, V> extends HashTable<K, V> {
  /**
   * 2^32 divided by the golden ratio: multiplying by it spreads the low bits over the high ones.
   */
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  ReferenceHashTable(Clock clock) {
    super(clock);
  }

  static int hash(Object key) {
    return key.hashCode() * GOLDEN_RATIO;
  }

  @Override
  public K keyOf(Entry<K, V> entry) {
    return ((ReferenceEntry<K, V>) entry).key;
  }

  @Override
  Entry<K, V> newEntry(K key, @Nullable V value, @Nullable Version<K, V> version) {
    return new ReferenceEntry<>(hash(key), key, value, version);
  }

  @Override
  @Nullable Entry<K, V> inChain(@Nullable Entry<K, V> head, K key) {
    return inChain(head, hash(key), key);
  }

  private static <K, V> @Nullable Entry<K, V> inChain(
      @Nullable Entry<K, V> head, int hash, Object key) {
    Entry<K, V> entry = head;
    while (entry != null && !is(entry, hash, key)) {
      entry = entry.nextAcquire();
    }
    return entry;
  }

  /** Asks the caller's key, whose class is in the cache, and not the stored one. */
  @SuppressWarnings("ReferenceEquality") // a short cut before equals
  private static boolean is(Entry<?, ?> entry, int hash, Object key) {
    ReferenceEntry<?, ?> candidate = (ReferenceEntry<?, ?>) entry;
    if (candidate.hash != hash) {
      return false;
    }
    Object stored = candidate.key;
    return stored == key || key.equals(stored);
  }

  @Override
  public @Nullable V get(K key) {
    int hash = hash(key);
    @Nullable Entry<?, ?>[] heads = headsAcquire();
    Entry<K, V> entry = head(heads, hash);
    if (entry != null) {
      if (is(entry, hash, key)) {
        return published(entry);
      }
      while ((entry = entry.nextAcquire()) != null) {
        if (is(entry, hash, key)) {
          return published(entry);
        }
      }
    }
    return isAbsent(heads) ? null : getSlow(hash, key);
  }

  @Override
  public @Nullable Entry<K, V> find(K key) {
    int hash = hash(key);
    @Nullable Entry<?, ?>[] heads = headsAcquire();
    Entry<K, V> entry = inChain(head(heads, hash), hash, key);
    return entry != null || isAbsent(heads) ? entry : findSlow(hash, key);
  }
}
