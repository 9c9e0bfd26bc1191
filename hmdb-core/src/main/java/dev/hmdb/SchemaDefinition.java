package dev.hmdb;

import dev.hmdb.schema.Evolution;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * For generated code: what hmdb needs to know of a schema.
 *
 * @param name the qualified name of the schema interface
 * @param tables the tables, each at its own {@link TableDefinition#index}
 * @param binder makes the schema's implementation over a source of tables
 * @param evolution what the schema says of its past
 * @param <S> the schema
 */
public record SchemaDefinition<S>(
    String name,
    List<TableDefinition<?, ?>> tables,
    Function<TableSource, S> binder,
    Evolution evolution) {

  /**
   * @throws IllegalArgumentException if a definition is not at its index
   */
  public SchemaDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(binder, "binder");
    Objects.requireNonNull(evolution, "evolution");
    tables = List.copyOf(tables);
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).index() != i) {
        throw new IllegalArgumentException(
            "table=" + tables.get(i).name() + " index=" + tables.get(i).index() + " position=" + i);
      }
    }
  }

  /** A schema that says nothing of its past. */
  public SchemaDefinition(
      String name, List<TableDefinition<?, ?>> tables, Function<TableSource, S> binder) {
    this(name, tables, binder, Evolution.none());
  }
}
