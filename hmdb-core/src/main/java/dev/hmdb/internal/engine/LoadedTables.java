package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.table.HashTable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a database that is being opened, by the ids that its files know them by. Changed by
 * the opening thread alone; others may look up tables while it does not.
 */
final class LoadedTables {
  private final Path directory;
  private final SchemaDefinition<?> schema;
  private final List<HashTable<?, ?>> entries;
  private final Progress progress;

  private Catalog catalog = Catalog.empty();
  private final Map<Integer, LoadedTable<?, ?>> byId = new HashMap<>();

  /**
   * @param entries the tables to fill, in the order of the schema
   */
  LoadedTables(
      Path directory,
      SchemaDefinition<?> schema,
      List<HashTable<?, ?>> entries,
      Progress progress) {
    this.directory = directory;
    this.schema = schema;
    this.entries = entries;
    this.progress = progress;
  }

  /** To be told what is read. */
  Progress progress() {
    return progress;
  }

  Path directory() {
    return directory;
  }

  /**
   * Reads a catalog; what follows is read with it.
   *
   * @throws DecodingException if it is none
   * @throws SchemaMismatchException if the schema does not fit it
   */
  void readCatalog(Decoder in) {
    Catalog read = Catalog.decode(in);
    List<String> difference = read.difference(schema);
    if (!difference.isEmpty()) {
      throw new SchemaMismatchException(
          directory
              + " was written with the schema "
              + read.schemaName()
              + ", which does not fit "
              + (read.schemaName().equals(schema.name()) ? "its present form" : schema.name())
              + ":\n  "
              + String.join("\n  ", difference)
              + "\nOpen it with the schema that wrote it, and copy the data to a new database");
    }
    catalog = read;
    for (TableDefinition<?, ?> definition : schema.tables()) {
      Catalog.@Nullable Entry stored = catalog.find(definition.name());
      if (stored != null) {
        byId.put(stored.id(), LoadedTable.of(definition, entries));
      }
    }
  }

  /** How many entries were read. */
  long entries() {
    return entries.stream().mapToLong(HashTable::newestSize).sum();
  }

  /** The newest catalog that was read. */
  Catalog catalog() {
    return catalog;
  }

  /**
   * @throws DecodingException if there is none of that id
   */
  LoadedTable<?, ?> table(int id, int offset) {
    LoadedTable<?, ?> table = byId.get(id);
    if (table == null) {
      throw new DecodingException("table id " + id + " is unknown", offset);
    }
    return table;
  }

  /**
   * Reads the next operation of a commit.
   *
   * @param keys is told its key
   * @throws RuntimeException if it cannot be read
   */
  LoadedTable.Operation<?, ?> operation(Decoder in, Damages.Keys keys) {
    long header = in.readVarint(Integer.MAX_VALUE);
    int id = (int) (header >>> OperationLayout.KIND_BITS);
    return table(id, in.offset()).operation((int) header & OperationLayout.KIND_MASK, in, keys);
  }

  /** Empties every table. */
  void clear() {
    entries.forEach(HashTable::unloadAll);
  }

  /** Forgets everything that was read. */
  void restart() {
    clear();
    byId.clear();
    catalog = Catalog.empty();
  }

  /** The schema that opens. */
  SchemaDefinition<?> schema() {
    return schema;
  }

  /** The tables, in the order of the schema. */
  List<HashTable<?, ?>> all() {
    return entries;
  }
}
