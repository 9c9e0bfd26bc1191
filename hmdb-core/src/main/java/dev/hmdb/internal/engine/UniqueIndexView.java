package dev.hmdb.internal.engine;

import dev.hmdb.UniqueIndex;
import dev.hmdb.internal.derived.UniqueHashIndex;
import dev.hmdb.internal.table.Entry;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An index of which each index key has at most one entry. */
record UniqueIndexView<I, K, V>(Binding binding, Part<K, V> part, UniqueHashIndex<I, K, V> index)
    implements UniqueIndex<I, K, V> {
  private @Nullable Entry<K, V> read(I indexKey, String method) {
    return binding.entry(part, index, IndexView.requireIndexKey(indexKey), method);
  }

  @Override
  public String name() {
    return part.name();
  }

  @Override
  public @Nullable V get(I indexKey) {
    Entry<K, V> found = read(indexKey, "get");
    return found == null ? null : found.value();
  }

  @Override
  public Optional<V> find(I indexKey) {
    return Optional.ofNullable(get(indexKey));
  }

  @Override
  public Optional<Map.Entry<K, V>> entry(I indexKey) {
    Entry<K, V> found = read(indexKey, "entry");
    return found == null
        ? Optional.empty()
        : Optional.of(Map.entry(index.table().keyOf(found), Objects.requireNonNull(found.value())));
  }

  @Override
  public boolean containsKey(I indexKey) {
    return read(indexKey, "containsKey") != null;
  }

  @Override
  public Stream<I> keys() {
    return UsableSpliterator.stream(binding, binding.indexKeys(part, index, "keys").stream());
  }

  @Override
  public long size() {
    return binding.indexKeyCount(part, index, "size");
  }

  @Override
  public String toString() {
    return "UniqueIndex[" + name() + "]";
  }
}
