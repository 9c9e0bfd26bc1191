package dev.hmdb.internal.engine;

import dev.hmdb.internal.table.ReferenceHashTable;
import dev.hmdb.internal.tx.ThreadGuard;
import dev.hmdb.internal.tx.Transactions;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sorted table of the database itself; it keeps its keys as objects. */
final class SortedLiveTable<K, V> extends LiveTable<K, V> implements OrderedTable<K, V> {
  private final SortedPart<K, V> sorted;
  private final Transactions transactions;
  private final ReferenceHashTable<K, V> entries;

  /** Null if no other process can write. */
  private final @Nullable Follower follower;

  /**
   * The entries while the gate is open, else null. Plain, because a thread must see only what it
   * wrote itself (see {@link ThreadGuard}).
   */
  private @Nullable ReferenceHashTable<K, V> openEntries;

  SortedLiveTable(
      SortedPart<K, V> sorted,
      Transactions transactions,
      boolean isReadOnly,
      Abandoned abandoned,
      @Nullable Follower follower) {
    super(sorted.part().stored(), transactions, isReadOnly, abandoned);
    this.sorted = sorted;
    this.transactions = transactions;
    this.entries = (ReferenceHashTable<K, V>) sorted.part().stored().entries();
    this.follower = follower;
  }

  @Override
  public void open() {
    openEntries = entries;
  }

  @Override
  public void shut() {
    openEntries = null;
  }

  @Override
  public @Nullable V get(K key) {
    Follower others = follower;
    if (others != null && others.isAhead()) {
      transactions.catchUp();
    }
    ReferenceHashTable<K, V> open = openEntries;
    return open == null ? getAfterAsking(key) : open.get(requireKey(key));
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
