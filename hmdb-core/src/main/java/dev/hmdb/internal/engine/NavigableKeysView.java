package dev.hmdb.internal.engine;

import java.util.AbstractSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** The keys of a {@link NavigableMapView}, in its order. */
final class NavigableKeysView<K> extends AbstractSet<K> implements NavigableSet<K> {
  private final NavigableMapView<K, ?> map;

  NavigableKeysView(NavigableMapView<K, ?> map) {
    this.map = map;
  }

  @Override
  public Iterator<K> iterator() {
    return iterator(map);
  }

  private static <K, V> Iterator<K> iterator(NavigableMapView<K, V> map) {
    Iterator<Map.Entry<K, V>> entries = map.entrySet().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public K next() {
        return entries.next().getKey();
      }

      @Override
      public void remove() {
        entries.remove();
      }
    };
  }

  @Override
  public Iterator<K> descendingIterator() {
    return iterator(map.descendingMap());
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public boolean isEmpty() {
    return map.isEmpty();
  }

  @Override
  public boolean contains(Object key) {
    return map.containsKey(key);
  }

  @Override
  public boolean remove(Object key) {
    return map.remove(key) != null;
  }

  @Override
  public void clear() {
    map.clear();
  }

  @Override
  public @Nullable Comparator<? super K> comparator() {
    return map.comparator();
  }

  @Override
  public K first() {
    return map.firstKey();
  }

  @Override
  public K last() {
    return map.lastKey();
  }

  @Override
  public @Nullable K lower(K key) {
    return map.lowerKey(key);
  }

  @Override
  public @Nullable K floor(K key) {
    return map.floorKey(key);
  }

  @Override
  public @Nullable K ceiling(K key) {
    return map.ceilingKey(key);
  }

  @Override
  public @Nullable K higher(K key) {
    return map.higherKey(key);
  }

  @Override
  public @Nullable K pollFirst() {
    Map.Entry<K, ?> entry = map.pollFirstEntry();
    return entry == null ? null : entry.getKey();
  }

  @Override
  public @Nullable K pollLast() {
    Map.Entry<K, ?> entry = map.pollLastEntry();
    return entry == null ? null : entry.getKey();
  }

  @Override
  public NavigableSet<K> descendingSet() {
    return map.descendingKeySet();
  }

  @Override
  public NavigableSet<K> subSet(K from, boolean isFromIn, K to, boolean isToIn) {
    return map.subMap(from, isFromIn, to, isToIn).navigableKeySet();
  }

  @Override
  public NavigableSet<K> headSet(K to, boolean isIncluded) {
    return map.headMap(to, isIncluded).navigableKeySet();
  }

  @Override
  public NavigableSet<K> tailSet(K from, boolean isIncluded) {
    return map.tailMap(from, isIncluded).navigableKeySet();
  }

  @Override
  public NavigableSet<K> subSet(K from, K to) {
    return subSet(from, true, to, false);
  }

  @Override
  public NavigableSet<K> headSet(K to) {
    return headSet(to, false);
  }

  @Override
  public NavigableSet<K> tailSet(K from) {
    return tailSet(from, true);
  }
}
