package dev.hmdb.internal.engine;

import dev.hmdb.Entries;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sorted table, or the part of it between two keys, as a {@link ConcurrentNavigableMap}: live,
 * with weakly consistent iterators, which pass one state.
 */
final class NavigableMapView<K, V> extends AbstractMap<K, V>
    implements ConcurrentNavigableMap<K, V> {
  private final OrderedTable<K, V> table;
  private final KeyBounds<K> bounds;
  private final boolean isDown;

  private NavigableMapView(OrderedTable<K, V> table, KeyBounds<K> bounds, boolean isDown) {
    this.table = table;
    this.bounds = bounds;
    this.isDown = isDown;
  }

  static <K, V> NavigableMapView<K, V> of(OrderedTable<K, V> table) {
    return new NavigableMapView<>(table, KeyBounds.none(table.comparator()), false);
  }

  private Entries<K, V> entries(KeyBounds<K> within) {
    Entries<K, V> upwards = table.range(within.range());
    return isDown ? upwards.reversed() : upwards;
  }

  private Entries<K, V> entries() {
    return entries(bounds);
  }

  // ---- The map

  /** A key of another type is equal to none in the table; comparing it tells. */
  @SuppressWarnings("unchecked")
  private @Nullable K asKeyInBounds(Object object) {
    Objects.requireNonNull(object, "key is null");
    try {
      K key = (K) object;
      return bounds.contains(key) ? key : null;
    } catch (ClassCastException e) {
      return null;
    }
  }

  private K requireInBounds(K key) {
    AbstractTable.requireKey(key);
    if (!bounds.contains(key)) {
      throw new IllegalArgumentException("key=" + key + " is not in " + bounds.range());
    }
    return key;
  }

  @Override
  public int size() {
    long size = bounds.isNone() ? table.size() : entries().size();
    return (int) Math.min(Integer.MAX_VALUE, size);
  }

  @Override
  public boolean isEmpty() {
    return entries().isEmpty();
  }

  @Override
  public @Nullable V get(Object object) {
    K key = asKeyInBounds(object);
    try {
      return key == null ? null : table.get(key);
    } catch (ClassCastException e) {
      return null; // of another type
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
    return table.put(requireInBounds(key), value);
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    return table.putIfAbsent(requireInBounds(key), value);
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    map.keySet().forEach(this::requireInBounds);
    table.putAll(map);
  }

  @Override
  public @Nullable V remove(Object object) {
    K key = asKeyInBounds(object);
    try {
      return key == null ? null : table.remove(key);
    } catch (ClassCastException e) {
      return null; // of another type
    }
  }

  @Override
  @SuppressWarnings("unchecked") // a value of another type is equal to none in the table
  public boolean remove(Object object, @Nullable Object value) {
    K key = asKeyInBounds(object);
    try {
      return key != null && value != null && table.remove(key, (V) value);
    } catch (ClassCastException e) {
      return false; // of another type
    }
  }

  @Override
  public @Nullable V replace(K key, V value) {
    AbstractTable.requireValue(value);
    return bounds.contains(AbstractTable.requireKey(key)) ? table.replace(key, value) : null;
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    Objects.requireNonNull(oldValue, "oldValue is null");
    Objects.requireNonNull(newValue, "newValue is null");
    return bounds.contains(AbstractTable.requireKey(key)) && table.replace(key, oldValue, newValue);
  }

  @Override
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
    ConcurrentNavigableMap.super.replaceAll(function);
  }

  @Override
  public @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
    return table.compute(requireInBounds(key), function);
  }

  @Override
  public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
    return table.computeIfAbsent(requireInBounds(key), function);
  }

  @Override
  public @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
    Objects.requireNonNull(function, "function is null");
    return bounds.contains(AbstractTable.requireKey(key))
        ? table.computeIfPresent(key, function)
        : null;
  }

  @Override
  public @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
    return table.merge(requireInBounds(key), value, function);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    entries().forEach(action);
  }

  @Override
  public void clear() {
    if (bounds.isNone()) {
      table.clear();
    } else {
      table.removeRange(bounds.range());
    }
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new EntrySet();
  }

  // ---- By order

  @Override
  public @Nullable Comparator<? super K> comparator() {
    Comparator<? super K> order = table.comparator();
    boolean isNatural = order.equals(Comparator.naturalOrder());
    if (isDown) {
      return isNatural ? Collections.reverseOrder() : order.reversed();
    }
    return isNatural ? null : order;
  }

  private @Nullable Entry<K, V> orNull(Optional<Entry<K, V>> entry) {
    return entry.orElse(null);
  }

  private static <K> @Nullable K keyOf(@Nullable Entry<K, ?> entry) {
    return entry == null ? null : entry.getKey();
  }

  private static <K> K requireKeyOf(Optional<? extends Entry<K, ?>> entry) {
    return entry.orElseThrow(() -> new NoSuchElementException("the map is empty")).getKey();
  }

  /** The first of those that come after a key, in the map's direction. */
  private @Nullable Entry<K, V> after(K key, boolean isIncluded) {
    return orNull(entries(bounds.from(AbstractTable.requireKey(key), isIncluded, isDown)).first());
  }

  /** The last of those that come before a key. */
  private @Nullable Entry<K, V> before(K key, boolean isIncluded) {
    return orNull(entries(bounds.to(AbstractTable.requireKey(key), isIncluded, isDown)).last());
  }

  @Override
  public @Nullable Entry<K, V> lowerEntry(K key) {
    return before(key, false);
  }

  @Override
  public @Nullable K lowerKey(K key) {
    return keyOf(lowerEntry(key));
  }

  @Override
  public @Nullable Entry<K, V> floorEntry(K key) {
    return before(key, true);
  }

  @Override
  public @Nullable K floorKey(K key) {
    return keyOf(floorEntry(key));
  }

  @Override
  public @Nullable Entry<K, V> ceilingEntry(K key) {
    return after(key, true);
  }

  @Override
  public @Nullable K ceilingKey(K key) {
    return keyOf(ceilingEntry(key));
  }

  @Override
  public @Nullable Entry<K, V> higherEntry(K key) {
    return after(key, false);
  }

  @Override
  public @Nullable K higherKey(K key) {
    return keyOf(higherEntry(key));
  }

  @Override
  public @Nullable Entry<K, V> firstEntry() {
    return orNull(entries().first());
  }

  @Override
  public @Nullable Entry<K, V> lastEntry() {
    return orNull(entries().last());
  }

  @Override
  public K firstKey() {
    return requireKeyOf(entries().first());
  }

  @Override
  public K lastKey() {
    return requireKeyOf(entries().last());
  }

  @Override
  public @Nullable Entry<K, V> pollFirstEntry() {
    return orNull(table.sorted().poll(bounds.range(), isDown, "asMap"));
  }

  @Override
  public @Nullable Entry<K, V> pollLastEntry() {
    return orNull(table.sorted().poll(bounds.range(), !isDown, "asMap"));
  }

  // ---- Views

  private NavigableMapView<K, V> view(KeyBounds<K> within) {
    return new NavigableMapView<>(table, within, isDown);
  }

  @Override
  public NavigableMapView<K, V> subMap(K from, boolean isFromIn, K to, boolean isToIn) {
    bounds.requireOrder(from, to, isDown);
    return view(
        bounds
            .requireWithin(from, isFromIn)
            .requireWithin(to, isToIn)
            .from(from, isFromIn, isDown)
            .to(to, isToIn, isDown));
  }

  @Override
  public NavigableMapView<K, V> headMap(K to, boolean isIncluded) {
    return view(bounds.requireWithin(to, isIncluded).to(to, isIncluded, isDown));
  }

  @Override
  public NavigableMapView<K, V> tailMap(K from, boolean isIncluded) {
    return view(bounds.requireWithin(from, isIncluded).from(from, isIncluded, isDown));
  }

  @Override
  public NavigableMapView<K, V> subMap(K from, K to) {
    return subMap(from, true, to, false);
  }

  @Override
  public NavigableMapView<K, V> headMap(K to) {
    return headMap(to, false);
  }

  @Override
  public NavigableMapView<K, V> tailMap(K from) {
    return tailMap(from, true);
  }

  @Override
  public NavigableMapView<K, V> descendingMap() {
    return new NavigableMapView<>(table, bounds, !isDown);
  }

  @Override
  public NavigableSet<K> navigableKeySet() {
    return new NavigableKeysView<>(this);
  }

  @Override
  public NavigableSet<K> keySet() {
    return navigableKeySet();
  }

  @Override
  public NavigableSet<K> descendingKeySet() {
    return descendingMap().navigableKeySet();
  }

  private final class EntrySet extends AbstractSet<Entry<K, V>> {
    @Override
    public Iterator<Entry<K, V>> iterator() {
      return new EntryIterator();
    }

    @Override
    public int size() {
      return NavigableMapView.this.size();
    }

    @Override
    public boolean isEmpty() {
      return NavigableMapView.this.isEmpty();
    }

    @Override
    public boolean contains(Object object) {
      return object instanceof Entry<?, ?> entry
          && entry.getKey() != null
          && entry.getValue() != null
          && entry.getValue().equals(NavigableMapView.this.get(entry.getKey()));
    }

    @Override
    public boolean remove(Object object) {
      return object instanceof Entry<?, ?> entry
          && entry.getKey() != null
          && NavigableMapView.this.remove(entry.getKey(), entry.getValue());
    }

    @Override
    public void clear() {
      NavigableMapView.this.clear();
    }
  }

  private final class EntryIterator implements Iterator<Entry<K, V>> {
    private final Iterator<Entry<K, V>> passed = entries().stream().iterator();
    private @Nullable Entry<K, V> last;

    @Override
    public boolean hasNext() {
      return passed.hasNext();
    }

    @Override
    public Entry<K, V> next() {
      Entry<K, V> entry = new WriteThroughEntry(passed.next());
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

    WriteThroughEntry(Entry<K, V> entry) {
      super(entry);
    }

    @Override
    public V setValue(V value) {
      table.put(getKey(), value);
      return super.setValue(value);
    }
  }
}
