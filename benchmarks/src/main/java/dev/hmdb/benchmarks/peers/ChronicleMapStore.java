package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.Population;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/**
 * Chronicle Map. Its tutorial (docs/CM_Tutorial.adoc of OpenHFT/Chronicle-Map) asks for the number
 * of entries and the sizes of keys and values, and recommends {@code putReturnsNull} where the
 * value before is not wanted.
 */
final class ChronicleMapStore<K> implements Store<K> {
  private final EncodedEntries<K> encoded;
  private final ChronicleMap<byte[], byte[]> map;

  ChronicleMapStore(Request<K> request) {
    encoded = new EncodedEntries<>(request.keys().codec());
    try {
      map =
          ChronicleMapBuilder.of(byte[].class, byte[].class)
              .name("accounts")
              .entries(Math.max(request.size(), 1000))
              .averageKey(encoded.key(request.keys().of().apply(0)))
              .averageValue(encoded.value(Population.account(1000)))
              .putReturnsNull(true)
              .removeReturnsNull(true)
              .createPersistedTo(request.folder().resolve("map").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Account get(K key) {
    byte[] value = map.get(encoded.key(key));
    return value == null ? null : encoded.value(value, value.length);
  }

  @Override
  public void put(K key, Account value) {
    map.put(encoded.key(key), encoded.value(value));
  }

  @Override
  public void forEach(BiConsumer<K, Account> action) {
    map.forEach((key, value) ->
        action.accept(encoded.key(key, key.length), encoded.value(value, value.length)));
  }

  @Override
  public void close() {
    map.close();
  }
}
