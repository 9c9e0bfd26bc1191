package dev.hmdb.internal.engine;

import dev.hmdb.internal.table.EntryCursor;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StoredTable;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A table bound to one snapshot: read-only. */
final class SnapshotTable<K, V> extends AbstractTable<K, V> {
  private final SnapshotContext snapshot;

  /** What must not become garbage while this table is in use. */
  @SuppressWarnings({"unused", "UnusedVariable"})
  private final Object owner;

  SnapshotTable(StoredTable<K, V> stored, SnapshotContext snapshot, Object owner) {
    super(stored);
    this.snapshot = snapshot;
    this.owner = owner;
  }

  static UnsupportedOperationException readOnly(String why) {
    return new UnsupportedOperationException(why + ": it cannot be written to");
  }

  private static UnsupportedOperationException readOnly() {
    return readOnly("The table belongs to a read or snapshot");
  }

  @Override
  public @Nullable V get(K key) {
    return snapshot.get(stored, requireKey(key));
  }

  @Override
  public long size() {
    return snapshot.size(stored);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    EntryCursor<K, V> cursor = snapshot.cursor(stored);
    while (cursor.advance()) {
      action.accept(cursor.key(), cursor.value());
    }
  }

  @Override
  public Stream<Map.Entry<K, V>> stream() {
    return StreamSupport.stream(
        new EntrySpliterator<>(snapshot.cursor(stored), size(), () -> {}), false);
  }

  @Override
  EntryCursor<K, V> weakCursor() {
    return snapshot.cursor(stored);
  }

  @Override
  public @Nullable V put(K key, V value) {
    throw readOnly();
  }

  @Override
  public void set(K key, V value) {
    throw readOnly();
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    throw readOnly();
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    throw readOnly();
  }

  @Override
  public @Nullable V replace(K key, V value) {
    throw readOnly();
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    throw readOnly();
  }

  @Override
  public @Nullable V remove(K key) {
    throw readOnly();
  }

  @Override
  public void delete(K key) {
    throw readOnly();
  }

  @Override
  public boolean remove(K key, V value) {
    throw readOnly();
  }

  @Override
  public @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
    throw readOnly();
  }

  @Override
  public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
    throw readOnly();
  }

  @Override
  public @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
    throw readOnly();
  }

  @Override
  public @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
    throw readOnly();
  }

  @Override
  public boolean removeIf(BiPredicate<? super K, ? super V> predicate) {
    throw readOnly();
  }

  @Override
  public void clear() {
    throw readOnly();
  }
}
