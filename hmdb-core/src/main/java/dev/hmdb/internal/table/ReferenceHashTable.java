package dev.hmdb.internal.table;

import org.jspecify.annotations.Nullable;

/** A table that keeps its keys as objects. */
final class ReferenceHashTable<K, V> extends HashTable<K, V> {
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
  K keyOf(Entry<K, V> entry) {
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

  @SuppressWarnings("ReferenceEquality") // a short cut before equals
  private static <K, V> @Nullable Entry<K, V> inChain(
      @Nullable Entry<K, V> head, int hash, Object key) {
    for (Entry<K, V> entry = head; entry != null; entry = entry.nextAcquire()) {
      ReferenceEntry<K, V> candidate = (ReferenceEntry<K, V>) entry;
      if (candidate.hash == hash && (candidate.key == key || candidate.key.equals(key))) {
        return entry;
      }
    }
    return null;
  }

  @Override
  public @Nullable Entry<K, V> find(K key) {
    int hash = hash(key);
    Buckets<K, V> current = bucketsAcquire();
    @Nullable Entry<?, ?>[] piece = current.pieceAcquire(hash);
    if (piece != null) {
      Entry<K, V> entry = inChain(current.headAcquire(piece, hash), hash, key);
      if (entry != null || bucketsAcquire() == current) {
        return entry;
      }
    }
    return findSlow(hash, key);
  }
}
