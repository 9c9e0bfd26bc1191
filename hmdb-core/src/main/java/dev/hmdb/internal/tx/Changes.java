package dev.hmdb.internal.tx;

import dev.hmdb.codec.Encoder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The changes of all tables, as one commit. */
class Changes extends Commit implements Outcome {
  // Null once installed: this object may have to wait until it is settled.
  private @Nullable TableChanges<?, ?> @Nullable [] tables;
  private @Nullable Encoder encoded;

  private final List<TableChanges<?, ?>> written = new ArrayList<>();

  /**
   * @param tables what was read and written, at the index of each table; may be added to
   * @param encoded what was written, as the log keeps it; may be added to
   */
  Changes(@Nullable TableChanges<?, ?>[] tables, Encoder encoded) {
    this.tables = tables;
    this.encoded = encoded;
    for (TableChanges<?, ?> changes : tables) {
      if (changes != null && changes.hasWrites()) {
        written.add(changes);
      }
    }
  }

  /** What is written, of each table that is. */
  final List<TableChanges<?, ?>> written() {
    return written;
  }

  @Override
  final boolean writes(int table) {
    TableChanges<?, ?> changes = tables()[table];
    return (changes != null && changes.hasWrites()) || changedByRemovals().get(table);
  }

  /** The tables that may have to be changed because of what is removed. */
  private BitSet changedByRemovals() {
    BitSet changed = new BitSet();
    for (TableChanges<?, ?> changes : written) {
      TableConstraints<?, ?> constraints = changes.table().constraints();
      if (constraints.hasConsequences() && changes.mayRemove()) {
        constraints.addChanged(changed);
      }
    }
    return changed;
  }

  @Override
  final boolean isValid() {
    for (TableChanges<?, ?> changes : tables()) {
      if (changes != null && !changes.isValid()) {
        return false;
      }
    }
    return true;
  }

  @Override
  boolean prepare(long timestamp) {
    if (isConstrained()) {
      new Consequences(this).settle();
      for (TableChanges<?, ?> changes : written) {
        changes.encodeConsequences(encoded());
      }
    }
    boolean any = false;
    for (TableChanges<?, ?> changes : written) {
      any |= changes.prepare(timestamp);
    }
    return any;
  }

  private boolean isConstrained() {
    for (TableChanges<?, ?> changes : written) {
      if (!changes.table().constraints().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public final <K, V> @Nullable V after(StoredTable<K, V> table, K key) {
    TableChanges<K, V> changes = changes(table);
    return changes == null ? table.newest(key) : changes.after(key);
  }

  /** What is read and written of a table; null if nothing is. */
  @SuppressWarnings("unchecked") // made for the table of that index
  final <K, V> @Nullable TableChanges<K, V> changes(StoredTable<K, V> table) {
    return (TableChanges<K, V>) tables()[table.index()];
  }

  /** Changes a key because the schema says so. */
  final <K, V> void addConsequence(StoredTable<K, V> table, K key, @Nullable V value) {
    TableChanges<K, V> changes = changes(table);
    if (changes == null) {
      changes = new TableChanges<>(table, 0); // it reads nothing
      tables()[table.index()] = changes;
    }
    boolean wasWritten = changes.hasWrites();
    changes.addConsequence(key, value);
    if (!wasWritten) {
      written.add(changes);
    }
  }

  private @Nullable TableChanges<?, ?>[] tables() {
    return Objects.requireNonNull(tables);
  }

  @Override
  final void show(CommitObserver.Receiver receiver) {
    written.forEach(changes -> changes.show(receiver));
  }

  @Override
  final Encoder encoded() {
    return Objects.requireNonNull(encoded);
  }

  @Override
  final boolean onlyRemoves() {
    for (int i = 0; i < written.size(); i++) {
      if (!written.get(i).onlyRemoves()) {
        return false;
      }
    }
    return true;
  }

  @Override
  final void install(long timestamp) {
    for (int i = 0; i < written.size(); i++) {
      written.get(i).install(timestamp);
    }
    tables = null;
    encoded = null;
  }

  @Override
  final void settle() {
    for (int i = 0; i < written.size(); i++) {
      written.get(i).settle();
    }
  }
}
