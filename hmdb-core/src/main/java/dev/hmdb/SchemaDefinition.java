package dev.hmdb;

import dev.hmdb.schema.Evolution;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * For generated code: what hmdb needs to know of a schema.
 *
 * @param name the qualified name of the schema interface
 * @param tables the stored tables of all kinds, each at its own {@link TableDefinition#index}
 * @param indexes the indexes, each at its own {@link IndexDefinition#index}
 * @param constraints what entries have to be like, apart from unique indexes
 * @param binder makes the schema's implementation over a source of tables
 * @param evolution what the schema says of its past
 * @param <S> the schema
 */
public record SchemaDefinition<S>(
    String name,
    List<TableDefinition<?, ?>> tables,
    List<IndexDefinition<?, ?, ?>> indexes,
    List<ConstraintDefinition<?, ?>> constraints,
    Function<TableSource, S> binder,
    Evolution evolution) {

  /**
   * @throws IllegalArgumentException if a definition is not at its index, or an index or constraint
   *     is of a table that is not in the list
   */
  public SchemaDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(binder, "binder");
    Objects.requireNonNull(evolution, "evolution");
    tables = List.copyOf(tables);
    indexes = List.copyOf(indexes);
    constraints = List.copyOf(constraints);
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).index() != i) {
        throw new IllegalArgumentException(
            "table=" + tables.get(i).name() + " index=" + tables.get(i).index() + " position=" + i);
      }
    }
    for (int i = 0; i < indexes.size(); i++) {
      IndexDefinition<?, ?, ?> each = indexes.get(i);
      if (each.index() != i) {
        throw new IllegalArgumentException(
            "index=" + each.name() + " index=" + each.index() + " position=" + i);
      }
      if (!tables.contains(each.table())) {
        throw new IllegalArgumentException(
            "index=" + each.name() + " is of table=" + each.table().name() + " of another schema");
      }
    }
    for (ConstraintDefinition<?, ?> each : constraints) {
      requireKnown(each, each.table(), tables);
      if (each instanceof ReferenceDefinition<?, ?, ?> reference) {
        requireKnown(each, reference.target(), tables);
      }
    }
  }

  private static void requireKnown(
      ConstraintDefinition<?, ?> constraint,
      TableDefinition<?, ?> table,
      List<TableDefinition<?, ?>> tables) {
    boolean isPlain =
        table.kind() instanceof TableKind.Hashed || table.kind() instanceof TableKind.Sorted;
    if (!isPlain || !tables.contains(table)) {
      throw new IllegalArgumentException(
          "constraint=" + constraint.name() + " is about table=" + table.name());
    }
  }

  /** A schema without constraints but its unique indexes. */
  public SchemaDefinition(
      String name,
      List<TableDefinition<?, ?>> tables,
      List<IndexDefinition<?, ?, ?>> indexes,
      Function<TableSource, S> binder,
      Evolution evolution) {
    this(name, tables, indexes, List.of(), binder, evolution);
  }

  /** A schema that says nothing of its past. */
  public SchemaDefinition(
      String name,
      List<TableDefinition<?, ?>> tables,
      List<IndexDefinition<?, ?, ?>> indexes,
      Function<TableSource, S> binder) {
    this(name, tables, indexes, binder, Evolution.none());
  }

  /** A schema without indexes. */
  public SchemaDefinition(
      String name,
      List<TableDefinition<?, ?>> tables,
      Function<TableSource, S> binder,
      Evolution evolution) {
    this(name, tables, List.of(), binder, evolution);
  }

  /** A schema without indexes that says nothing of its past. */
  public SchemaDefinition(
      String name, List<TableDefinition<?, ?>> tables, Function<TableSource, S> binder) {
    this(name, tables, List.of(), binder, Evolution.none());
  }
}
