package dev.hmdb.codec;

import static java.util.Objects.requireNonNull;

import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.RecordType.Component;
import java.util.List;

/**
 * The stored key of one value of a key in a set multimap.
 *
 * @param key the multimap's key
 * @param value one of its values
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record SetEntryKey<K, V>(K key, V value) {
  /** Checks that nothing is null. */
  public SetEntryKey {
    requireNonNull(key, "key is null");
    requireNonNull(value, "value is null");
  }

  /**
   * The codec: the key, then the value, described as a record {@code SetEntryKey(key, value)}.
   *
   * @param key the codec of the key
   * @param value the codec of the value
   */
  public static <K, V> Codec<SetEntryKey<K, V>> codec(Codec<K> key, Codec<V> value) {
    return new EntryCodec<>(requireNonNull(key, "key"), requireNonNull(value, "value"));
  }

  private record EntryCodec<K, V>(Codec<K> key, Codec<V> value)
      implements Codec<SetEntryKey<K, V>> {
    @Override
    public TypeDescriptor type() {
      return new RecordType(
          "SetEntryKey",
          List.of(new Component("key", key.type()), new Component("value", value.type())));
    }

    @Override
    public void encode(SetEntryKey<K, V> entry, Encoder out) {
      Elements.requireNonNull(entry, "the entry");
      key.encode(entry.key, out);
      value.encode(entry.value, out);
    }

    @Override
    public SetEntryKey<K, V> decode(Decoder in) {
      K first = key.decode(in);
      return new SetEntryKey<>(first, value.decode(in));
    }

    @Override
    public SetEntryKey<K, V> freeze(SetEntryKey<K, V> entry) {
      Elements.requireNonNull(entry, "the entry");
      K frozenKey = key.freeze(entry.key);
      V frozenValue = value.freeze(entry.value);
      return Elements.isSame(frozenKey, entry.key) && Elements.isSame(frozenValue, entry.value)
          ? entry
          : new SetEntryKey<>(frozenKey, frozenValue);
    }
  }
}
