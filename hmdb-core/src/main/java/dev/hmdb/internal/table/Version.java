package dev.hmdb.internal.table;

import org.jspecify.annotations.Nullable;

/**
 * What an entry carries until it is settled.
 *
 * @param timestamp the commit that wrote the entry
 * @param older the entry that it replaced, null when the key had none
 * @param <K> the type of the key
 * @param <V> the type of the value
 */
public record Version<K, V>(long timestamp, @Nullable Entry<K, V> older) {}
