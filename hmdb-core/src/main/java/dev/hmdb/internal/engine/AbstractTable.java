package dev.hmdb.internal.engine;

import dev.hmdb.Table;

/** What all three kinds of table share. */
public abstract non-sealed class AbstractTable<K, V> implements Table<K, V> {}
