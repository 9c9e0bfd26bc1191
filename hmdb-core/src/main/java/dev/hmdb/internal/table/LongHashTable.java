package dev.hmdb.internal.table;

import dev.hmdb.KeyShape;
import org.jspecify.annotations.Nullable;

/** A table whose keys are one number. */
public final class LongHashTable<K, V> extends HashTable<K, V> {
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
  public K keyOf(Entry<K, V> entry) {
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

  private static <K, V> @Nullable Entry<K, V> inChain(@Nullable Entry<K, V> head, long number) {
    Entry<K, V> entry = head;
    while (entry != null && !is(entry, number)) {
      entry = entry.nextAcquire();
    }
    return entry;
  }

  private static boolean is(Entry<?, ?> entry, long number) {
    return ((LongEntry<?, ?>) entry).key == number;
  }

  @Override
  public @Nullable V get(K key) {
    long number = shape.first(key);
    int hash = hash(number);
    @Nullable Entry<?, ?>[] heads = headsAcquire();
    Entry<K, V> entry = head(heads, hash);
    if (entry != null) {
      if (is(entry, number)) {
        return published(entry);
      }
      while ((entry = entry.nextAcquire()) != null) {
        if (is(entry, number)) {
          return published(entry);
        }
      }
    }
    return isAbsent(heads) ? null : getSlow(hash, key);
  }

  @Override
  public @Nullable Entry<K, V> find(K key) {
    long number = shape.first(key);
    int hash = hash(number);
    @Nullable Entry<?, ?>[] heads = headsAcquire();
    Entry<K, V> entry = inChain(head(heads, hash), number);
    return entry != null || isAbsent(heads) ? entry : findSlow(hash, key);
  }
}
