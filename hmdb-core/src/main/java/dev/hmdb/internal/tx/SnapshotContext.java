package dev.hmdb.internal.tx;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.hmdb.internal.table.EntryCursor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A published state that is being read. Any number of threads may read it. */
public final class SnapshotContext {
  private final Transactions transactions;
  private final SnapshotRegistry.Registration registration;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  SnapshotContext(Transactions transactions, SnapshotRegistry.Registration registration) {
    this.transactions = transactions;
    this.registration = registration;
  }

  /** The value of a key. */
  public <K, V> @Nullable V get(StoredTable<K, V> table, K key) {
    requireUsable();
    V value = table.entries().get(key, registration.timestamp());
    // Again: had it been closed before the read, the version might have been freed already.
    requireUsable();
    return value;
  }

  /** The number of entries. */
  public long size(StoredTable<?, ?> table) {
    requireUsable();
    long size = table.entries().size(registration.timestamp());
    requireUsable();
    return size;
  }

  /** Walks over the entries. */
  public <K, V> EntryCursor<K, V> cursor(StoredTable<K, V> table) {
    requireUsable();
    EntryCursor<K, V> entries = table.entries().cursor(registration.timestamp());
    return new EntryCursor<>() {
      @Override
      public boolean advance() {
        boolean found = entries.advance();
        requireUsable();
        return found;
      }

      @Override
      public K key() {
        return entries.key();
      }

      @Override
      public V value() {
        return entries.value();
      }
    };
  }

  /** The timestamp at which it reads; {@link #requireUsable} before and after each read. */
  public long timestamp() {
    return registration.timestamp();
  }

  /**
   * Checks that the snapshot may be used.
   *
   * @throws IllegalStateException if it is closed
   */
  public void requireUsable() {
    if (isClosed.get()) {
      throw new IllegalStateException("The snapshot is closed: take another one");
    }
    transactions.requireOpen();
  }

  /** Lets go of the state, unless that was done before; says whether it had to. */
  @CanIgnoreReturnValue
  public boolean close() {
    boolean wasOpen = isClosed.compareAndSet(false, true);
    if (wasOpen) {
      transactions.leave(registration);
    }
    return wasOpen;
  }
}
