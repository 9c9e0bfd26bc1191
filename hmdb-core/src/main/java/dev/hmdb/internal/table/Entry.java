package dev.hmdb.internal.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One key with one value, which never changes: a new value is a new entry in the same place.
 *
 * <p>32 bytes with compressed references, the size of a {@code ConcurrentHashMap} node.
 *
 * @param <K> the type of the key
 * @param <V> the type of the value
 */
public final class Entry<K, V> {
  /*
   * Publication
   *
   * `next` and `version` are written by the one writer with release and read by readers with
   * acquire: whoever reaches an entry sees all of it, and whoever sees an entry settled (version
   * null) sees everything that was installed before it was settled.
   */
  private static final VarHandle NEXT;
  private static final VarHandle VERSION;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      NEXT = lookup.findVarHandle(Entry.class, "next", Entry.class);
      VERSION = lookup.findVarHandle(Entry.class, "version", Version.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final int hash;
  final K key;

  /** Null in a tombstone: the key is absent as of this entry. */
  final @Nullable V value;

  private @Nullable Entry<K, V> next;
  private @Nullable Version<K, V> version;

  Entry(int hash, K key, @Nullable V value, @Nullable Version<K, V> version) {
    this.hash = hash;
    this.key = key;
    this.value = value;
    this.version = version;
  }

  /** The key. */
  public K key() {
    return key;
  }

  /** The value, or null in a tombstone. */
  public @Nullable V value() {
    return value;
  }

  /**
   * When this entry was committed, for as long as somebody may have to ask; null once it is
   * settled: visible to every reader there is or will be.
   */
  public @Nullable Version<K, V> versionAcquire() {
    @SuppressWarnings("unchecked")
    Version<K, V> result = (Version<K, V>) VERSION.getAcquire(this);
    return result;
  }

  void setVersionRelease(@Nullable Version<K, V> value) {
    VERSION.setRelease(this, value);
  }

  @Nullable Entry<K, V> nextAcquire() {
    @SuppressWarnings("unchecked")
    Entry<K, V> result = (Entry<K, V>) NEXT.getAcquire(this);
    return result;
  }

  void setNextRelease(@Nullable Entry<K, V> value) {
    NEXT.setRelease(this, value);
  }

  /** The writer's own read: nobody else writes it. */
  @Nullable Entry<K, V> nextPlain() {
    return next;
  }

  /**
   * The entry of this key as of a timestamp: this one or an older one, null when the key had none.
   * What is returned may be a tombstone.
   */
  @Nullable Entry<K, V> asOf(long timestamp) {
    Entry<K, V> entry = this;
    while (true) {
      Version<K, V> version = entry.versionAcquire();
      if (version == null || version.timestamp() <= timestamp) {
        return entry;
      }
      Entry<K, V> older = version.older();
      if (older == null) {
        return null;
      }
      entry = older;
    }
  }
}
