package dev.hmdb.internal.tx;

import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.table.Entry;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One key set or removed, depending on nothing. */
final class SingleChange<K, V> extends Commit {
  private final StoredTable<K, V> table;
  private final K key;
  private final @Nullable V value;
  private @Nullable Encoder encoded;

  private @Nullable V previous;
  private @Nullable Entry<K, V> entry;
  private @Nullable Object size;

  /** Null if nothing is derived from the table. */
  private Object @Nullable [] derived;

  /**
   * @param value null to remove the key
   * @param encoded the change as the log keeps it
   */
  SingleChange(StoredTable<K, V> table, K key, @Nullable V value, Encoder encoded) {
    this.table = table;
    this.key = key;
    this.value = value;
    this.encoded = encoded;
  }

  /** The value that the key had. */
  @Nullable V previous() {
    return previous;
  }

  @Override
  boolean writes(int index) {
    return table.index() == index;
  }

  @Override
  boolean isValid() {
    return true;
  }

  @Override
  boolean prepare(long timestamp) {
    Entry<K, V> current = table.entries().find(key);
    previous = current == null ? null : current.value();
    if (value == null && previous == null) {
      return false;
    }
    table.entries().reserve(current == null ? 1 : 0);
    entry = table.entries().prepare(key, value, timestamp, current);
    int delta = (value == null ? 0 : 1) - (previous == null ? 0 : 1);
    size = table.entries().prepareSize(delta, timestamp);
    if (!table.derived().isEmpty()) {
      derived = table.derived().prepare(List.of(entry), false, timestamp);
    }
    return true;
  }

  @Override
  void show(CommitObserver.Receiver receiver) {
    receiver.change(table, key, previous, value);
  }

  @Override
  Encoder encoded() {
    return Objects.requireNonNull(encoded);
  }

  @Override
  boolean onlyRemoves() {
    return value == null;
  }

  @Override
  void install(long timestamp) {
    table.entries().install(Objects.requireNonNull(entry));
    table.entries().installSize(Objects.requireNonNull(size), timestamp);
    if (derived != null) {
      table.derived().install(derived, timestamp);
    }
    encoded = null; // this object may have to wait until it is settled
  }

  @Override
  void settle() {
    table.entries().settle(Objects.requireNonNull(entry));
    table.entries().settleSize(Objects.requireNonNull(size));
    if (derived != null) {
      table.derived().settle(derived);
    }
  }
}
