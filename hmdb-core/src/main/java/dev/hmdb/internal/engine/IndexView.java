package dev.hmdb.internal.engine;

import dev.hmdb.Entries;
import dev.hmdb.TableIndex;
import dev.hmdb.internal.derived.HashIndex;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** An index without an order. */
record IndexView<I, K, V>(Binding binding, Part<K, V> part, HashIndex<I, K, V> index)
    implements TableIndex<I, K, V> {
  @Override
  public String name() {
    return part.name();
  }

  @Override
  public boolean containsKey(I indexKey) {
    return !binding.entries(part, index, requireIndexKey(indexKey), "containsKey").isEmpty();
  }

  @Override
  public Entries<K, V> get(I indexKey) {
    Part<K, V> viewed = part.viewed("get(…).");
    return new EntriesView<>(
        part.name(),
        index.table(),
        Span.all(new Elements.Found<>(binding, viewed, index, requireIndexKey(indexKey))),
        Function.identity());
  }

  @Override
  public Stream<I> keys() {
    return UsableSpliterator.stream(binding, binding.indexKeys(part, index, "keys").stream());
  }

  static <I> I requireIndexKey(I indexKey) {
    return Objects.requireNonNull(indexKey, "indexKey is null");
  }

  @Override
  public String toString() {
    return "Index[" + name() + "]";
  }
}
