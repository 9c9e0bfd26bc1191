package dev.hmdb.internal.engine;

import dev.hmdb.internal.tx.SnapshotContext;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A sorted table bound to one snapshot: read-only. */
final class SortedSnapshotTable<K, V> extends SnapshotTable<K, V> implements OrderedTable<K, V> {
  private final SortedPart<K, V> sorted;

  SortedSnapshotTable(SnapshotContext snapshot, Object owner, SortedPart<K, V> sorted) {
    super(sorted.part().stored(), snapshot, owner);
    this.sorted = sorted;
  }

  @Override
  public SortedPart<K, V> sorted() {
    return sorted;
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    sorted.all().forEach(action);
  }

  @Override
  public Stream<Map.Entry<K, V>> stream() {
    return sorted.all().stream();
  }

  @Override
  public ConcurrentNavigableMap<K, V> asMap() {
    return NavigableMapView.of(this);
  }
}
