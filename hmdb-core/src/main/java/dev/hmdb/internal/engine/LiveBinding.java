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
import dev.hmdb.internal.tx.Transactions;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The database itself: each call is a transaction of its own. */
final class LiveBinding implements Binding {
  private final Transactions transactions;
  private final boolean isReadOnly;
  private final Abandoned abandoned;
  private final @Nullable Follower follower;

  /**
   * @param follower null if no other process can write
   */
  LiveBinding(
      Transactions transactions,
      boolean isReadOnly,
      Abandoned abandoned,
      @Nullable Follower follower) {
    this.transactions = transactions;
    this.isReadOnly = isReadOnly;
    this.abandoned = abandoned;
    this.follower = follower;
  }

  @Override
  public <K, V> AbstractTable<K, V> table(Part<K, V> part) {
    return LiveTable.of(part.stored(), transactions, isReadOnly, abandoned, follower);
  }

  @Override
  public <K, V> AbstractTable<K, V> sortedTable(Part<K, V> part, OrderedEntries<K, V> order) {
    SortedLiveTable<K, V> table =
        new SortedLiveTable<>(
            new SortedPart<>(this, part, order), transactions, isReadOnly, abandoned, follower);
    table.open();
    transactions.guard().add(table);
    return table;
  }

  /** Checks that the part may be read, and makes it current. */
  private void beginRead(Part<?, ?> part, String method) {
    requireOutside(part, method);
    transactions.catchUp();
  }

  @Override
  public <K, V, E> CountedTree<E> tree(Part<K, V> part, Ordered<K, V, E> ordered, String method) {
    beginRead(part, method);
    return ordered.published();
  }

  @Override
  public <K, V, E> Reading<E> reading(
      Part<K, V> part, Ordered<K, V, E> ordered, Cut<E> from, Cut<E> end, boolean isDown) {
    return Reading.unwatched();
  }

  @Override
  public <I, K, V> CountedTree<Entry<K, V>> entries(
      Part<K, V> part, HashIndex<I, K, V> index, I indexKey, String method) {
    beginRead(part, method);
    CountedTree<Entry<K, V>> found = index.get(indexKey);
    return found == null ? CountedTree.empty() : found;
  }

  @Override
  public <I, K, V> @Nullable Entry<K, V> entry(
      Part<K, V> part, UniqueHashIndex<I, K, V> index, I indexKey, String method) {
    beginRead(part, method);
    return index.get(indexKey);
  }

  @Override
  public <I, K, V> List<I> indexKeys(
      Part<K, V> part, HashedIndex<I, K, V, ?, ?> index, String method) {
    return read(part, method, index::keys);
  }

  @Override
  public <I, K, V> long indexKeyCount(
      Part<K, V> part, HashedIndex<I, K, V, ?, ?> index, String method) {
    beginRead(part, method);
    return index.size();
  }

  @Override
  public <I, K, V> List<CountedTree<Entry<K, V>>> groups(
      Part<K, V> part, HashIndex<I, K, V> index, String method) {
    return read(part, method, index::groups);
  }

  private <T> T read(Part<?, ?> part, String method, LongFunction<T> read) {
    requireOutside(part, method);
    SnapshotContext snapshot = transactions.snapshot();
    try {
      return read.apply(snapshot.timestamp());
    } finally {
      snapshot.close();
    }
  }

  @Override
  public boolean isLasting() {
    return true;
  }

  @Override
  public void requireUsable() {}

  @Override
  public <K, V, R extends @Nullable Object> R atomically(
      Part<K, V> part, String method, Function<Binding, R> body) {
    requireWritable(part, method);
    return transactions.<R, RuntimeException>run(
        Transactions.Locking.NONE,
        false,
        context -> body.apply(new TransactionBinding(context, this)));
  }

  private void requireOutside(Part<?, ?> part, String method) {
    transactions.requireOutside(part.name(), part.view(), part.stored(), method);
  }

  private void requireWritable(Part<?, ?> part, String method) {
    if (isReadOnly) {
      throw SnapshotTable.readOnly("The database was opened read-only");
    }
    requireOutside(part, method);
  }
}
