package dev.hmdb;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction did to one key, as the {@link Database#subscribe feed of changes} tells it.
 * What happened to the key in between, inside the transaction, is not told.
 *
 * @param key the key
 * @param before the value that it had before; null if it had none
 * @param after the value that it has since; null if it was removed. May equal {@code before}: a
 *     value was set again
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record Change<K, V>(K key, @Nullable V before, @Nullable V after) {
  /** Checks that there is a key, and a value on one side at least. */
  public Change {
    Objects.requireNonNull(key, "key is null");
    if (before == null && after == null) {
      throw new IllegalArgumentException("key " + key + " has a value neither before nor after");
    }
  }
}
