package dev.hmdb.internal.engine;

import dev.hmdb.TableDefinition;
import dev.hmdb.internal.tx.StoredTable;
import java.util.List;

/**
 * The tables of a database, and what is derived from them.
 *
 * @param tables in the order of the schema
 * @param indexCount how many indexes the schema has
 */
record StoredTables(List<StoredTable<?, ?>> tables, Derivation derived, int indexCount) {
  @SuppressWarnings("unchecked") // the table at a definition's index was made for the definition
  <K, V> StoredTable<K, V> table(TableDefinition<K, V> definition) {
    return (StoredTable<K, V>) tables.get(definition.index());
  }
}
