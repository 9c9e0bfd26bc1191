package dev.hmdb.internal.engine;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseLockedException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.DynamicTables;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.DirectoryLock;
import dev.hmdb.internal.disk.DirectoryLockedException;
import dev.hmdb.internal.log.ControlFile;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogFollower;
import dev.hmdb.internal.log.LogScan;
import dev.hmdb.internal.snapshot.SnapshotReader;
import dev.hmdb.internal.snapshot.Snapshots;
import dev.hmdb.schema.DynamicCodec;
import dev.hmdb.schema.DynamicValue;
import dev.hmdb.schema.Evolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Finds out what schema wrote a database, so that it can be opened without its classes. */
final class StoredSchema {
  private final Directory directory;
  private Catalog newest = Catalog.empty();

  /** What each id stands for in the catalogs. */
  private final Map<Integer, List<Catalog.Entry>> byId = new HashMap<>();

  private StoredSchema(Directory directory) {
    this.directory = directory;
  }

  /** Reads the catalogs of a directory and closes it. */
  static SchemaDefinition<DynamicTables> read(Directory directory, Options options) {
    try (directory) {
      DirectoryLock lock = directory.lock(options.lockTimeout());
      try (lock) {
        StoredSchema schema = lock.hasWriters() ? readShared(directory) : readAlone(directory);
        schema.requireOneForm();
        return schema.definition();
      }
    } catch (DirectoryLockedException e) {
      throw new DatabaseLockedException("The database cannot be opened: " + e.getMessage());
    } catch (IOException e) {
      throw new DatabaseOpenException("The database cannot be opened: " + e.getMessage(), e);
    }
  }

  private static StoredSchema readAlone(Directory directory) throws IOException {
    StoredSchema schema = new StoredSchema(directory);
    schema.read();
    return schema;
  }

  private void read() throws IOException {
    OptionalLong snapshot = Snapshots.newest(directory);
    if (snapshot.isEmpty() && !Log.exists(directory)) {
      throw new DatabaseOpenException(directory.path() + " holds no database");
    }
    DatabaseId id = snapshot.isPresent() ? readSnapshot(snapshot.getAsLong()) : null;
    LogScan.readOnly(directory, snapshot.orElse(Log.FIRST_SEGMENT), id, this::readFrame);
  }

  /** Reads while others write, compact and recover. */
  private static StoredSchema readShared(Directory directory) throws IOException {
    try (ControlFile control = ControlFile.open(directory, true)) {
      while (true) {
        ControlFile.State state = control.state();
        StoredSchema schema = new StoredSchema(directory);
        try {
          schema.readUpTo(state, control.databaseId());
          return schema;
        } catch (IOException | CorruptDatabaseException e) {
          if (!control.awaitRecoveredSince(state)
              && control.state().snapshot() == state.snapshot()) {
            throw e;
          }
        }
      }
    }
  }

  private void readUpTo(ControlFile.State state, DatabaseId id) throws IOException {
    long snapshot = state.snapshot();
    long first = snapshot == 0 ? Log.FIRST_SEGMENT : snapshot;
    try (LogFollower log = new LogFollower(directory, first, id)) {
      if (snapshot != 0) {
        DatabaseId _ = readSnapshot(snapshot);
      }
      log.readTo(state.segment(), state.end(), this::readFrame);
    }
  }

  private DatabaseId readSnapshot(long number) throws IOException {
    try (SnapshotReader reader = SnapshotReader.open(directory, number)) {
      add(new Decoder(reader.schema()));
      return reader.databaseId();
    }
  }

  private void readFrame(byte kind, long position, byte[] buffer, int offset, int length) {
    if (kind == FrameKind.SCHEMA) {
      add(new Decoder(buffer, offset, length));
    }
  }

  private void add(Decoder in) {
    try {
      newest = Catalog.decode(in);
    } catch (DecodingException e) {
      throw new CorruptDatabaseException(
          directory.path()
              + ": a schema has a checksum that holds, but cannot be read: "
              + e.getMessage(),
          e);
    }
    for (Catalog.Entry table : newest.tables()) {
      byId.computeIfAbsent(table.id(), _ -> new ArrayList<>()).add(table);
    }
  }

  /** All that catalogs say of a table, under whatever name. */
  private List<Catalog.Entry> before(Catalog.Entry table) {
    return table.ids().stream().flatMap(id -> byId.getOrDefault(id, List.of()).stream()).toList();
  }

  /**
   * Which component of an earlier form is which one of the newest, only the program knows; a guess
   * would lose what is in it at the next compaction.
   */
  private void requireOneForm() {
    for (Catalog.Entry table : newest.tables()) {
      for (Catalog.Entry earlier : before(table)) {
        if (!isSame(earlier.key(), table.key()) || !isSame(earlier.value(), table.value())) {
          throw new SchemaMismatchException(
              directory.path()
                  + " has entries of table "
                  + table.name()
                  + " as an earlier form of its schema has them, and only the program that wrote it"
                  + " can say what becomes of them: have it open the database once and call"
                  + " compact()");
        }
      }
    }
  }

  private static boolean isSame(TypeDescriptor one, TypeDescriptor other) {
    return NamelessType.of(one).equals(NamelessType.of(other));
  }

  private SchemaDefinition<DynamicTables> definition() {
    Map<String, TableDefinition<DynamicValue, DynamicValue>> tables = new LinkedHashMap<>();
    for (Catalog.Entry table : newest.tables()) {
      tables.put(
          table.name(),
          new TableDefinition<>(
              tables.size(),
              table.name(),
              DynamicCodec.of(table.key()),
              DynamicCodec.of(table.value())));
    }
    List<TableDefinition<?, ?>> all = new ArrayList<>(tables.values());
    return new SchemaDefinition<>(
        newest.schemaName(), all, source -> new ByName(source, tables), evolution());
  }

  /** What the files tell of the past: names, but no defaults. */
  private Evolution evolution() {
    Evolution.Builder evolution = Evolution.builder().version(newest.version());
    Set<String> dropped = new LinkedHashSet<>();
    byId.values().forEach(entries -> entries.forEach(entry -> dropped.add(entry.name())));
    for (Catalog.Entry table : newest.tables()) {
      Set<String> called = new LinkedHashSet<>();
      before(table).forEach(entry -> called.add(entry.name()));
      called.remove(table.name());
      evolution.renamedTable(table.name(), called.toArray(String[]::new));
      dropped.removeAll(called);
      dropped.remove(table.name());
    }
    return evolution.droppedTables(dropped.toArray(String[]::new)).build();
  }

  private record ByName(
      TableSource source, Map<String, TableDefinition<DynamicValue, DynamicValue>> tables)
      implements DynamicTables {
    @Override
    public Table<DynamicValue, DynamicValue> table(String name) {
      TableDefinition<DynamicValue, DynamicValue> definition = tables.get(name);
      if (definition == null) {
        throw new IllegalArgumentException(
            "there is no table named " + name + ", only " + String.join(", ", tables.keySet()));
      }
      return source.table(definition);
    }
  }
}
