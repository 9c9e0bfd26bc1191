package dev.hmdb.internal.table;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The steps of a commit of one key, as the committer takes them, so that a test can order them. */
final class CommitSteps<K, V> {
  private final Clock clock;
  private final HashTable<K, V> table;
  private final Map<Long, Object> sizes = new HashMap<>();

  CommitSteps(Clock clock, HashTable<K, V> table) {
    this.clock = clock;
    this.table = table;
  }

  /** Prepares and installs; {@code value} is null to remove the key. */
  Entry<K, V> install(K key, @Nullable V value, long timestamp) {
    Entry<K, V> current = table.find(key);
    boolean was = current != null && current.value() != null;
    table.reserve(1);
    Entry<K, V> fresh = table.prepare(key, value, timestamp, current);
    Object size = table.prepareSize((value == null ? 0 : 1) - (was ? 1 : 0), timestamp);
    table.install(fresh);
    table.installSize(size, timestamp);
    sizes.put(timestamp, size);
    return fresh;
  }

  void publish(long timestamp) {
    clock.publish(timestamp);
  }

  void settle(Entry<K, V> entry, long timestamp) {
    table.settle(entry);
    table.settleSize(Objects.requireNonNull(sizes.get(timestamp)));
  }

  /** All of it, in the right order, when there are no snapshots. */
  void commit(K key, @Nullable V value) {
    long timestamp = clock.published() + 1;
    Entry<K, V> entry = install(key, value, timestamp);
    publish(timestamp);
    settle(entry, timestamp);
  }
}
