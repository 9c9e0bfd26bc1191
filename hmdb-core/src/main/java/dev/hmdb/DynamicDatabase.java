package dev.hmdb;

import dev.hmdb.schema.DynamicValue;
import dev.hmdb.schema.TableType;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A database that is opened as its files describe it, without the classes of the program that wrote
 * it: for tools.
 *
 * <p>Keys and values are trees. One that is put must be of the types that {@link #tables} lists;
 * what constructors and codecs of the program's classes would refuse is not known here. Whatever
 * else holds for a generated database holds for this one.
 */
public final class DynamicDatabase extends GeneratedDatabase<DynamicTables>
    implements DynamicTables {
  private final SchemaDefinition<DynamicTables> schema;
  private final DynamicTables own;

  private DynamicDatabase(SchemaDefinition<DynamicTables> schema, Opening opening) {
    super(schema, opening);
    this.schema = schema;
    this.own = table(schema.binder());
  }

  /**
   * Opens the database of a directory to read and write. The directory is read twice, first for
   * what it says of its tables.
   *
   * @throws DatabaseOpenException if it holds no database
   * @throws CorruptDatabaseException if it is damaged; {@link Recovery#SALVAGE} needs the schema
   * @throws SchemaMismatchException if it holds entries of an earlier form of its schema, and only
   *     the program that wrote it can say what becomes of them; once it was compacted it holds none
   */
  public static DynamicDatabase open(Path path, Options options) {
    Objects.requireNonNull(options, "options is null");
    return open(Opening.directory(path, options.createIfMissing(false)));
  }

  /** As {@link #open}, to read only; not a byte is changed. */
  public static DynamicDatabase openReadOnly(Path path, Options options) {
    return open(Opening.readOnly(path, options));
  }

  private static DynamicDatabase open(Opening opening) {
    return new DynamicDatabase(storedSchema(opening), opening);
  }

  @Override
  public Table<DynamicValue, DynamicValue> table(String name) {
    return own.table(name);
  }

  /** The qualified name of the schema that wrote it last. */
  public String schemaName() {
    return schema.name();
  }

  /** The number of the form that the schema had then; 0 if it is not known. */
  public int schemaVersion() {
    return schema.evolution().version();
  }

  /** Its tables with the types of their keys and values. */
  public List<TableType> tables() {
    return schema.tables().stream()
        .map(table ->
            new TableType(table.name(), table.keyCodec().type(), table.valueCodec().type()))
        .toList();
  }
}
