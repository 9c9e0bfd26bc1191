package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema without mistakes: all that the writers need to know.
 *
 * @param schema the interface
 * @param isPublic whether the interface, and so the generated class, is public
 * @param tables in the order of their methods, inherited ones first
 * @param indexes in the order of their methods
 * @param constraints what entries have to be like, apart from unique indexes
 * @param droppedTables the methods that were kept of tables which are gone
 * @param definitions of every {@link StoredType.Named} in it, in order of first use
 * @param past what it says of its past
 * @param setting what surrounds the generated files
 */
record SchemaModel(
    ClassType schema,
    boolean isPublic,
    List<TableModel> tables,
    List<IndexModel> indexes,
    ConstraintsModel constraints,
    List<DroppedTable> droppedTables,
    Map<ClassType, Definition> definitions,
    Past past,
    Setting setting) {

  /**
   * One table.
   *
   * @param name of its method, its identity
   * @param shape what it is to its users
   * @param key null if its users know no keys
   * @param value the type of the values or elements
   * @param order of the keys, where they are sorted
   */
  record TableModel(
      String name,
      TableShape shape,
      @Nullable StoredType key,
      StoredType value,
      @Nullable KeyOrder order) {
    /** A table without order. */
    TableModel(String name, StoredType key, StoredType value) {
      this(name, TableShape.TABLE, key, value, null);
    }

    /** The key of a table that has keys. */
    StoredType presentKey() {
      return Objects.requireNonNull(key);
    }

    /** What its users put into it. */
    List<StoredType> types() {
      return key == null ? List.of(value) : List.of(key, value);
    }
  }

  /**
   * One index.
   *
   * @param name of its method
   * @param indexKey the type of the index keys
   * @param paths to the index key; to its components where there are several
   * @param order of the index keys, where they are sorted
   */
  record IndexModel(
      String name,
      TableShape shape,
      TableModel table,
      StoredType indexKey,
      List<IndexPath> paths,
      @Nullable KeyOrder order) {
    IndexModel {
      paths = List.copyOf(paths);
    }

    IndexModel in(KeyOrder sorted) {
      return new IndexModel(name, shape, table, indexKey, paths, sorted);
    }
  }

  /**
   * A method that is there for the compiler's sake only.
   *
   * @param type what it returns, or would
   */
  record DroppedTable(String name, JavaType type) {}

  /** The same schema with another past. */
  SchemaModel with(Past other) {
    return new SchemaModel(
        schema, isPublic, tables, indexes, constraints, droppedTables, definitions, other, setting);
  }

  /**
   * What surrounds the generated files.
   *
   * @param memberTypes the simple names of the types nested in the schema, which the generated
   *     class inherits
   * @param hidden the simple names in {@code java.lang} that mean another type in the schema's
   *     package
   * @param generatedAnnotation whether {@code javax.annotation.processing.Generated} can be seen
   * @param suppressed the warnings that the schema's types cause wherever they are used
   */
  record Setting(
      Set<String> memberTypes,
      Set<String> hidden,
      boolean generatedAnnotation,
      Set<String> suppressed) {}

  /** The name of the generated database class; that of a nested schema starts with its outer's. */
  String databaseName() {
    return baseName() + "Db";
  }

  /** The name of the generated class that holds the codecs. */
  String codecsName() {
    return baseName() + "Codecs";
  }

  /** What generated classes and the schema's file are named after: {@code Outer_Inner}. */
  String baseName() {
    return String.join("_", schema.names());
  }
}
