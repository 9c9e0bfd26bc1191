package dev.hmdb;

import java.util.Objects;

/**
 * For generated code: a {@link Check} of a schema.
 *
 * @param name the name of its method
 * @param table the table whose entries have to pass it
 * @param check says what is wrong with an entry
 * @param <K> the type of the table's keys
 * @param <V> the type of the table's values
 */
public record CheckDefinition<K, V>(
    String name, TableDefinition<K, V> table, EntryCheck<K, V> check)
    implements ConstraintDefinition<K, V> {
  /** Checks that nothing is null. */
  public CheckDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(check, "check");
  }
}
