package dev.hmdb.internal.tx;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.codec.Encoder;
import org.jspecify.annotations.Nullable;

/** A commit of another process, read from the log. For one thread. */
public final class ForeignCommit extends Commit {
  private final @Nullable TableChanges<?, ?>[] tables;

  private final long position;
  private final boolean isSeveral;

  /**
   * @param tableCount how many tables there are
   * @param position behind it in the log
   * @param isSeveral whether it is what several commits came to
   */
  public ForeignCommit(int tableCount, long position, boolean isSeveral) {
    this.tables = new @Nullable TableChanges<?, ?>[tableCount];
    this.position = position;
    this.isSeveral = isSeveral;
  }

  /** Sets a key. */
  public <K, V> void put(StoredTable<K, V> table, K key, V value) {
    changes(table).set(key, value);
  }

  /** Removes a key. */
  public <K, V> void remove(StoredTable<K, V> table, K key) {
    changes(table).delete(key);
  }

  /** Removes every key. */
  public void clear(StoredTable<?, ?> table) {
    changes(table).clear();
  }

  @SuppressWarnings("unchecked") // made for the table of that index
  private <K, V> TableChanges<K, V> changes(StoredTable<K, V> table) {
    TableChanges<?, ?> present = tables[table.index()];
    if (present == null) {
      present = new TableChanges<>(table, 0); // it reads nothing
      tables[table.index()] = present;
    }
    return (TableChanges<K, V>) present;
  }

  @Override
  boolean writes(int table) {
    return tables[table] != null;
  }

  @Override
  boolean isValid() {
    return true;
  }

  @Override
  boolean prepare(long timestamp) {
    boolean any = false;
    for (TableChanges<?, ?> changes : tables) {
      if (changes != null) {
        any |= prepare(changes, timestamp);
      }
    }
    return any;
  }

  private static boolean prepare(TableChanges<?, ?> changes, long timestamp) {
    try {
      return changes.prepare(timestamp);
    } catch (ConstraintViolationException e) {
      throw new DatabaseFailedException(
          "Another process has committed what this one's schema does not allow ("
              + e.getMessage()
              + "). All processes that share a database must declare the same constraints",
          e);
    }
  }

  @Override
  void show(CommitObserver.Receiver receiver) {
    for (TableChanges<?, ?> changes : tables) {
      if (changes != null) {
        changes.show(receiver);
      }
    }
  }

  /** Position behind the last commit that this is. */
  long position() {
    return position;
  }

  /** Whether it is several commits, which nobody can tell apart any more. */
  boolean isSeveral() {
    return isSeveral;
  }

  @Override
  Encoder encoded() {
    throw new IllegalStateException("a commit of another process is in the log already");
  }

  @Override
  boolean onlyRemoves() {
    return false;
  }

  @Override
  void install(long timestamp) {
    for (int i = 0; i < tables.length; i++) {
      TableChanges<?, ?> changes = tables[i];
      if (changes != null) {
        changes.install(timestamp);
      }
    }
  }

  @Override
  void settle() {
    for (int i = 0; i < tables.length; i++) {
      TableChanges<?, ?> changes = tables[i];
      if (changes != null) {
        changes.settle();
      }
    }
  }
}
