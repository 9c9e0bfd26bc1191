package dev.hmdb.internal.table;

import dev.hmdb.KeyShape;
import org.jspecify.annotations.Nullable;

/** A table that is full, so that the next key makes it grow, with chains that growing cuts. */
final class GrowingTable {
  /** As many as a new table takes before it grows. */
  static final int SIZE = 12;

  final Clock clock = new Clock();
  final HashTable<FiledKey, Integer> table;

  GrowingTable(KeyShape<FiledKey> shape) {
    table = HashTable.create(shape, clock);
    for (int i = 0; i < SIZE; i++) {
      table.load(key(i), i);
    }
  }

  /**
   * A key that is there. Keys 0 to 5 are in the half that moves first, 6 to 11 in the other; two
   * follow each other in a chain, of which the odd one moves to the upper of the two new buckets.
   */
  static FiledKey key(int i) {
    int bucketOfTheLargerArray = i < SIZE / 2 ? i : i - SIZE / 2 + 16;
    return FiledKey.at(bucketOfTheLargerArray << 27);
  }

  /** A key that is not there, filed behind the key of the same number. */
  static FiledKey absentKey(int i) {
    return FiledKey.at(key(i).hash() + 1);
  }

  /** Doubles the array and moves both of its halves, as a writer does on its way. */
  void grow() {
    table.reserve(1);
    table.reserve(1);
  }

  /** {@link HashTable#find} as it would be without the second look after a miss. */
  static <K, V> @Nullable Entry<K, V> findWithoutSecondLook(
      HashTable<K, V> table, K key, int hash) {
    return table.inChain(table.bucketsAcquire().holderAcquire(hash).headAcquire(hash), key);
  }
}
