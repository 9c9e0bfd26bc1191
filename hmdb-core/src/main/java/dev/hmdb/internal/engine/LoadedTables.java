package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.schema.SchemaConversion;
import dev.hmdb.schema.TableConversion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /*
   * An id means the same table and the same bytes for ever, so those of all catalogs go together, and
   * no entry can be read as what it is not, even if a catalog is lost to damage.
   */
  private final Map<Integer, LoadedTable<?, ?>> byId = new HashMap<>();

  /** The newest id of each table of the schema that is stored. */
  private final Map<String, Integer> ids = new HashMap<>();

  /** Of each id the table that has its entries: one of the schema, or {@link #NOWHERE}. */
  private final Map<Integer, String> homes = new HashMap<>();

  private static final String NOWHERE = "";

  private boolean isOutdated;

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
   * Reads a catalog: what follows may be of the tables that it has.
   *
   * @throws DecodingException if it is none
   * @throws SchemaMismatchException if the schema does not fit it
   */
  void readCatalog(Decoder in) {
    Catalog read = Catalog.decode(in);
    SchemaConversion conversion = SchemaFit.require(directory, read, schema);
    for (Catalog.Entry stored : read.tables()) {
      TableConversion table = conversion.ofStored(stored.name());
      requireHome(stored, table == null ? NOWHERE : table.wanted());
      if (table == null) {
        byId.put(stored.id(), LoadedTable.dropped(stored));
      } else {
        TableDefinition<?, ?> definition = definition(table.wanted());
        byId.put(stored.id(), LoadedTable.of(definition, stored, table, entries));
        ids.put(definition.name(), stored.id());
      }
    }
    for (TableDefinition<?, ?> definition : schema.tables()) {
      if (conversion.ofWanted(definition.name()) == null) {
        clearDropped(definition, read);
      }
    }
    // Names count, too: a later form of the schema may have forgotten them.
    isOutdated |= !conversion.changes().isEmpty();
    catalog = read;
  }

  /**
   * A schema that has forgotten what a table was called before must not put the entries from then
   * where they do not belong.
   */
  private void requireHome(Catalog.Entry stored, String home) {
    stored.ids().forEach(id -> requireHome(id, stored, home));
  }

  private void requireHome(int id, Catalog.Entry stored, String home) {
    String before = homes.put(id, home);
    if (before != null && !before.equals(home)) {
      throw new SchemaMismatchException(
          directory
              + " has entries of table "
              + stored.name()
              + " from when it was called otherwise, which the schema "
              + Catalog.title(schema.name(), schema.evolution().version())
              + (before.equals(NOWHERE) ? " drops" : " takes for entries of " + before)
              + ". Say what the table was called, by @Renamed; or open the database once more with"
              + " the form in between and call compact(), so that nothing of the older form is left");
    }
  }

  private TableDefinition<?, ?> definition(String name) {
    return schema.tables().stream()
        .filter(definition -> definition.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A table that was dropped and made again does not have what it had before. */
  private void clearDropped(TableDefinition<?, ?> definition, Catalog read) {
    Integer id = ids.get(definition.name());
    if (id != null && id < read.nextId()) { // else the catalog is older than the table
      entries.get(definition.index()).unloadAll();
      ids.remove(definition.name());
    }
  }

  /** Whether a catalog that was read differs from the schema. */
  boolean isOutdated() {
    return isOutdated;
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
    ids.clear();
    homes.clear();
    isOutdated = false;
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
