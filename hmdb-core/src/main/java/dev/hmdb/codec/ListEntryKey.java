package dev.hmdb.codec;

import static java.util.Objects.requireNonNull;

import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.RecordType.Component;
import java.util.List;

/**
 * The stored key of one value of a key in a list multimap.
 *
 * @param key the multimap's key
 * @param position where the value is among those of the key
 * @param <K> the type of the keys
 */
public record ListEntryKey<K>(K key, ListKey position) {
  /** Checks that nothing is null. */
  public ListEntryKey {
    requireNonNull(key, "key is null");
    requireNonNull(position, "position is null");
  }

  /**
   * The codec: the key, then the position, described as a record {@code ListEntryKey(key,
   * position)}.
   *
   * @param key the codec of the key
   */
  public static <K> Codec<ListEntryKey<K>> codec(Codec<K> key) {
    return new EntryCodec<>(requireNonNull(key, "key"));
  }

  private record EntryCodec<K>(Codec<K> key) implements Codec<ListEntryKey<K>> {
    @Override
    public TypeDescriptor type() {
      return new RecordType(
          "ListEntryKey",
          List.of(
              new Component("key", key.type()), new Component("position", ListKey.codec().type())));
    }

    @Override
    public void encode(ListEntryKey<K> entry, Encoder out) {
      Elements.requireNonNull(entry, "the entry");
      key.encode(entry.key, out);
      ListKey.codec().encode(entry.position, out);
    }

    @Override
    public ListEntryKey<K> decode(Decoder in) {
      K first = key.decode(in);
      return new ListEntryKey<>(first, ListKey.codec().decode(in));
    }

    @Override
    public ListEntryKey<K> freeze(ListEntryKey<K> entry) {
      Elements.requireNonNull(entry, "the entry");
      K frozen = key.freeze(entry.key);
      return Elements.isSame(frozen, entry.key)
          ? entry
          : new ListEntryKey<>(frozen, entry.position);
    }
  }
}
