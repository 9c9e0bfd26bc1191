package dev.hmdb.internal.tx;

import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.derived.Derived;
import dev.hmdb.internal.derived.Overlay;
import dev.hmdb.internal.table.Cursor;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.EntryCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction has read and written of one table.
 *
 * <p>For one thread at a time, except that the methods of the commit are called under the commit
 * lock, by that same thread.
 */
final class TableChanges<K, V> {
  /*
   * Validation is by state: the commit is valid if every key that was read has the very value that
   * was read (the same object), every key found absent is absent, and a table that was walked over
   * or counted has not changed since. The transaction then reads at its commit what it read while it
   * ran, so it can be thought of as running at that moment. That a value was replaced and put back
   * in between makes no difference to it. What is derived from the table and was read is validated in
   * the same way, by the Overlay through which it was.
   */
  private static final Object ABSENT = new Object();

  private final StoredTable<K, V> table;
  private final long timestamp;

  private Map<K, Object> reads = new HashMap<>();
  private boolean isScanned;

  /** A value, or {@link #ABSENT} for a removal. */
  private Map<K, Object> writes = new LinkedHashMap<>();

  /** Whether everything was removed before {@link #writes}. */
  private boolean isCleared;

  /** Of what is derived from the table and was read. */
  private Map<Derived<K, V, ?>, Overlay<K, V>> overlays = Map.of();

  /**
   * Whether each of {@link #overlays} was told every write; otherwise none knows of any, and they
   * are told when one is asked for.
   */
  private boolean overlaysAreCurrent = true;

  private List<Entry<K, V>> prepared = List.of();
  private @Nullable Object preparedSize;

  /** Null if nothing is derived from the table. */
  private Object @Nullable [] preparedDerived;

  TableChanges(StoredTable<K, V> table, long timestamp) {
    this.table = table;
    this.timestamp = timestamp;
  }

  @Nullable V get(K key) {
    Object own = writes.get(key);
    if (own != null) {
      return valueOf(own);
    }
    return isCleared ? null : read(key);
  }

  private @Nullable V read(K key) {
    Object known = reads.get(key);
    if (known != null) {
      return valueOf(known);
    }
    V value = table.entries().get(key, timestamp);
    reads.put(key, value == null ? ABSENT : value);
    return value;
  }

  @SuppressWarnings("unchecked")
  private @Nullable V valueOf(Object value) {
    return isAbsent(value) ? null : (V) value;
  }

  @SuppressWarnings("ReferenceEquality") // ABSENT is one object
  private static boolean isAbsent(Object value) {
    return value == ABSENT;
  }

  void set(K key, V value) {
    write(table.frozenKey(key), table.frozenValue(value));
  }

  void delete(K key) {
    write(table.frozenKey(key), ABSENT);
  }

  private void write(K key, Object written) {
    if (!overlays.isEmpty() && overlaysAreCurrent) {
      tellOverlays(key, valueOf(written));
    }
    writes.put(key, written);
  }

  /** If one throws, what a user's function has thrown, the write has not happened. */
  private void tellOverlays(K key, @Nullable V value) {
    try {
      for (Overlay<K, V> overlay : overlays.values()) {
        overlay.write(key, value);
      }
    } catch (Throwable t) {
      overlaysAreCurrent = false;
      overlays.values().forEach(Overlay::forget);
      throw t;
    }
  }

  void clear() {
    writes.clear();
    isCleared = true;
    if (overlaysAreCurrent) {
      overlays.values().forEach(Overlay::clear);
    }
  }

  /** What this transaction has of something that is derived from the table. */
  @SuppressWarnings("unchecked") // the overlay of a Derived is what it made
  <O extends Overlay<K, V>> O overlay(Derived<K, V, O> derived) {
    if (!overlaysAreCurrent) {
      tellOverlaysAll();
    }
    Overlay<K, V> present = overlays.get(derived);
    if (present == null) {
      present = newOverlay(derived);
      if (overlays.isEmpty()) {
        overlays = new HashMap<>();
      }
      overlays.put(derived, present);
    }
    return (O) present;
  }

  private Overlay<K, V> newOverlay(Derived<K, V, ?> derived) {
    Overlay<K, V> overlay = derived.overlay(timestamp);
    tellAll(overlay);
    return overlay;
  }

  private void tellAll(Overlay<K, V> overlay) {
    if (isCleared) {
      overlay.clear();
    }
    writes.forEach((key, written) -> overlay.write(key, valueOf(written)));
  }

  private void tellOverlaysAll() {
    try {
      overlays.values().forEach(this::tellAll);
    } catch (Throwable t) {
      overlays.values().forEach(Overlay::forget);
      throw t;
    }
    overlaysAreCurrent = true;
  }

  long size() {
    long size = 0;
    if (!isCleared) {
      isScanned = true;
      size = table.entries().size(timestamp);
    }
    for (Map.Entry<K, Object> write : writes.entrySet()) {
      boolean was = !isCleared && table.entries().get(write.getKey(), timestamp) != null;
      boolean is = !isAbsent(write.getValue());
      size += (is ? 1 : 0) - (was ? 1 : 0);
    }
    return size;
  }

  /** Walks over the entries as they are now; what is written meanwhile is not seen. */
  EntryCursor<K, V> cursor() {
    if (isCleared) {
      return new Merged(null, Map.copyOf(writes));
    }
    isScanned = true;
    return new Merged(table.entries().cursor(timestamp), Map.copyOf(writes));
  }

  /** The entries of the snapshot that were not written, then those that were. */
  private final class Merged implements EntryCursor<K, V> {
    private @Nullable EntryCursor<K, V> base;
    private final Map<K, Object> written;
    private final Iterator<Map.Entry<K, Object>> own;
    private @Nullable K key;
    private @Nullable V value;

    Merged(@Nullable EntryCursor<K, V> base, Map<K, Object> written) {
      this.base = base;
      this.written = written;
      this.own = written.entrySet().iterator();
    }

    @Override
    public boolean advance() {
      EntryCursor<K, V> from = base;
      while (from != null && from.advance()) {
        if (!written.containsKey(from.key())) {
          key = from.key();
          value = from.value();
          return true;
        }
      }
      base = null;
      while (own.hasNext()) {
        Map.Entry<K, Object> next = own.next();
        if (!isAbsent(next.getValue())) {
          key = next.getKey();
          value = valueOf(next.getValue());
          return true;
        }
      }
      return false;
    }

    @Override
    public K key() {
      return Objects.requireNonNull(key);
    }

    @Override
    public V value() {
      return Objects.requireNonNull(value);
    }
  }

  // ---- The commit

  boolean hasWrites() {
    return isCleared || !writes.isEmpty();
  }

  boolean onlyRemoves() {
    for (Object written : writes.values()) {
      if (!isAbsent(written)) {
        return false;
      }
    }
    return true;
  }

  void encode(Encoder out) {
    if (isCleared) {
      table.writer().clear(out);
    }
    writes.forEach((key, written) -> {
      V value = valueOf(written);
      if (value == null) {
        table.writer().remove(out, key);
      } else {
        table.writer().put(out, key, value);
      }
    });
  }

  boolean isValid() {
    if (table.entries().lastChange() <= timestamp) {
      return true;
    }
    if (isScanned) {
      return false;
    }
    for (Map.Entry<K, Object> read : reads.entrySet()) {
      if (!isCurrent(read.getKey(), valueOf(read.getValue()))) {
        return false;
      }
    }
    for (Overlay<K, V> overlay : overlays.values()) {
      if (!overlay.isValid()) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // the very value that was read, not an equal one
  private boolean isCurrent(K key, @Nullable V value) {
    Entry<K, V> newest = table.entries().find(key);
    return (newest == null ? null : newest.value()) == value;
  }

  /** Makes the entries to install; false if the table stays as it is. */
  boolean prepare(long commitTimestamp) {
    List<Entry<K, V>> entries = new ArrayList<>(writes.size());
    long delta = 0;
    int newKeys = 0;
    if (isCleared) {
      delta -= prepareClear(commitTimestamp, entries);
    }
    for (Map.Entry<K, Object> write : writes.entrySet()) {
      K key = write.getKey();
      V value = valueOf(write.getValue());
      Entry<K, V> current = table.entries().find(key);
      boolean was = current != null && current.value() != null;
      if (value != null || (was && !isCleared)) {
        entries.add(table.entries().prepare(key, value, commitTimestamp, current));
        delta += (value == null ? 0 : 1) - (was && !isCleared ? 1 : 0);
        newKeys += current == null ? 1 : 0;
      }
    }
    table.entries().reserve(newKeys);
    prepared = entries;
    preparedSize = table.entries().prepareSize(delta, commitTimestamp);
    if (!table.derived().isEmpty() && !entries.isEmpty()) {
      preparedDerived = table.derived().prepare(entries, isCleared, commitTimestamp);
    }
    return !entries.isEmpty();
  }

  /** Tombstones for every key that is not put again; says how many keys there were. */
  private long prepareClear(long commitTimestamp, List<Entry<K, V>> entries) {
    long count = 0;
    Cursor<K, V> newest = table.entries().cursor(Long.MAX_VALUE);
    while (newest.advance()) {
      count++;
      Object written = writes.get(newest.key());
      if (written == null || isAbsent(written)) {
        Entry<K, V> current = table.entries().find(newest.key());
        entries.add(table.entries().prepare(newest.key(), null, commitTimestamp, current));
      }
    }
    return count;
  }

  /** Shows what {@link #prepare} prepared. */
  void show(CommitObserver.Receiver receiver) {
    for (Entry<K, V> entry : prepared) {
      Entry<K, V> older = Objects.requireNonNull(entry.versionAcquire()).older();
      V before = older == null ? null : older.value();
      receiver.change(table, table.entries().keyOf(entry), before, entry.value());
    }
  }

  void install(long commitTimestamp) {
    for (int i = 0; i < prepared.size(); i++) {
      table.entries().install(prepared.get(i));
    }
    if (!prepared.isEmpty()) {
      table.entries().installSize(Objects.requireNonNull(preparedSize), commitTimestamp);
    }
    if (preparedDerived != null) {
      table.derived().install(preparedDerived, commitTimestamp);
    }
    // This object may have to wait until it is settled; what it was made from need not.
    reads = Map.of();
    writes = Map.of();
    overlays = Map.of();
  }

  void settle() {
    if (prepared.isEmpty()) {
      return;
    }
    for (int i = 0; i < prepared.size(); i++) {
      table.entries().settle(prepared.get(i));
    }
    table.entries().settleSize(Objects.requireNonNull(preparedSize));
    if (preparedDerived != null) {
      table.derived().settle(preparedDerived);
      preparedDerived = null;
    }
    prepared = List.of();
  }
}
