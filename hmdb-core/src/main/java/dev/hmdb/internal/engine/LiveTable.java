package dev.hmdb.internal.engine;

import dev.hmdb.Change;
import dev.hmdb.CommittedChanges;
import dev.hmdb.FeedOptions;
import dev.hmdb.internal.feed.Feed;
import dev.hmdb.internal.table.EntryCursor;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.table.LongHashTable;
import dev.hmdb.internal.table.LongPairHashTable;
import dev.hmdb.internal.table.ReferenceHashTable;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StackReserve;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.ThreadGuard;
import dev.hmdb.internal.tx.TransactionContext;
import dev.hmdb.internal.tx.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A table of the database itself: each call is a transaction of its own.
 *
 * <p>There is a class for each kind of hash table, with {@link #get} written out in each: so the
 * JIT knows which lookup it is, and inlines it, also in a program that uses all three.
 */
abstract sealed class LiveTable<K, V> extends AbstractTable<K, V> implements ThreadGuard.Gate
    permits ReferenceLiveTable,
        LongLiveTable,
        LongPairLiveTable,
        FollowingReferenceLiveTable,
        FollowingLongLiveTable,
        FollowingLongPairLiveTable,
        SortedLiveTable {
  private final HashTable<K, V> entries;
  private final Transactions transactions;
  private final ThreadGuard guard;
  private final boolean isReadOnly;
  private final Abandoned abandoned;
  private @Nullable Function<String, Feed> feed;

  /**
   * The table of the database for a stored one, which it may be used without asking at first.
   *
   * @param follower null if no other process can write
   */
  static <K, V> LiveTable<K, V> of(
      StoredTable<K, V> stored,
      Transactions transactions,
      boolean isReadOnly,
      Abandoned abandoned,
      @Nullable Follower follower) {
    LiveTable<K, V> table =
        follower == null
            ? ofThisProcess(stored, transactions, isReadOnly, abandoned)
            : following(stored, follower, transactions, isReadOnly, abandoned);
    table.open();
    transactions.guard().add(table);
    return table;
  }

  private static <K, V> LiveTable<K, V> following(
      StoredTable<K, V> stored,
      Follower follower,
      Transactions transactions,
      boolean isReadOnly,
      Abandoned abandoned) {
    return switch (stored.entries()) {
      case ReferenceHashTable<K, V> entries ->
          new FollowingReferenceLiveTable<>(
              stored, entries, follower, transactions, isReadOnly, abandoned);
      case LongHashTable<K, V> entries ->
          new FollowingLongLiveTable<>(
              stored, entries, follower, transactions, isReadOnly, abandoned);
      case LongPairHashTable<K, V> entries ->
          new FollowingLongPairLiveTable<>(
              stored, entries, follower, transactions, isReadOnly, abandoned);
    };
  }

  private static <K, V> LiveTable<K, V> ofThisProcess(
      StoredTable<K, V> stored,
      Transactions transactions,
      boolean isReadOnly,
      Abandoned abandoned) {
    return switch (stored.entries()) {
      case ReferenceHashTable<K, V> entries ->
          new ReferenceLiveTable<>(stored, entries, transactions, isReadOnly, abandoned);
      case LongHashTable<K, V> entries ->
          new LongLiveTable<>(stored, entries, transactions, isReadOnly, abandoned);
      case LongPairHashTable<K, V> entries ->
          new LongPairLiveTable<>(stored, entries, transactions, isReadOnly, abandoned);
    };
  }

  LiveTable(
      StoredTable<K, V> stored,
      Transactions transactions,
      boolean isReadOnly,
      Abandoned abandoned) {
    super(stored);
    this.entries = stored.entries();
    this.transactions = transactions;
    this.guard = transactions.guard();
    this.isReadOnly = isReadOnly;
    this.abandoned = abandoned;
  }

  /** Says which feed tells of it, by the method that asks for that; before anybody uses it. */
  final void tellBy(Function<String, Feed> feed) {
    this.feed = feed;
  }

  @Override
  public final Flow.Publisher<CommittedChanges<K, V>> subscribe(FeedOptions options) {
    Objects.requireNonNull(options, "options is null");
    return feed("subscribe")
        .publisher(
            options,
            transaction -> {
              List<Change<K, V>> changes = transaction.changes(this);
              return changes.isEmpty()
                  ? null
                  : new CommittedChanges<>(transaction.position(), changes);
            });
  }

  @Override
  public final Flow.Publisher<Change<K, V>> watch(K key) {
    requireKey(key);
    return feed("watch")
        .publisher(
            FeedOptions.defaults(),
            transaction -> {
              for (Change<K, V> change : transaction.changes(this)) {
                if (change.key().equals(key)) {
                  return change;
                }
              }
              return null;
            });
  }

  private Feed feed(String method) {
    return Objects.requireNonNull(feed).apply(name() + "()." + method);
  }

  /** {@link #get} while the gate is shut. */
  final @Nullable V getAfterAsking(K key) {
    if (guard.mustAsk()) {
      transactions.requireOutside(stored, "get");
    } else {
      guard.foundShut();
    }
    return entries.get(requireKey(key));
  }

  @Override
  public final @Nullable V put(K key, V value) {
    requireWritable("put");
    return transactions.put(stored, requireKey(key), requireValue(value));
  }

  @Override
  public final void set(K key, V value) {
    put(key, value);
  }

  @Override
  public final @Nullable V remove(K key) {
    requireWritable("remove");
    return transactions.remove(stored, requireKey(key));
  }

  @Override
  public final void delete(K key) {
    remove(key);
  }

  @Override
  public final @Nullable V putIfAbsent(K key, V value) {
    return atomically("putIfAbsent", table -> table.putIfAbsent(key, value));
  }

  @Override
  public final void putAll(Map<? extends K, ? extends V> entries) {
    requireWritable("putAll");
    // Not as the body of a transaction: the entries may come from a view of this database.
    TransactionContext transaction = transactions.begin();
    try {
      new TransactionTable<>(stored, transaction, this).putAll(entries);
      transactions.commit(transaction);
    } finally {
      transaction.end();
    }
  }

  @Override
  public final long putInBatches(Stream<? extends Map.Entry<? extends K, ? extends V>> entries) {
    Objects.requireNonNull(entries, "entries is null");
    try (entries) {
      requireWritable("putInBatches");
      Batches<K, V> batches = new Batches<>(stored, transactions);
      entries.sequential().forEachOrdered(batches::add);
      return batches.finish();
    }
  }

  @Override
  public final @Nullable V replace(K key, V value) {
    return atomically("replace", table -> table.replace(key, value));
  }

  @Override
  public final boolean replace(K key, V oldValue, V newValue) {
    return this.<Boolean>atomically("replace", table -> table.replace(key, oldValue, newValue));
  }

  @Override
  public final boolean remove(K key, V value) {
    return this.<Boolean>atomically("remove", table -> table.remove(key, value));
  }

  @Override
  public final @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
    return atomically("compute", table -> table.compute(key, function));
  }

  @Override
  public final @Nullable V computeIfAbsent(
      K key, Function<? super K, ? extends @Nullable V> function) {
    requireWritable("computeIfAbsent");
    Objects.requireNonNull(function, "function is null");
    V present = get(key);
    return present != null
        ? present
        : atomically("computeIfAbsent", table -> table.computeIfAbsent(key, function));
  }

  @Override
  public final @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
    return atomically("computeIfPresent", table -> table.computeIfPresent(key, function));
  }

  @Override
  public final @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
    return atomically("merge", table -> table.merge(key, value, function));
  }

  @Override
  public final boolean removeIf(BiPredicate<? super K, ? super V> predicate) {
    return this.<Boolean>atomically("removeIf", table -> table.removeIf(predicate));
  }

  @Override
  public final void clear() {
    this.<@Nullable Void>atomically(
        "clear",
        table -> {
          table.clear();
          return null;
        });
  }

  private <R extends @Nullable Object> R atomically(
      String method, Function<TransactionTable<K, V>, R> body) {
    requireWritable(method);
    return transactions.<R, RuntimeException>run(
        Transactions.Locking.NONE,
        false,
        context -> body.apply(new TransactionTable<>(stored, context, this)));
  }

  private void requireWritable(String method) {
    if (isReadOnly) {
      throw SnapshotTable.readOnly("The database was opened read-only");
    }
    transactions.requireOutside(stored, method);
  }

  @Override
  public final long size() {
    transactions.requireOutside(stored, "size");
    transactions.catchUp();
    return entries.size();
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action is null");
    transactions.requireOutside(stored, "forEach");
    SnapshotContext snapshot = transactions.snapshot();
    try {
      EntryCursor<K, V> cursor = snapshot.cursor(stored);
      while (cursor.advance()) {
        action.accept(cursor.key(), cursor.value());
      }
    } finally {
      snapshot.close();
    }
  }

  @Override
  public Stream<Map.Entry<K, V>> stream() {
    transactions.requireOutside(stored, "stream");
    SnapshotContext snapshot = transactions.snapshot();
    try {
      // Whoever ends or closes the stream may have less stack than who made it.
      Runnable atEnd =
          () -> {
            StackReserve.require();
            snapshot.close();
          };
      EntrySpliterator<K, V> entries =
          new EntrySpliterator<>(snapshot.cursor(stored), snapshot.size(stored), atEnd);
      // Silently: a stream need not be closed, and many end early.
      abandoned.watch(entries, null, snapshot::close);
      return StreamSupport.stream(entries, false).onClose(atEnd);
    } catch (Throwable t) {
      snapshot.close();
      throw t;
    }
  }

  @Override
  final EntryCursor<K, V> weakCursor() {
    transactions.requireOutside(stored, "asMap");
    transactions.catchUp();
    return entries.liveCursor();
  }
}
