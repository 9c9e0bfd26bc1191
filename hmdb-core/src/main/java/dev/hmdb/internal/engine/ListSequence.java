package dev.hmdb.internal.engine;

import dev.hmdb.codec.ListKey;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values in the order of the labels in their stored keys: a list, or what one key of a multimap
 * has. What writes is to be called in a transaction.
 *
 * @param stored where they are
 * @param span the entries, by label
 * @param table to write to
 * @param keyAt makes the stored key of a label
 * @param labelOf the label in a stored key
 * @param <S> the type of the stored keys
 * @param <V> the type of the values
 */
record ListSequence<S, V>(
    HashTable<S, V> stored,
    Span<Entry<S, V>> span,
    AbstractTable<S, V> table,
    Function<ListKey, S> keyAt,
    Function<S, ListKey> labelOf) {

  private @Nullable ListKey labelOf(@Nullable Entry<S, V> entry) {
    return entry == null ? null : labelOf.apply(stored.keyOf(entry));
  }

  static <V> V valueOf(Entry<?, V> entry) {
    return Objects.requireNonNull(entry.value()); // no tombstone is in an order
  }

  private static <V> Optional<V> valueIn(@Nullable Entry<?, V> entry) {
    return entry == null ? Optional.empty() : Optional.of(valueOf(entry));
  }

  V get(long index) {
    return valueOf(span.get(index, "get"));
  }

  Optional<V> first() {
    return valueIn(span.first("first"));
  }

  Optional<V> last() {
    return valueIn(span.reversed().first("last"));
  }

  Stream<V> stream() {
    return span.stream(ListSequence::valueOf, "stream");
  }

  Stream<V> stream(long from, long to) {
    return span.stream(from, to, ListSequence::valueOf, "stream");
  }

  List<V> toList() {
    return span.<V>stream(ListSequence::valueOf, "get").toList();
  }

  // ---- What writes

  void addFirst(V value) {
    put(null, span.first("addFirst"), value);
  }

  void addLast(V value) {
    put(span.reversed().first("add"), null, value);
  }

  void add(long index, V value) {
    Entry<S, V> before = index == 0 ? null : span.getOrNull(index - 1, "add");
    if (index < 0 || (index > 0 && before == null)) {
      throw new IndexOutOfBoundsException("index=" + index + " size=" + span.size("add"));
    }
    put(before, span.getOrNull(index, "add"), value);
  }

  private void put(@Nullable Entry<S, V> lower, @Nullable Entry<S, V> upper, V value) {
    table.set(keyAt.apply(ListKey.between(labelOf(lower), labelOf(upper))), value);
  }

  V set(long index, V value) {
    Entry<S, V> present = span.get(index, "set");
    table.set(stored.keyOf(present), value);
    return valueOf(present);
  }

  V remove(long index) {
    Entry<S, V> present = span.get(index, "remove");
    table.delete(stored.keyOf(present));
    return valueOf(present);
  }

  Optional<V> pollFirst() {
    return poll(span.first("pollFirst"));
  }

  Optional<V> pollLast() {
    return poll(span.reversed().first("pollLast"));
  }

  private Optional<V> poll(@Nullable Entry<S, V> present) {
    if (present != null) {
      table.delete(stored.keyOf(present));
    }
    return valueIn(present);
  }

  boolean removeIf(Predicate<? super V> predicate) {
    List<S> keys =
        span.<Entry<S, V>>stream(Function.identity(), "removeIf")
            .filter(entry -> predicate.test(valueOf(entry)))
            .map(stored::keyOf)
            .toList();
    keys.forEach(table::delete);
    return !keys.isEmpty();
  }

  /** Removes all and returns them. */
  List<V> removeAll() {
    List<Entry<S, V>> present = span.<Entry<S, V>>stream(Function.identity(), "removeAll").toList();
    present.forEach(entry -> table.delete(stored.keyOf(entry)));
    return present.stream().<V>map(ListSequence::valueOf).toList();
  }
}
