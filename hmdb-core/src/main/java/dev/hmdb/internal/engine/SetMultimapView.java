package dev.hmdb.internal.engine;

import static dev.hmdb.codec.Unit.UNIT;

import dev.hmdb.SetMultimap;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.codec.Unit;
import dev.hmdb.internal.derived.HashIndex;
import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.Entry;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A multimap of sets, over the table where each value is with its key. */
final class SetMultimapView<K, V> implements SetMultimap<K, V> {
  private final Binding binding;
  private final Part<SetEntryKey<K, V>, Unit> part;
  private final HashIndex<K, SetEntryKey<K, V>, Unit> byKey;
  private final AbstractTable<SetEntryKey<K, V>, Unit> entries;

  SetMultimapView(
      Binding binding,
      Part<SetEntryKey<K, V>, Unit> part,
      HashIndex<K, SetEntryKey<K, V>, Unit> byKey,
      AbstractTable<SetEntryKey<K, V>, Unit> entries) {
    this.binding = binding;
    this.part = part;
    this.byKey = byKey;
    this.entries = entries;
  }

  private <R extends @Nullable Object> R atomically(
      String method, Function<SetMultimapView<K, V>, R> body) {
    return binding.<SetEntryKey<K, V>, Unit, R>atomically(
        part, method, in -> body.apply(new SetMultimapView<>(in, part, byKey, in.table(part))));
  }

  private CountedTree<Entry<SetEntryKey<K, V>, Unit>> found(K key, String method) {
    return binding.entries(part, byKey, AbstractTable.requireKey(key), method);
  }

  private Set<V> values(K key, String method) {
    Set<V> values = new LinkedHashSet<>();
    CountedTree<Entry<SetEntryKey<K, V>, Unit>> found = found(key, method);
    found
        .walk(0, found.size())
        .forEachRemaining(entry -> values.add(byKey.table().keyOf(entry).value()));
    return Collections.unmodifiableSet(values);
  }

  private static <V> Set<V> distinct(Iterable<? extends V> values) {
    Set<V> all = new LinkedHashSet<>();
    values.forEach(value -> all.add(AbstractTable.requireValue(value)));
    return all;
  }

  AbstractTable<SetEntryKey<K, V>, Unit> entries() {
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
    return !found(key, "containsKey").isEmpty();
  }

  @Override
  public boolean containsEntry(K key, V value) {
    return entries.containsKey(new SetEntryKey<>(key, value));
  }

  @Override
  public long count(K key) {
    return found(key, "count").size();
  }

  @Override
  public Set<V> get(K key) {
    return values(key, "get");
  }

  @Override
  public boolean put(K key, V value) {
    return entries.putIfAbsent(new SetEntryKey<>(key, value), UNIT) == null;
  }

  @Override
  public void add(K key, V value) {
    entries.set(new SetEntryKey<>(key, value), UNIT);
  }

  @Override
  public void putAll(K key, Iterable<? extends V> values) {
    AbstractTable.requireKey(key);
    Set<V> all = distinct(values);
    this.<@Nullable Void>atomically(
        "putAll",
        in -> {
          all.forEach(value -> in.add(key, value));
          return null;
        });
  }

  @Override
  public Set<V> replaceValues(K key, Iterable<? extends V> values) {
    AbstractTable.requireKey(key);
    Set<V> all = distinct(values);
    return atomically(
        "replaceValues",
        in -> {
          Set<V> before = in.get(key);
          before.stream().filter(value -> !all.contains(value)).forEach(v -> in.delete(key, v));
          all.stream().filter(value -> !before.contains(value)).forEach(v -> in.add(key, v));
          return before;
        });
  }

  @Override
  public boolean remove(K key, V value) {
    return entries.remove(new SetEntryKey<>(key, value)) != null;
  }

  @Override
  public void delete(K key, V value) {
    entries.delete(new SetEntryKey<>(key, value));
  }

  @Override
  public Set<V> removeAll(K key) {
    AbstractTable.requireKey(key);
    return atomically(
        "removeAll",
        in -> {
          Set<V> before = in.get(key);
          before.forEach(value -> in.delete(key, value));
          return before;
        });
  }

  @Override
  public boolean removeIf(BiPredicate<? super K, ? super V> predicate) {
    Objects.requireNonNull(predicate, "predicate is null");
    return entries.removeIf((entry, _) -> predicate.test(entry.key(), entry.value()));
  }

  @Override
  public void clear() {
    entries.clear();
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action is null");
    entries.forEach((entry, _) -> action.accept(entry.key(), entry.value()));
  }

  @Override
  public Stream<Map.Entry<K, V>> stream() {
    return entries.keys().map(entry -> Map.entry(entry.key(), entry.value()));
  }

  @Override
  public Stream<K> keys() {
    return UsableSpliterator.stream(binding, binding.indexKeys(part, byKey, "keys").stream());
  }

  @Override
  public Stream<V> values() {
    return entries.keys().map(SetEntryKey::value);
  }

  @Override
  public String toString() {
    return "SetMultimap[" + name() + "]";
  }
}
