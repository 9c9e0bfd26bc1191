package dev.hmdb.internal.engine;

import dev.hmdb.internal.derived.Cut;
import dev.hmdb.internal.derived.HashIndex;
import dev.hmdb.internal.derived.HashedIndex;
import dev.hmdb.internal.derived.Ordered;
import dev.hmdb.internal.derived.OrderedEntries;
import dev.hmdb.internal.derived.Reading;
import dev.hmdb.internal.derived.UniqueHashIndex;
import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.tx.SnapshotContext;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One snapshot: read-only. */
final class SnapshotBinding implements Binding {
  private final SnapshotContext snapshot;

  /** What lets go of the snapshot when it becomes garbage, and so must not while a read runs. */
  private final Object owner;

  SnapshotBinding(SnapshotContext snapshot, Object owner) {
    this.snapshot = snapshot;
    this.owner = owner;
  }

  @Override
  public <K, V> AbstractTable<K, V> table(Part<K, V> part) {
    return new SnapshotTable<>(part.stored(), snapshot, owner);
  }

  @Override
  public <K, V> AbstractTable<K, V> sortedTable(Part<K, V> part, OrderedEntries<K, V> order) {
    return new SortedSnapshotTable<>(snapshot, owner, new SortedPart<>(this, part, order));
  }

  /** Reads something as of the snapshot's timestamp. */
  private <T extends @Nullable Object> T read(LongFunction<T> read) {
    try {
      snapshot.requireUsable();
      T result = read.apply(snapshot.timestamp());
      // Again: had it been closed before the read, what it reads might have been freed already.
      snapshot.requireUsable();
      return result;
    } finally {
      Reference.reachabilityFence(owner);
    }
  }

  @Override
  public <K, V, E> CountedTree<E> tree(Part<K, V> part, Ordered<K, V, E> ordered, String method) {
    return read(ordered::asOf);
  }

  @Override
  public <K, V, E> Reading<E> reading(
      Part<K, V> part, Ordered<K, V, E> ordered, Cut<E> from, Cut<E> end, boolean isDown) {
    return Reading.unwatched();
  }

  @Override
  public <I, K, V> CountedTree<Entry<K, V>> entries(
      Part<K, V> part, HashIndex<I, K, V> index, I indexKey, String method) {
    CountedTree<Entry<K, V>> found =
        this.<@Nullable CountedTree<Entry<K, V>>>read(timestamp -> index.get(indexKey, timestamp));
    return found == null ? CountedTree.empty() : found;
  }

  @Override
  public <I, K, V> @Nullable Entry<K, V> entry(
      Part<K, V> part, UniqueHashIndex<I, K, V> index, I indexKey, String method) {
    return this.<@Nullable Entry<K, V>>read(timestamp -> index.get(indexKey, timestamp));
  }

  @Override
  public <I, K, V> List<I> indexKeys(
      Part<K, V> part, HashedIndex<I, K, V, ?, ?> index, String method) {
    return read(index::keys);
  }

  @Override
  public <I, K, V> long indexKeyCount(
      Part<K, V> part, HashedIndex<I, K, V, ?, ?> index, String method) {
    return this.<Long>read(index::size);
  }

  @Override
  public <I, K, V> List<CountedTree<Entry<K, V>>> groups(
      Part<K, V> part, HashIndex<I, K, V> index, String method) {
    return read(index::groups);
  }

  @Override
  public boolean isLasting() {
    return false;
  }

  @Override
  public void requireUsable() {
    snapshot.requireUsable();
  }

  @Override
  public <K, V, R extends @Nullable Object> R atomically(
      Part<K, V> part, String method, Function<Binding, R> body) {
    throw SnapshotTable.readOnly();
  }
}
