package dev.hmdb.internal.tx;

import org.jspecify.annotations.Nullable;

/**
 * The state that a commit will leave behind. Under the commit lock, before anything is installed.
 */
interface Outcome {
  /** The value that a key will have; null if none. */
  <K, V> @Nullable V after(StoredTable<K, V> table, K key);
}
