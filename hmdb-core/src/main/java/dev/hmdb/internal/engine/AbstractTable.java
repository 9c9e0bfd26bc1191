package dev.hmdb.internal.engine;

import dev.hmdb.Change;
import dev.hmdb.CommittedChanges;
import dev.hmdb.FeedOptions;
import dev.hmdb.Table;
import dev.hmdb.internal.table.EntryCursor;
import dev.hmdb.internal.tx.StoredTable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** What the three kinds of table share. */
public abstract non-sealed class AbstractTable<K, V> implements Table<K, V> {
  final StoredTable<K, V> stored;

  AbstractTable(StoredTable<K, V> stored) {
    this.stored = stored;
  }

  /** Walks over the entries: of one state where the table is one, else weakly consistent. */
  abstract EntryCursor<K, V> weakCursor();

  @Override
  public final String name() {
    return stored.name();
  }

  @Override
  public final Optional<V> find(K key) {
    return Optional.ofNullable(get(key));
  }

  @Override
  public final boolean containsKey(K key) {
    return get(key) != null;
  }

  @Override
  public final V getOrDefault(K key, V defaultValue) {
    V value = get(key);
    return value == null ? defaultValue : value;
  }

  @Override
  public final boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public final Stream<K> keys() {
    return stream().map(Map.Entry::getKey);
  }

  @Override
  public final Stream<V> values() {
    return stream().map(Map.Entry::getValue);
  }

  @Override
  public final Flow.Publisher<CommittedChanges<K, V>> subscribe() {
    return subscribe(FeedOptions.defaults());
  }

  @Override
  public Flow.Publisher<CommittedChanges<K, V>> subscribe(FeedOptions options) {
    throw notToFollow("subscribe");
  }

  @Override
  public Flow.Publisher<Change<K, V>> watch(K key) {
    throw notToFollow("watch");
  }

  private UnsupportedOperationException notToFollow(String method) {
    return new UnsupportedOperationException(
        name()
            + "()."
            + method
            + ": the table of a transaction or snapshot does not change by what others commit; use"
            + " the database's own");
  }

  @Override
  public ConcurrentMap<K, V> asMap() {
    return new MapView<>(this);
  }

  @Override
  public final String toString() {
    return "Table[" + name() + "]";
  }

  static <T> T requireKey(T key) {
    return Objects.requireNonNull(key, "key is null");
  }

  static <E> E requireEntry(E entry) {
    return Objects.requireNonNull(entry, "an entry is null");
  }

  static <T> T requireValue(T value) {
    return Objects.requireNonNull(value, "value is null");
  }
}
