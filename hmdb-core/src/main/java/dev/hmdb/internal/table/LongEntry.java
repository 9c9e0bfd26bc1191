package dev.hmdb.internal.table;

import org.jspecify.annotations.Nullable;

/** An entry whose key is one number. The hash is computed: a field for it would cost 8 bytes. */
final class LongEntry<K, V> extends Entry<K, V> {
  final long key;

  LongEntry(long key, @Nullable V value, @Nullable Version<K, V> version) {
    super(value, version);
    this.key = key;
  }

  @Override
  int hash() {
    return LongHashTable.hash(key);
  }
}
