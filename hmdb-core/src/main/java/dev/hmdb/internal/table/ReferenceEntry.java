package dev.hmdb.internal.table;

import org.jspecify.annotations.Nullable;

/** An entry that keeps its key as an object. */
final class ReferenceEntry<K, V> extends Entry<K, V> {
  final int hash;
  final K key;

  ReferenceEntry(int hash, K key, @Nullable V value, @Nullable Version<K, V> version) {
    super(value, version);
    this.hash = hash;
    this.key = key;
  }

  @Override
  int hash() {
    return hash;
  }
}
