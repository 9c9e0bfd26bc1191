package dev.hmdb.internal.derived;

import org.jspecify.annotations.Nullable;

/**
 * What one transaction has read of something derived, and how its own writes change that. For one
 * thread at a time.
 *
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 */
public interface Overlay<K, V> {
  /**
   * The transaction has set a key of the table, or removed it. If it throws, as a user's function
   * may, the overlay is to {@link #forget}.
   *
   * @param value null if the key is removed
   */
  void write(K key, @Nullable V value);

  /** Forgets what was written, but not what was read. */
  void forget();

  /** The transaction has removed every key of the table. */
  void clear();

  /**
   * Whether everything that was read would be read again now. Called under the commit lock; what
   * the transaction wrote does not count.
   */
  boolean isValid();
}
