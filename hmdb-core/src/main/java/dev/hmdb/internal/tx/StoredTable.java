package dev.hmdb.internal.tx;

import dev.hmdb.codec.Codec;
import dev.hmdb.internal.derived.Derivatives;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import org.jspecify.annotations.Nullable;

/**
 * A table as transactions see it.
 *
 * @param index its place in the schema
 * @param name its name, for messages
 * @param entries what is in it
 * @param keyCodec freezes keys
 * @param valueCodec freezes values
 * @param writer writes its changes for the log
 * @param derived what is derived from its entries
 * @param constraints what the schema demands of its entries
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record StoredTable<K, V>(
    int index,
    String name,
    HashTable<K, V> entries,
    Codec<K> keyCodec,
    Codec<V> valueCodec,
    ChangeWriter<K, V> writer,
    Derivatives<K, V> derived,
    TableConstraints<K, V> constraints) {

  /** A table from which nothing is derived. */
  public StoredTable(
      int index,
      String name,
      HashTable<K, V> entries,
      Codec<K> keyCodec,
      Codec<V> valueCodec,
      ChangeWriter<K, V> writer) {
    this(index, name, entries, keyCodec, valueCodec, writer, Derivatives.none());
  }

  /** A table of which nothing is demanded yet. */
  public StoredTable(
      int index,
      String name,
      HashTable<K, V> entries,
      Codec<K> keyCodec,
      Codec<V> valueCodec,
      ChangeWriter<K, V> writer,
      Derivatives<K, V> derived) {
    this(index, name, entries, keyCodec, valueCodec, writer, derived, new TableConstraints<>());
  }

  /** The value of a key by the newest commit, published or not; under the commit lock. */
  @Nullable V newest(K key) {
    Entry<K, V> entry = entries.find(key);
    return entry == null ? null : entry.value();
  }

  /** The key, with nothing in it that can change. */
  K frozenKey(K key) {
    return keyCodec.freeze(java.util.Objects.requireNonNull(key, "key is null"));
  }

  /** The value, with nothing in it that can change. */
  V frozenValue(V value) {
    return valueCodec.freeze(java.util.Objects.requireNonNull(value, "value is null"));
  }
}
