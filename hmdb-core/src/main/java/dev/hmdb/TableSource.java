package dev.hmdb;

/**
 * For generated code: hands out the tables of a database, of one transaction or of one snapshot.
 */
public interface TableSource {
  /** The table of that definition, the same one each time. */
  <K, V> Table<K, V> table(TableDefinition<K, V> definition);
}
