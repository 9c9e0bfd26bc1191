package dev.hmdb.internal.engine;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.HmdbException;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.FrameVisitor;
import dev.hmdb.internal.table.HashTable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the tables from the frames of the log. For one thread, before anybody reads. */
final class LogReplay implements FrameVisitor {
  private final Path directory;
  private final SchemaDefinition<?> schema;
  private final List<HashTable<?, ?>> entries;
  private final Decoder decoder = new Decoder(new byte[0]);

  private Catalog catalog = Catalog.empty();
  private final Map<Integer, LoadedTable<?, ?>> byId = new HashMap<>();
  private long commits;

  /**
   * @param entries the tables to fill, in the order of the schema
   */
  LogReplay(Path directory, SchemaDefinition<?> schema, List<HashTable<?, ?>> entries) {
    this.directory = directory;
    this.schema = schema;
    this.entries = entries;
  }

  /** A table with what is needed to apply an operation to it. */
  private record LoadedTable<K, V>(TableDefinition<K, V> definition, HashTable<K, V> entries) {

    @SuppressWarnings("unchecked") // the table at a definition's index was made for the definition
    static <K, V> LoadedTable<K, V> of(
        TableDefinition<K, V> definition, List<HashTable<?, ?>> entries) {
      return new LoadedTable<>(definition, (HashTable<K, V>) entries.get(definition.index()));
    }

    void apply(int kind, Decoder in) {
      switch (kind) {
        case OperationLayout.PUT ->
            entries.load(definition.keyCodec().decode(in), definition.valueCodec().decode(in));
        case OperationLayout.REMOVE -> entries.unload(definition.keyCodec().decode(in));
        case OperationLayout.CLEAR -> entries.unloadAll();
        default -> throw new DecodingException("operation " + kind + " is unknown", in.offset());
      }
    }
  }

  @Override
  public void frame(byte kind, long position, byte[] buffer, int offset, int length) {
    decoder.reset(buffer, offset, length);
    try {
      switch (kind) {
        case FrameKind.SCHEMA -> schema();
        case FrameKind.COMMIT -> commit();
        default -> throw new DecodingException("frame kind " + kind + " is unknown", 0);
      }
    } catch (HmdbException e) {
      throw e;
    } catch (RuntimeException e) { // a DecodingException, or what a user's codec or equals throws
      throw new CorruptDatabaseException(
          directory
              + ": the frame at position "
              + position
              + " has a checksum that holds, but cannot be read: "
              + (e instanceof DecodingException ? e.getMessage() : e)
              + (e.getCause() == null ? "" : " (" + e.getCause() + ")")
              + ". If a type refuses a value that it took before, let it take the value again",
          e);
    }
  }

  private void schema() {
    catalog = Catalog.decode(decoder);
    List<String> difference = catalog.difference(schema);
    if (!difference.isEmpty()) {
      throw new SchemaMismatchException(
          directory
              + " was written with the schema "
              + catalog.schemaName()
              + ", which does not fit "
              + (catalog.schemaName().equals(schema.name()) ? "its present form" : schema.name())
              + ":\n  "
              + String.join("\n  ", difference)
              + "\nOpen it with the schema that wrote it, and copy the data to a new database");
    }
    for (TableDefinition<?, ?> definition : schema.tables()) {
      Catalog.@Nullable Entry stored = catalog.find(definition.name());
      if (stored != null) {
        byId.put(stored.id(), LoadedTable.of(definition, entries));
      }
    }
  }

  private void commit() {
    while (decoder.remaining() > 0) {
      long header = decoder.readVarint(Integer.MAX_VALUE);
      int id = (int) (header >>> OperationLayout.KIND_BITS);
      LoadedTable<?, ?> table = byId.get(id);
      if (table == null) {
        throw new DecodingException("table id " + id + " is unknown", decoder.offset());
      }
      table.apply((int) header & OperationLayout.KIND_MASK, decoder);
    }
    commits++;
  }

  /** The newest catalog in the log. */
  Catalog catalog() {
    return catalog;
  }

  /** How many transactions were read. */
  long commits() {
    return commits;
  }
}
