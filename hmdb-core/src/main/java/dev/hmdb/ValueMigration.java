package dev.hmdb;

import org.jspecify.annotations.Nullable;

/**
 * Makes a value of the new schema from an entry of the old one, whose key stays.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values in the old schema
 * @param <W> the type of the values in the new schema
 */
@FunctionalInterface
public interface ValueMigration<K, V, W> {
  /**
   * The new value; null leaves the entry out.
   *
   * @throws Exception ends the migration
   */
  @Nullable W migrate(K key, V value) throws Exception;
}
