package dev.hmdb.internal.table;

import java.util.concurrent.atomic.LongAdder;

/**
 * Fills an empty table before anybody reads it, with any number of threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class BulkLoad<K, V> {
  /*
   * Mechanism
   *
   * The array has its final size from the beginning, so that nothing moves. Chains are sorted by
   * hash (Buckets, invariant 1). A new entry goes behind the last one whose hash is not greater, with
   * a compare-and-set of the link that leads on from there; if another thread was faster, the
   * place is looked for again. Nothing is ever taken out of a chain, so that is all there is to it.
   *
   * Of two threads that add the same key at the same time, one is second at the same link, and then
   * finds the other's entry.
   *
   * Publication: a compare-and-set is volatile, so threads that load see each other's entries whole.
   * finish() hands the array to the table; who reads the table then has to be ordered after that by
   * other means, as with HashTable.load.
   */
  private final HashTable<K, V> table;
  private final Buckets<K, V> buckets;
  private final LongAdder count = new LongAdder();

  BulkLoad(HashTable<K, V> table, long expected) {
    this.table = table;
    int bits = Buckets.MIN_BITS;
    while (HashTable.capacity(bits) < expected && bits < Buckets.MAX_BITS) {
      bits++;
    }
    this.buckets = Buckets.empty(bits);
  }

  /**
   * Adds an entry. For any thread.
   *
   * @return false if the key is there already; nothing was changed
   */
  public boolean add(K key, V value) {
    Entry<K, V> fresh = table.newEntry(key, value, null);
    int hash = fresh.hash();
    while (true) {
      Entry<K, V> before = null;
      Entry<K, V> entry = buckets.headAcquire(hash);
      while (entry != null && Integer.compareUnsigned(entry.hash(), hash) <= 0) {
        if (entry.hash() == hash && table.keyOf(entry).equals(key)) {
          return false;
        }
        before = entry;
        entry = entry.nextAcquire();
      }
      fresh.setNextRelease(entry);
      boolean isLinked =
          before == null ? buckets.casHead(hash, entry, fresh) : before.casNext(entry, fresh);
      if (isLinked) {
        count.increment();
        return true;
      }
    }
  }

  /** Hands everything to the table. Called once, after every thread has ended. */
  public void finish() {
    table.takeOver(buckets, count.sum());
  }
}
