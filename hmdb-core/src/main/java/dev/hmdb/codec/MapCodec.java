package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.MapType;
import java.util.HashMap;
import java.util.Map;

/** See {@link Codecs#map}. */
record MapCodec<K, V>(Codec<K> key, Codec<V> value, ElementBytes bytes)
    implements Codec<Map<K, V>> {

  MapCodec(Codec<K> key, Codec<V> value) {
    this(key, value, new ElementBytes(key, value));
  }

  @Override
  public TypeDescriptor type() {
    return new MapType(key.type(), value.type());
  }

  @Override
  public void encode(Map<K, V> map, Encoder out) {
    int size = Elements.requireNonNull(map, "the map").size();
    out.writeCount(size, bytes.minimum());
    int written = 0;
    for (Map.Entry<K, V> entry : map.entrySet()) {
      requireNoNull(entry.getKey(), entry.getValue());
      key.encode(entry.getKey(), out);
      value.encode(entry.getValue(), out);
      written++;
    }
    Elements.requireUnchanged(written, size);
  }

  @Override
  public Map<K, V> decode(Decoder in) {
    int minimum = bytes.minimum();
    int count = in.readCount(minimum);
    if (count == 0) {
      return Map.of();
    }
    if (minimum == 0) {
      // All keys are equal, and all values.
      return Map.of(key.decode(in), value.decode(in));
    }
    Map<K, V> map = HashMap.newHashMap(Math.min(count, Elements.INITIAL_CAPACITY));
    for (int i = 0; i < count; i++) {
      K each = key.decode(in);
      map.put(each, value.decode(in));
    }
    return Map.copyOf(map);
  }

  @Override
  public Map<K, V> freeze(Map<K, V> map) {
    Map<K, V> copy = copyOf(Elements.requireNonNull(map, "the map"));
    for (Map.Entry<K, V> entry : copy.entrySet()) {
      if (!Elements.isSame(key.freeze(entry.getKey()), entry.getKey())
          || !Elements.isSame(value.freeze(entry.getValue()), entry.getValue())) {
        return freezeAll(copy);
      }
    }
    return copy;
  }

  private Map<K, V> freezeAll(Map<K, V> map) {
    Map<K, V> frozen = HashMap.newHashMap(map.size());
    map.forEach((k, v) -> frozen.put(key.freeze(k), value.freeze(v)));
    return Map.copyOf(frozen);
  }

  private static <K, V> Map<K, V> copyOf(Map<K, V> map) {
    try {
      return Map.copyOf(map);
    } catch (NullPointerException e) {
      map.forEach(MapCodec::requireNoNull);
      throw e;
    }
  }

  private static void requireNoNull(Object key, Object value) {
    Elements.requireNonNull(key, "a map key");
    if (value == null) {
      throw new NullPointerException("the map value of key " + key + " is null");
    }
  }
}
