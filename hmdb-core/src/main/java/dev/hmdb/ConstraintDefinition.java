package dev.hmdb;

/**
 * For generated code: something that a schema demands of the entries of one table. Nothing of it is
 * on disk.
 *
 * @param <K> the type of the table's keys
 * @param <V> the type of the table's values
 */
public sealed interface ConstraintDefinition<K, V> permits ReferenceDefinition, CheckDefinition {
  /** Its name, for messages. */
  String name();

  /** The table whose entries it is about, a {@link Table} or a {@link SortedTable}. */
  TableDefinition<K, V> table();
}
