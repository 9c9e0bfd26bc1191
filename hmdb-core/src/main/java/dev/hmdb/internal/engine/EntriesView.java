package dev.hmdb.internal.engine;

import dev.hmdb.Entries;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entries that are found in an order.
 *
 * @param <E> the type of the elements of that order
 */
final class EntriesView<K, V, E> implements Entries<K, V> {
  private final String name;
  private final HashTable<K, V> table;
  private final Span<E> span;
  private final Function<E, Entry<K, V>> entryOf;

  /**
   * @param name of what they were asked of
   * @param table whose entries they are
   */
  EntriesView(String name, HashTable<K, V> table, Span<E> span, Function<E, Entry<K, V>> entryOf) {
    this.name = name;
    this.table = table;
    this.span = span;
    this.entryOf = entryOf;
  }

  @Override
  public Entries<K, V> reversed() {
    return new EntriesView<>(name, table, span.reversed(), entryOf);
  }

  @Override
  public long size() {
    return span.size("size");
  }

  @Override
  public boolean isEmpty() {
    return span.first("isEmpty") == null;
  }

  @Override
  public Optional<Map.Entry<K, V>> first() {
    return first("first");
  }

  Optional<Map.Entry<K, V>> first(String method) {
    return optional(span.first(method));
  }

  @Override
  public Optional<Map.Entry<K, V>> last() {
    return last("last");
  }

  Optional<Map.Entry<K, V>> last(String method) {
    return optional(span.reversed().first(method));
  }

  private Optional<Map.Entry<K, V>> optional(@Nullable E element) {
    return element == null ? Optional.empty() : Optional.of(entry(element));
  }

  private Map.Entry<K, V> entry(E element) {
    Entry<K, V> entry = entryOf.apply(element);
    return Map.entry(table.keyOf(entry), valueOf(entry));
  }

  private static <K, V> V valueOf(Entry<K, V> entry) {
    return Objects.requireNonNull(entry.value()); // no tombstone is in an order
  }

  @Override
  public Map.Entry<K, V> get(long index) {
    return get(index, "get");
  }

  Map.Entry<K, V> get(long index, String method) {
    return entry(span.get(index, method));
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action is null");
    span.forEach(
        element -> {
          Entry<K, V> entry = entryOf.apply(element);
          action.accept(table.keyOf(entry), valueOf(entry));
        },
        "forEach");
  }

  @Override
  public Stream<Map.Entry<K, V>> stream() {
    return span.stream(this::entry, "stream");
  }

  @Override
  public String toString() {
    return "Entries[" + name + "]";
  }
}
