package dev.hmdb.internal.engine;

import dev.hmdb.internal.table.EntryCursor;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StoredTable;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A table bound to one snapshot: read-only. */
sealed class SnapshotTable<K, V> extends AbstractTable<K, V> permits SortedSnapshotTable {
  private final SnapshotContext snapshot;

  /** What lets go of the snapshot when it becomes garbage, and so must not while a read runs. */
  private final Object owner;

  SnapshotTable(StoredTable<K, V> stored, SnapshotContext snapshot, Object owner) {
    super(stored);
    this.snapshot = snapshot;
    this.owner = owner;
  }

  static UnsupportedOperationException readOnly(String why, String advice) {
    return new UnsupportedOperationException(why + ": it cannot be written to; " + advice);
  }

  static UnsupportedOperationException readOnly(String why) {
    return new UnsupportedOperationException(why + ": it cannot be written to");
  }

  static UnsupportedOperationException readOnly() {
    return readOnly("The table belongs to a read or snapshot");
  }

  @Override
  public @Nullable V get(K key) {
    try {
      return snapshot.get(stored, requireKey(key));
    } finally {
      Reference.reachabilityFence(owner);
    }
  }

  @Override
  public long size() {
    try {
      return snapshot.size(stored);
    } finally {
      Reference.reachabilityFence(owner);
    }
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action is null");
    EntryCursor<K, V> cursor = weakCursor();
    while (cursor.advance()) {
      action.accept(cursor.key(), cursor.value());
    }
  }

  @Override
  public Stream<Map.Entry<K, V>> stream() {
    return StreamSupport.stream(new EntrySpliterator<>(weakCursor(), size(), () -> {}), false);
  }

  @Override
  EntryCursor<K, V> weakCursor() {
    EntryCursor<K, V> cursor = snapshot.cursor(stored);
    return new EntryCursor<>() {
      @Override
      public boolean advance() {
        try {
          return cursor.advance();
        } finally {
          Reference.reachabilityFence(owner);
        }
      }

      @Override
      public K key() {
        return cursor.key();
      }

      @Override
      public V value() {
        return cursor.value();
      }
    };
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
  public void putAll(Map<? extends K, ? extends V> entries) {
    throw readOnly();
  }

  @Override
  public long putInBatches(Stream<? extends Map.Entry<? extends K, ? extends V>> entries) {
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
