package dev.hmdb.internal.engine;

import dev.hmdb.internal.table.EntryCursor;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.TransactionContext;
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

/** A table bound to one transaction. */
sealed class TransactionTable<K, V> extends AbstractTable<K, V> permits SortedTransactionTable {
  private final TransactionContext transaction;

  /** What ends the transaction when it becomes garbage, and so must not while a read runs. */
  private final Object owner;

  TransactionTable(StoredTable<K, V> stored, TransactionContext transaction, Object owner) {
    super(stored);
    this.transaction = transaction;
    this.owner = owner;
  }

  @Override
  public @Nullable V get(K key) {
    try {
      return transaction.get(stored, requireKey(key));
    } finally {
      Reference.reachabilityFence(owner);
    }
  }

  @Override
  public @Nullable V put(K key, V value) {
    V previous = get(key);
    set(key, value);
    return previous;
  }

  @Override
  public void set(K key, V value) {
    transaction.set(stored, requireKey(key), requireValue(value));
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    requireValue(value);
    V present = get(key);
    if (present == null) {
      set(key, value);
    }
    return present;
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> entries) {
    Objects.requireNonNull(entries, "entries is null");
    transaction.requireUsable();
    entries.forEach(this::set);
  }

  @Override
  public long putInBatches(Stream<? extends Map.Entry<? extends K, ? extends V>> entries) {
    Objects.requireNonNull(entries, "entries is null");
    try (entries) {
      transaction.requireUsable();
      long[] count = new long[1];
      entries
          .sequential()
          .forEachOrdered(entry -> {
            requireEntry(entry);
            set(entry.getKey(), entry.getValue());
            count[0]++;
          });
      return count[0];
    }
  }

  @Override
  public @Nullable V replace(K key, V value) {
    requireValue(value);
    V present = get(key);
    if (present != null) {
      set(key, value);
    }
    return present;
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    Objects.requireNonNull(oldValue, "oldValue is null");
    Objects.requireNonNull(newValue, "newValue is null");
    boolean isEqual = oldValue.equals(get(key));
    if (isEqual) {
      set(key, newValue);
    }
    return isEqual;
  }

  @Override
  public @Nullable V remove(K key) {
    V present = get(key);
    if (present != null) {
      delete(key);
    }
    return present;
  }

  @Override
  public void delete(K key) {
    transaction.delete(stored, requireKey(key));
  }

  @Override
  public boolean remove(K key, V value) {
    requireValue(value);
    boolean isEqual = value.equals(get(key));
    if (isEqual) {
      delete(key);
    }
    return isEqual;
  }

  @Override
  public @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
    Objects.requireNonNull(function, "function is null");
    V present = get(key);
    return change(key, present, function.apply(key, present));
  }

  @Override
  public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
    Objects.requireNonNull(function, "function is null");
    V present = get(key);
    return present != null ? present : change(key, null, function.apply(key));
  }

  @Override
  public @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
    Objects.requireNonNull(function, "function is null");
    V present = get(key);
    return present == null ? null : change(key, present, function.apply(key, present));
  }

  @Override
  public @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
    requireValue(value);
    Objects.requireNonNull(function, "function is null");
    V present = get(key);
    return change(key, present, present == null ? value : function.apply(present, value));
  }

  private @Nullable V change(K key, @Nullable V present, @Nullable V changed) {
    if (changed != null) {
      set(key, changed);
    } else if (present != null) {
      delete(key);
    }
    return changed;
  }

  @Override
  public boolean removeIf(BiPredicate<? super K, ? super V> predicate) {
    Objects.requireNonNull(predicate, "predicate is null");
    EntryCursor<K, V> cursor = weakCursor();
    boolean isAnyRemoved = false;
    while (cursor.advance()) {
      if (predicate.test(cursor.key(), cursor.value())) {
        delete(cursor.key());
        isAnyRemoved = true;
      }
    }
    return isAnyRemoved;
  }

  @Override
  public void clear() {
    transaction.clear(stored);
  }

  @Override
  public long size() {
    try {
      return transaction.size(stored);
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
    EntryCursor<K, V> cursor = transaction.cursor(stored);
    return new EntryCursor<>() {
      @Override
      public boolean advance() {
        try {
          transaction.requireUsable();
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
}
