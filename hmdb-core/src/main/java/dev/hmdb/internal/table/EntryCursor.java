package dev.hmdb.internal.table;

/**
 * Walks over entries. For one thread at a time.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface EntryCursor<K, V> {
  /** Goes to the next entry; false when there is none. */
  boolean advance();

  /** The key of the entry that {@link #advance} went to. */
  K key();

  /** The value of the entry that {@link #advance} went to. */
  V value();
}
