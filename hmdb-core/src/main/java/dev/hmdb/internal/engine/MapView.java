package dev.hmdb.internal.engine;

import dev.hmdb.internal.table.EntryCursor;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A table as a {@link ConcurrentMap}: live, with weakly consistent iterators. */
final class MapView<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {
  private final AbstractTable<K, V> table;

  MapView(AbstractTable<K, V> table) {
    this.table = table;
  }

  /**
   * A key of another type is equal to none in the table. Where that is found out depends on how the
   * table keeps its keys: by a comparison that fails, or by a ClassCastException.
   */
  @SuppressWarnings("unchecked")
  private K asKey(Object object) {
    return (K) object;
  }

  /** A value of another type is equal to none in the table. */
  @SuppressWarnings("unchecked")
  private V asValue(Object object) {
    return (V) object;
  }

  @Override
  public int size() {
    return (int) Math.min(Integer.MAX_VALUE, table.size());
  }

  @Override
  public boolean isEmpty() {
    return table.isEmpty();
  }

  @Override
  public @Nullable V get(Object key) {
    try {
      return table.get(asKey(key));
    } catch (ClassCastException e) {
      return null; // of another type: see asKey
    }
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public boolean containsValue(Object value) {
    Objects.requireNonNull(value, "value is null");
    return super.containsValue(value);
  }

  @Override
  public V getOrDefault(Object key, V defaultValue) {
    V value = get(key);
    return value == null ? defaultValue : value;
  }

  @Override
  public @Nullable V put(K key, V value) {
    return table.put(key, value);
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    return table.putIfAbsent(key, value);
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    table.putAll(map);
  }

  @Override
  public @Nullable V remove(Object key) {
    try {
      return table.remove(asKey(key));
    } catch (ClassCastException e) {
      return null; // of another type: see asKey
    }
  }

  @Override
  public boolean remove(Object key, @Nullable Object value) {
    if (value == null) {
      Objects.requireNonNull(key, "key is null");
      return false; // as ConcurrentMap says: no value is null
    }
    try {
      return table.remove(asKey(key), asValue(value));
    } catch (ClassCastException e) {
      return false; // of another type: see asKey
    }
  }

  @Override
  public @Nullable V replace(K key, V value) {
    return table.replace(key, value);
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    return table.replace(key, oldValue, newValue);
  }

  @Override
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
    ConcurrentMap.super.replaceAll(function);
  }

  @Override
  public @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
    return table.compute(key, function);
  }

  @Override
  public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
    return table.computeIfAbsent(key, function);
  }

  @Override
  public @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
    return table.computeIfPresent(key, function);
  }

  @Override
  public @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
    return table.merge(key, value, function);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    table.forEach(action);
  }

  @Override
  public void clear() {
    table.clear();
  }

  @Override
  public Set<K> keySet() {
    return new Keys();
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new Entries();
  }

  @Override
  public Collection<V> values() {
    return new Values();
  }

  /** Removes what the filter accepts, unless it was given another value meanwhile. */
  private boolean removeEntriesIf(Predicate<? super Entry<K, V>> filter) {
    boolean isAnyRemoved = false;
    EntryCursor<K, V> cursor = table.weakCursor();
    while (cursor.advance()) {
      if (filter.test(Map.entry(cursor.key(), cursor.value()))) {
        isAnyRemoved |= table.remove(cursor.key(), cursor.value());
      }
    }
    return isAnyRemoved;
  }

  private final class Values extends AbstractCollection<V> {
    @Override
    public Iterator<V> iterator() {
      return new MappedIterator<>(new EntryIterator(), Entry::getValue);
    }

    @Override
    public int size() {
      return MapView.this.size();
    }

    @Override
    public boolean contains(Object value) {
      return containsValue(value);
    }

    @Override
    public boolean removeIf(Predicate<? super V> filter) {
      Objects.requireNonNull(filter, "filter is null");
      return removeEntriesIf(entry -> filter.test(entry.getValue()));
    }

    @Override
    public void clear() {
      MapView.this.clear();
    }
  }

  /** Keys or values out of entries; removing goes through. */
  private record MappedIterator<E, T>(Iterator<E> entries, Function<E, T> part)
      implements Iterator<T> {
    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public T next() {
      return part.apply(entries.next());
    }

    @Override
    public void remove() {
      entries.remove();
    }
  }

  private final class Keys extends AbstractSet<K> {
    @Override
    public Iterator<K> iterator() {
      return new MappedIterator<>(new EntryIterator(), Entry::getKey);
    }

    @Override
    public boolean removeIf(Predicate<? super K> filter) {
      Objects.requireNonNull(filter, "filter is null");
      return removeEntriesIf(entry -> filter.test(entry.getKey()));
    }

    @Override
    public int size() {
      return MapView.this.size();
    }

    @Override
    public boolean contains(Object key) {
      return containsKey(key);
    }

    @Override
    public boolean remove(Object key) {
      return MapView.this.remove(key) != null;
    }

    @Override
    public void clear() {
      MapView.this.clear();
    }
  }

  private final class Entries extends AbstractSet<Entry<K, V>> {
    @Override
    public Iterator<Entry<K, V>> iterator() {
      return new EntryIterator();
    }

    @Override
    public boolean removeIf(Predicate<? super Entry<K, V>> filter) {
      Objects.requireNonNull(filter, "filter is null");
      return removeEntriesIf(filter);
    }

    @Override
    public int size() {
      return MapView.this.size();
    }

    @Override
    public boolean contains(Object object) {
      return object instanceof Entry<?, ?> entry
          && entry.getKey() != null
          && entry.getValue() != null
          && entry.getValue().equals(MapView.this.get(entry.getKey()));
    }

    @Override
    public boolean remove(Object object) {
      return object instanceof Entry<?, ?> entry
          && entry.getKey() != null
          && MapView.this.remove(entry.getKey(), entry.getValue());
    }

    @Override
    public void clear() {
      MapView.this.clear();
    }
  }

  private final class EntryIterator implements Iterator<Entry<K, V>> {
    private final EntryCursor<K, V> cursor = table.weakCursor();
    private @Nullable Entry<K, V> next;
    private @Nullable Entry<K, V> last;

    @Override
    public boolean hasNext() {
      if (next == null && cursor.advance()) {
        next = new WriteThroughEntry(cursor.key(), cursor.value());
      }
      return next != null;
    }

    @Override
    public Entry<K, V> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Entry<K, V> entry = Objects.requireNonNull(next);
      next = null;
      last = entry;
      return entry;
    }

    @Override
    public void remove() {
      Entry<K, V> entry = last;
      if (entry == null) {
        throw new IllegalStateException("next was not called, or the entry was removed already");
      }
      last = null;
      table.remove(entry.getKey());
    }
  }

  private final class WriteThroughEntry extends SimpleEntry<K, V> {
    private static final long serialVersionUID = 1L;

    WriteThroughEntry(K key, V value) {
      super(key, value);
    }

    @Override
    public V setValue(V value) {
      table.put(getKey(), value);
      return super.setValue(value);
    }
  }
}
