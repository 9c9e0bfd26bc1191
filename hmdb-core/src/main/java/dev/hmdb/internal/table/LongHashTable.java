package dev.hmdb.internal.table;

import dev.hmdb.KeyShape;
import org.jspecify.annotations.Nullable;

/** A table whose keys are one number. */
final class LongHashTable<K, V> extends HashTable<K, V> {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final KeyShape.OneLong<K> shape;

  LongHashTable(KeyShape.OneLong<K> shape, Clock clock) {
    super(clock);
    this.shape = shape;
  }

  static int hash(long key) {
    return (int) ((key * GOLDEN_RATIO) >>> 32);
  }

  @Override
  K keyOf(Entry<K, V> entry) {
    return shape.key(((LongEntry<K, V>) entry).key);
  }

  @Override
  Entry<K, V> newEntry(K key, @Nullable V value, @Nullable Version<K, V> version) {
    return new LongEntry<>(shape.first(key), value, version);
  }

  @Override
  @Nullable Entry<K, V> inChain(@Nullable Entry<K, V> head, K key) {
    return inChain(head, shape.first(key));
  }

  private static <K, V> @Nullable Entry<K, V> inChain(@Nullable Entry<K, V> head, long key) {
    for (Entry<K, V> entry = head; entry != null; entry = entry.nextAcquire()) {
      if (((LongEntry<K, V>) entry).key == key) {
        return entry;
      }
    }
    return null;
  }

  @Override
  public @Nullable Entry<K, V> find(K key) {
    long number = shape.first(key);
    int hash = hash(number);
    Buckets<K, V> current = bucketsAcquire();
    @Nullable Entry<?, ?>[] piece = current.pieceAcquire(hash);
    if (piece != null) {
      Entry<K, V> entry = inChain(current.headAcquire(piece, hash), number);
      if (entry != null || bucketsAcquire() == current) {
        return entry;
      }
    }
    return findSlow(hash, key);
  }
}
