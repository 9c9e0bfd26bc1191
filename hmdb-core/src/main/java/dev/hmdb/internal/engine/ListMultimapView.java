package dev.hmdb.internal.engine;

import dev.hmdb.ListMultimap;
import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.internal.derived.HashIndex;
import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A multimap of lists, over the table where each value is by its key and label. */
final class ListMultimapView<K, V> implements ListMultimap<K, V> {
  private final Binding binding;
  private final Part<ListEntryKey<K>, V> part;
  private final HashIndex<K, ListEntryKey<K>, V> byKey;
  private final AbstractTable<ListEntryKey<K>, V> entries;

  ListMultimapView(
      Binding binding,
      Part<ListEntryKey<K>, V> part,
      HashIndex<K, ListEntryKey<K>, V> byKey,
      AbstractTable<ListEntryKey<K>, V> entries) {
    this.binding = binding;
    this.part = part;
    this.byKey = byKey;
    this.entries = entries;
  }

  private ListSequence<ListEntryKey<K>, V> sequence(K key) {
    return sequence(binding, entries, AbstractTable.requireKey(key));
  }

  private ListSequence<ListEntryKey<K>, V> sequence(
      Binding where, AbstractTable<ListEntryKey<K>, V> table, K key) {
    return new ListSequence<>(
        byKey.table(),
        Span.all(new Elements.Found<>(where, part, byKey, key)),
        table,
        label -> new ListEntryKey<>(key, label),
        ListEntryKey::position);
  }

  private <R extends @Nullable Object> R atomically(
      K key, String method, Function<ListSequence<ListEntryKey<K>, V>, R> body) {
    AbstractTable.requireKey(key);
    return binding.<ListEntryKey<K>, V, R>atomically(
        part, method, in -> body.apply(sequence(in, in.table(part), key)));
  }

  private void change(K key, String method, Consumer<ListSequence<ListEntryKey<K>, V>> body) {
    this.<@Nullable Void>atomically(
        key,
        method,
        sequence -> {
          body.accept(sequence);
          return null;
        });
  }

  private static <V> List<V> copy(Iterable<? extends V> values) {
    List<V> all = new ArrayList<>();
    values.forEach(value -> all.add(AbstractTable.requireValue(value)));
    return all;
  }

  AbstractTable<ListEntryKey<K>, V> entries() {
    return entries;
  }

  @Override
  public String name() {
    return part.name();
  }

  @Override
  public long size() {
    return entries.size();
  }

  @Override
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public boolean containsKey(K key) {
    return count(key) > 0;
  }

  @Override
  public long count(K key) {
    return binding.entries(part, byKey, AbstractTable.requireKey(key), "count").size();
  }

  @Override
  public List<V> get(K key) {
    return sequence(key).toList();
  }

  @Override
  public V get(K key, long index) {
    return sequence(key).get(index);
  }

  @Override
  public void put(K key, V value) {
    AbstractTable.requireValue(value);
    change(key, "put", sequence -> sequence.addLast(value));
  }

  @Override
  public void putAll(K key, Iterable<? extends V> values) {
    List<V> all = copy(values);
    change(key, "putAll", sequence -> all.forEach(sequence::addLast));
  }

  @Override
  public void add(K key, long index, V value) {
    AbstractTable.requireValue(value);
    change(key, "add", sequence -> sequence.add(index, value));
  }

  @Override
  public V set(K key, long index, V value) {
    AbstractTable.requireValue(value);
    return atomically(key, "set", sequence -> sequence.set(index, value));
  }

  @Override
  public List<V> replaceValues(K key, Iterable<? extends V> values) {
    List<V> all = copy(values);
    return atomically(
        key,
        "replaceValues",
        sequence -> {
          List<V> before = sequence.removeAll();
          all.forEach(sequence::addLast);
          return before;
        });
  }

  @Override
  public V remove(K key, long index) {
    return atomically(key, "remove", sequence -> sequence.remove(index));
  }

  @Override
  public List<V> removeAll(K key) {
    return atomically(key, "removeAll", ListSequence::removeAll);
  }

  @Override
  public boolean removeIf(BiPredicate<? super K, ? super V> predicate) {
    Objects.requireNonNull(predicate, "predicate is null");
    return entries.removeIf((entry, value) -> predicate.test(entry.key(), value));
  }

  @Override
  public void clear() {
    entries.clear();
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action is null");
    found().forEachOrdered(entry -> action.accept(keyOf(entry), ListSequence.valueOf(entry)));
  }

  /** The entries of one state, key by key. */
  private Stream<Entry<ListEntryKey<K>, V>> found() {
    return UsableSpliterator.stream(
        binding,
        binding.groups(part, byKey, "stream").stream().flatMap(ListMultimapView::elements));
  }

  private static <E> Stream<E> elements(CountedTree<E> tree) {
    Stream.Builder<E> all = Stream.builder();
    tree.walk(0, tree.size()).forEachRemaining(all);
    return all.build();
  }

  private K keyOf(Entry<ListEntryKey<K>, V> entry) {
    return byKey.table().keyOf(entry).key();
  }

  @Override
  public Stream<Map.Entry<K, V>> stream() {
    return found().map(entry -> Map.entry(keyOf(entry), ListSequence.valueOf(entry)));
  }

  @Override
  public Stream<K> keys() {
    return UsableSpliterator.stream(binding, binding.indexKeys(part, byKey, "keys").stream());
  }

  @Override
  public Stream<V> values() {
    return found().map(ListSequence::valueOf);
  }

  @Override
  public String toString() {
    return "ListMultimap[" + name() + "]";
  }
}
