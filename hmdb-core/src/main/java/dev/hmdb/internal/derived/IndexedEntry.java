package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.Entry;

/**
 * An entry of a table at the place of one of its index keys.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 */
public record IndexedEntry<I, K, V>(I indexKey, Entry<K, V> entry) {}
