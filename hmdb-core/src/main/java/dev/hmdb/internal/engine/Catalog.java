package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.schema.SchemaConversion;
import dev.hmdb.schema.TableConversion;
import dev.hmdb.schema.TableType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a database as its files know them: what a schema frame holds.
 *
 * <p>A table's identity on disk is its name. Its id is what stands in commits and snapshots for the
 * table and for the encoding of its entries: once given, it never means another table, and no other
 * bytes. A table gets another id when its types change so that the bytes do.
 *
 * @param schemaName the qualified name of the schema interface that wrote it last; for people, and
 *     for migrations ({@link MigrationStep})
 * @param version the number of the form that the schema had then; 0 if it is not known
 * @param nextId no table was ever given this id or a greater one
 * @param tables the tables
 * @param lineage earlier forms of the schema that the database was opened with; not the present one
 */
record Catalog(
    String schemaName, int version, int nextId, List<Entry> tables, List<Fingerprint> lineage) {

  /**
   * One table.
   *
   * @param earlier the ids that it had before, in their order, so that entries which nothing has
   *     written anew since are known to be its own, whatever it was called
   */
  record Entry(
      int id, String name, TypeDescriptor key, TypeDescriptor value, List<EarlierId> earlier) {

    Entry {
      earlier = List.copyOf(earlier);
    }

    /** A table that never had another id. */
    Entry(int id, String name, TypeDescriptor key, TypeDescriptor value) {
      this(id, name, key, value, List.of());
    }

    static Entry of(int id, TableDefinition<?, ?> definition) {
      return new Entry(
          id, definition.name(), definition.keyCodec().type(), definition.valueCodec().type());
    }

    /** This table as it is after a conversion that gives it an id if its bytes change. */
    Entry converted(TableConversion conversion, TableDefinition<?, ?> definition, int newId) {
      Entry after = of(conversion.isIdentity() ? id : newId, definition);
      List<EarlierId> ids = new ArrayList<>(earlier);
      if (after.id != id) {
        ids.add(new EarlierId(id, conversion.key().isIdentity()));
      }
      return new Entry(after.id, after.name, after.key, after.value, ids);
    }

    /** All ids that the table has or had, in their order. */
    List<Integer> ids() {
      return Stream.concat(earlier.stream().map(EarlierId::id), Stream.of(id)).toList();
    }

    TableType type() {
      return new TableType(name, key, value);
    }
  }

  /**
   * An id that a table had.
   *
   * @param isOfSameKeys whether a key has the same bytes under the id that followed this one
   */
  record EarlierId(int id, boolean isOfSameKeys) {}

  Catalog {
    tables = List.copyOf(tables);
    lineage = List.copyOf(lineage);
  }

  /** The catalog of a database that has none yet. */
  static Catalog empty() {
    return new Catalog("", 0, 0, List.of(), List.of());
  }

  @Nullable Entry find(String name) {
    for (Entry entry : tables) {
      if (entry.name.equals(name)) {
        return entry;
      }
    }
    return null;
  }

  /** The form of the schema that wrote this. */
  Fingerprint fingerprint() {
    return Fingerprint.of(tables.stream().map(Entry::type).toList());
  }

  /** What becomes of the tables with a schema. */
  SchemaConversion conversion(SchemaDefinition<?> schema) {
    return SchemaConversion.between(
        tables.stream().map(Entry::type).toList(), types(schema), schema.evolution());
  }

  static List<TableType> types(SchemaDefinition<?> schema) {
    List<TableType> types = new ArrayList<>();
    for (TableDefinition<?, ?> definition : schema.tables()) {
      types.add(
          new TableType(
              definition.name(), definition.keyCodec().type(), definition.valueCodec().type()));
    }
    return types;
  }

  /**
   * This catalog as the schema changes it: the same one if it has the same form and no greater
   * version. The schema must fit.
   */
  Catalog with(SchemaDefinition<?> schema) {
    SchemaConversion conversion = conversion(schema);
    if (!conversion.obstacles().isEmpty()) {
      throw new IllegalArgumentException(
          schema.name() + " does not fit: " + conversion.obstacles());
    }
    boolean isSameForm = conversion.changes().isEmpty();
    int newVersion = schema.evolution().version();
    if (isSameForm && newVersion <= version) {
      return this;
    }
    Fingerprint before = fingerprint();
    Fingerprint after = Fingerprint.of(types(schema));
    List<Fingerprint> earlier = new ArrayList<>(lineage);
    earlier.remove(before);
    earlier.remove(after);
    if (!before.equals(after) && !tables.isEmpty()) {
      earlier.add(before);
    }
    List<Entry> all = new ArrayList<>();
    int next = addTables(schema, conversion, all);
    return new Catalog(schema.name(), newVersion, next, all, earlier);
  }

  /** Adds the tables of a schema, those that are stored first; returns the next free id. */
  private int addTables(SchemaDefinition<?> schema, SchemaConversion conversion, List<Entry> all) {
    int next = nextId;
    for (Entry stored : tables) {
      TableConversion table = conversion.ofStored(stored.name);
      if (table != null) {
        Entry converted = stored.converted(table, definition(schema, table.wanted()), next);
        all.add(converted);
        next = Math.max(next, converted.id + 1);
      }
    }
    for (TableDefinition<?, ?> definition : schema.tables()) {
      if (conversion.ofWanted(definition.name()) == null) {
        all.add(Entry.of(next++, definition));
      }
    }
    return next;
  }

  private static TableDefinition<?, ?> definition(SchemaDefinition<?> schema, String name) {
    return schema.tables().stream()
        .filter(definition -> definition.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What to call the schema that wrote this. */
  String title() {
    return title(schemaName, version);
  }

  static String title(String schemaName, int version) {
    return version == 0 ? schemaName : schemaName + " version " + version;
  }

  void encode(Encoder out) {
    CatalogCodec.encode(this, out);
  }

  /**
   * @throws dev.hmdb.codec.DecodingException if it is none
   */
  static Catalog decode(Decoder in) {
    return CatalogCodec.decode(in);
  }
}
