package dev.hmdb.internal.table;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a table in the order of the keys' hashes.
 *
 * <p>The table may grow and change meanwhile. For one thread at a time.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class Cursor<K, V> implements EntryCursor<K, V> {
  /*
   * Mechanism
   *
   * Chains are sorted by hash and buckets are ranges of hashes, so the walk goes up in hashes and
   * "where it is" is one number, whatever array the table uses by now. It follows a chain to its
   * end. If its bucket has moved to another array since the chain's head was read, the chain may have
   * been cut: then it looks up the rest of that bucket's range again, from the hash after the last
   * that it saw. A cut is always between two different hashes (they differ in a bit of the bucket's
   * number), so entries of equal hashes are never parted and none is passed twice.
   *
   * The other way round, the chain of a bucket that was just split leads on into the upper half until
   * it is cut, and an entry that was replaced before the cut does so for ever. So the walk may be
   * past the bucket that it looked up, and never goes back to that bucket's end.
   */
  static final long LIVE = -1;

  private final HashTable<K, V> table;
  private final long timestamp;

  /** The next hash to look for, as an unsigned number; 2^32 when the walk is over. */
  private long nextHash;

  /** The next entry of the chain that is being followed; null when one has to be looked up. */
  private @Nullable Entry<K, V> chain;

  // Where the chain came from, and the last hash that its bucket can hold.
  private @Nullable Buckets<K, V> source;
  private long bucketEnd;

  private @Nullable Entry<K, V> current;

  Cursor(HashTable<K, V> table, long timestamp) {
    this.table = table;
    this.timestamp = timestamp;
  }

  @Override
  public boolean advance() {
    while (true) {
      Entry<K, V> entry = chain;
      if (entry == null) {
        if (!nextChain()) {
          current = null;
          return false;
        }
        continue;
      }
      step(entry);
      Entry<K, V> visible = entry.asOf(timestamp == LIVE ? table.publishedNow() : timestamp);
      if (visible != null && visible.value != null) {
        current = visible;
        return true;
      }
    }
  }

  private void step(Entry<K, V> entry) {
    nextHash = Integer.toUnsignedLong(entry.hash()) + 1;
    chain = entry.nextAcquire();
    if (chain == null && isChainWhole()) {
      nextHash = Math.max(nextHash, bucketEnd + 1);
    }
  }

  /** Whether the chain just followed to its end cannot have been cut meanwhile. */
  private boolean isChainWhole() {
    Buckets<K, V> from = source;
    return from != null && table.bucketsAcquire().holderAcquire((int) bucketEnd).isSameArray(from);
  }

  /** Finds the chain of the next hash; leaves {@link #chain} null if that bucket has no more. */
  private boolean nextChain() {
    if (nextHash > 0xFFFF_FFFFL) {
      return false;
    }
    int hash = (int) nextHash;
    Buckets<K, V> holder = table.bucketsAcquire().holderAcquire(hash);
    source = holder;
    bucketEnd = Integer.toUnsignedLong(holder.lastHashOfBucket(hash));
    Entry<K, V> entry = holder.headAcquire(hash);
    while (entry != null && Integer.toUnsignedLong(entry.hash()) < nextHash) {
      entry = entry.nextAcquire();
    }
    chain = entry;
    if (entry == null && isChainWhole()) {
      nextHash = bucketEnd + 1;
    }
    return true;
  }

  @Override
  public K key() {
    return table.keyOf(entry());
  }

  @Override
  public V value() {
    return Objects.requireNonNull(entry().value); // advance() passes over tombstones
  }

  /** The current entry; not a tombstone. */
  public Entry<K, V> entry() {
    Entry<K, V> entry = current;
    if (entry == null) {
      throw new IllegalStateException("there is no current entry");
    }
    return entry;
  }
}
