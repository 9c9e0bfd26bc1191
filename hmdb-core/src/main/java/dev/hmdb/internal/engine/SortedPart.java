package dev.hmdb.internal.engine;

import dev.hmdb.Entries;
import dev.hmdb.KeyRange;
import dev.hmdb.internal.derived.Cut;
import dev.hmdb.internal.derived.OrderedEntries;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What the three kinds of sorted table do by the order of their keys. */
record SortedPart<K, V>(Binding binding, Part<K, V> part, OrderedEntries<K, V> ordered) {
  Comparator<? super K> comparator() {
    return ordered.keyOrder();
  }

  private HashTable<K, V> table() {
    return ordered.table();
  }

  EntriesView<K, V, Entry<K, V>> all() {
    return view(Span.all(elements()));
  }

  /** Entries whose methods are those of what the table's own method returned. */
  Entries<K, V> range(KeyRange<K> range) {
    Objects.requireNonNull(range, "range is null");
    return new SortedPart<>(binding, part.viewed("range(…)."), ordered).in(range);
  }

  /** Entries whose methods do what a method of the table is to do. */
  EntriesView<K, V, Entry<K, V>> in(KeyRange<K> range) {
    return view(Ranges.span(elements(), range, comparator(), table()::keyOf));
  }

  private EntriesView<K, V, Entry<K, V>> view(Span<Entry<K, V>> span) {
    return new EntriesView<>(part.name(), table(), span, Function.identity());
  }

  private Elements<Entry<K, V>> elements() {
    return new Elements.Of<>(binding, part, ordered);
  }

  long rank(K key) {
    Objects.requireNonNull(key, "key is null");
    Comparator<? super K> order = comparator();
    Cut<Entry<K, V>> cut = entry -> order.compare(table().keyOf(entry), key) < 0;
    return new Span<>(elements(), Cut.lowest(), cut, false).size("rank");
  }

  /** Removes the first entry of a range, or the last one. */
  Optional<Map.Entry<K, V>> poll(KeyRange<K> range, boolean isLast, String method) {
    return binding.atomically(
        part,
        method,
        in -> {
          Entries<K, V> all = new SortedPart<>(in, part, ordered).range(range);
          Optional<Map.Entry<K, V>> found = isLast ? all.last() : all.first();
          found.ifPresent(entry -> in.table(part).delete(entry.getKey()));
          return found;
        });
  }

  long removeRange(KeyRange<K> range) {
    Objects.requireNonNull(range, "range is null");
    return binding.<K, V, Long>atomically(
        part,
        "removeRange",
        in -> {
          List<K> keys = new SortedPart<>(in, part, ordered).range(range).keys().toList();
          AbstractTable<K, V> table = in.table(part);
          keys.forEach(table::delete);
          return (long) keys.size();
        });
  }
}
