package dev.hmdb.internal.tx;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.derived.Derived;
import dev.hmdb.internal.derived.Overlay;
import dev.hmdb.internal.table.EntryCursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One try of a transaction: what it reads at, and what it has read and written so far.
 *
 * <p>For one thread at a time.
 */
public final class TransactionContext {
  private final Transactions transactions;
  private final SnapshotRegistry.Registration registration;
  private final @Nullable TableChanges<?, ?>[] tables;

  /** The only thread that may use it; null for one that is handed from thread to thread. */
  private final @Nullable Thread owner;

  private boolean hasEnded;

  TransactionContext(
      Transactions transactions,
      SnapshotRegistry.Registration registration,
      int tableCount,
      @Nullable Thread owner) {
    this.transactions = transactions;
    this.registration = registration;
    this.tables = new @Nullable TableChanges<?, ?>[tableCount];
    this.owner = owner;
  }

  /** The value of a key. */
  public <K, V> @Nullable V get(StoredTable<K, V> table, K key) {
    return changes(table).get(key);
  }

  /** Sets a key, without reading it. */
  public <K, V> void set(StoredTable<K, V> table, K key, V value) {
    changes(table).set(key, value);
  }

  /** Removes a key, without reading it. */
  public <K, V> void delete(StoredTable<K, V> table, K key) {
    changes(table).delete(key);
  }

  /** Removes every key, without reading any. */
  public void clear(StoredTable<?, ?> table) {
    changes(table).clear();
  }

  /** The number of entries. */
  public long size(StoredTable<?, ?> table) {
    return changes(table).size();
  }

  /** Walks over the entries as they are now. */
  public <K, V> EntryCursor<K, V> cursor(StoredTable<K, V> table) {
    return changes(table).cursor();
  }

  /** What the transaction has of something that is derived from a table. */
  public <K, V, O extends Overlay<K, V>> O overlay(
      StoredTable<K, V> table, Derived<K, V, O> derived) {
    return changes(table).overlay(derived);
  }

  /**
   * Checks that the transaction may be used here and now.
   *
   * @throws IllegalStateException if it has ended, or belongs to another thread
   */
  public void requireUsable() {
    if (owner != null && owner != Thread.currentThread()) {
      throw new IllegalStateException(
          "A transaction's tables belong to the thread that runs its body; on another thread use the"
              + " database's own tables, or a snapshot");
    }
    if (hasEnded) {
      throw new IllegalStateException(
          "The transaction has ended: use the database's own tables, or begin another transaction");
    }
    transactions.requireOpen();
  }

  @SuppressWarnings("unchecked")
  private <K, V> TableChanges<K, V> changes(StoredTable<K, V> table) {
    requireUsable();
    TableChanges<?, ?> present = tables[table.index()];
    if (present == null) {
      present = new TableChanges<>(table, registration.timestamp());
      tables[table.index()] = present;
    }
    return (TableChanges<K, V>) present;
  }

  /** Ends the transaction and keeps nothing of it, unless it has ended; says whether it had to. */
  @CanIgnoreReturnValue
  public boolean end() {
    boolean wasOpen = !hasEnded;
    if (wasOpen) {
      transactions.leave(registration);
      hasEnded = true;
      Arrays.fill(tables, null); // who still holds the transaction need not hold what it read
    }
    return wasOpen;
  }

  /**
   * Commits and ends the transaction.
   *
   * @return as {@link Committer#commit}, or {@link Committer#READ_ONLY}
   */
  long commit(Committer committer, EncoderPool encoders, TableLocks.@Nullable Holder holder) {
    Encoder encoder = null;
    try {
      if (!hasWrites()) {
        // All its reads are of one published state: nothing to validate, nothing to wait for.
        return Committer.READ_ONLY;
      }
      encoder = encoders.borrow();
      Changes commit = new Changes(tables, encoder);
      for (TableChanges<?, ?> changes : commit.written()) {
        changes.encode(encoder);
      }
      // Validation is by state, so the snapshot has done its work; while it is there, this very
      // commit could not be settled at once.
      transactions.leave(registration);
      return committer.commit(commit, holder);
    } finally {
      if (encoder != null) {
        encoders.giveBack(encoder);
      }
      end();
    }
  }

  private boolean hasWrites() {
    for (TableChanges<?, ?> changes : tables) {
      if (changes != null && changes.hasWrites()) {
        return true;
      }
    }
    return false;
  }
}
