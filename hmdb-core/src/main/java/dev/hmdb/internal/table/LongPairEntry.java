package dev.hmdb.internal.table;

import org.jspecify.annotations.Nullable;

/** An entry whose key is two numbers. */
final class LongPairEntry<K, V> extends Entry<K, V> {
  final long first;
  final long second;

  LongPairEntry(long first, long second, @Nullable V value, @Nullable Version<K, V> version) {
    super(value, version);
    this.first = first;
    this.second = second;
  }

  @Override
  int hash() {
    return LongPairHashTable.hash(first, second);
  }
}
