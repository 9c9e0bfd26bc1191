package dev.hmdb.internal.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One key with one value, which never changes: a new value is a new entry in the same place.
 *
 * <p>How the key is kept is up to the subclass. With compressed references an entry with a
 * reference or one number for a key has 32 bytes, the size of a {@code ConcurrentHashMap} node.
 *
 * @param <K> the type of the key
 * @param <V> the type of the value
 */
public abstract sealed class Entry<K, V> permits ReferenceEntry, LongEntry, LongPairEntry {
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

  /** Null in a tombstone: the key is absent as of this entry. */
  final @Nullable V value;

  private @Nullable Entry<K, V> next;
  private @Nullable Version<K, V> version;

  Entry(@Nullable V value, @Nullable Version<K, V> version) {
    this.value = value;
    this.version = version;
  }

  /** The hash by which the key is filed. */
  abstract int hash();

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

  boolean casNext(@Nullable Entry<K, V> expected, Entry<K, V> value) {
    return NEXT.compareAndSet(this, expected, value);
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
