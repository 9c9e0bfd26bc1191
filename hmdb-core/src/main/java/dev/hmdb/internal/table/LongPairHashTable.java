package dev.hmdb.internal.table;

import dev.hmdb.KeyShape;
import org.jspecify.annotations.Nullable;

/** A table whose keys are two numbers. */
public final class LongPairHashTable<K, V> extends HashTable<K, V> {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final KeyShape.TwoLongs<K> shape;

  LongPairHashTable(KeyShape.TwoLongs<K> shape, Clock clock) {
    super(clock);
    this.shape = shape;
  }

  static int hash(long first, long second) {
    // Not symmetric, so that (a, b) and (b, a) differ.
    long mixed = first * GOLDEN_RATIO + Long.rotateLeft(second, 32);
    return (int) (((mixed ^ (mixed >>> 32)) * GOLDEN_RATIO) >>> 32);
  }

  @Override
  public K keyOf(Entry<K, V> entry) {
    LongPairEntry<K, V> pair = (LongPairEntry<K, V>) entry;
    return shape.key(pair.first, pair.second);
  }

  @Override
  Entry<K, V> newEntry(K key, @Nullable V value, @Nullable Version<K, V> version) {
    return new LongPairEntry<>(shape.first(key), shape.second(key), value, version);
  }

  @Override
  @Nullable Entry<K, V> inChain(@Nullable Entry<K, V> head, K key) {
    return inChain(head, shape.first(key), shape.second(key));
  }

  private static <K, V> @Nullable Entry<K, V> inChain(
      @Nullable Entry<K, V> head, long first, long second) {
    Entry<K, V> entry = head;
    while (entry != null && !is(entry, first, second)) {
      entry = entry.nextAcquire();
    }
    return entry;
  }

  private static boolean is(Entry<?, ?> entry, long first, long second) {
    LongPairEntry<?, ?> candidate = (LongPairEntry<?, ?>) entry;
    return candidate.first == first && candidate.second == second;
  }

  @Override
  public @Nullable V get(K key) {
    long first = shape.first(key);
    long second = shape.second(key);
    int hash = hash(first, second);
    @Nullable Entry<?, ?>[] heads = headsAcquire();
    Entry<K, V> entry = head(heads, hash);
    if (entry != null) {
      if (is(entry, first, second)) {
        return published(entry);
      }
      while ((entry = entry.nextAcquire()) != null) {
        if (is(entry, first, second)) {
          return published(entry);
        }
      }
    }
    return isAbsent(heads) ? null : getSlow(hash, key);
  }

  @Override
  public @Nullable Entry<K, V> find(K key) {
    long first = shape.first(key);
    long second = shape.second(key);
    int hash = hash(first, second);
    @Nullable Entry<?, ?>[] heads = headsAcquire();
    Entry<K, V> entry = inChain(head(heads, hash), first, second);
    return entry != null || isAbsent(heads) ? entry : findSlow(hash, key);
  }
}
