package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.TableDefinition;
import dev.hmdb.internal.snapshot.SnapshotWriter;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.tx.CommitLog;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.Transactions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One state of all tables, to be read until it is closed, and how files know them.
 *
 * @param catalog has every table
 * @param tables in the order of the schema
 */
record TablesState(Catalog catalog, List<StoredTable<?, ?>> tables, SnapshotContext context)
    implements AutoCloseable {

  /**
   * Tables that were filled in memory and that nobody writes.
   *
   * @param entries in the order of the schema
   */
  static TablesState resting(
      SchemaDefinition<?> schema, List<HashTable<?, ?>> entries, Catalog catalog) {
    List<StoredTable<?, ?>> tables = new ArrayList<>();
    for (TableDefinition<?, ?> definition : schema.tables()) {
      tables.add(Engine.stored(definition, entries, catalog));
    }
    // Never started: nobody writes, and what was loaded has the timestamp that a new clock shows.
    Transactions reading =
        new Transactions(new Clock(), tables.size(), CommitLog.NONE, false, Long.MAX_VALUE);
    return new TablesState(catalog, List.copyOf(tables), reading.snapshot());
  }

  long entries() {
    return tables.stream().mapToLong(context::size).sum();
  }

  /**
   * Adds all entries to a snapshot file.
   *
   * @param written is told each
   */
  void addTo(SnapshotWriter writer, EncodedEntries written) throws IOException {
    SnapshotSave.addTo(writer, catalog, tables, context, written);
  }

  @Override
  public void close() {
    context.close();
  }
}
