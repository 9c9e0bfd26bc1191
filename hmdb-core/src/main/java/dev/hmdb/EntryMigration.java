package dev.hmdb;

import java.util.function.BiConsumer;

/**
 * Makes entries of the new schema from an entry of the old one: none, one or several.
 *
 * @param <K> the type of the keys in the old schema
 * @param <V> the type of the values in the old schema
 * @param <L> the type of the keys in the new schema
 * @param <W> the type of the values in the new schema
 */
@FunctionalInterface
public interface EntryMigration<K, V, L, W> {
  /**
   * Passes what becomes of an entry to {@code out}, which is for this call alone. A key that
   * another entry has become already fails the migration.
   *
   * @throws Exception ends the migration
   */
  void migrate(K key, V value, BiConsumer<L, W> out) throws Exception;
}
