package dev.hmdb.it.compat;

import dev.hmdb.Compaction;
import dev.hmdb.GeneratedDatabase;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.schema.DynamicCodec;
import dev.hmdb.schema.DynamicValue;
import dev.hmdb.schema.Evolution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A form of a schema that has no classes, so that the next one may call everything otherwise. */
record ChangingSchema(String name, List<TableDefinition<?, ?>> tables, Evolution evolution) {

  /** A form without tables. */
  static ChangingSchema named(String name) {
    return new ChangingSchema(name, List.of(), Evolution.none());
  }

  ChangingSchema table(String table, TypeDescriptor key, TypeDescriptor value) {
    List<TableDefinition<?, ?>> more = new ArrayList<>(tables);
    more.add(
        new TableDefinition<>(more.size(), table, DynamicCodec.of(key), DynamicCodec.of(value)));
    return new ChangingSchema(name, more, evolution);
  }

  /** The same form with a past. */
  ChangingSchema after(Evolution past) {
    return new ChangingSchema(name, tables, past);
  }

  /** Opens a database that compacts only when asked to. */
  Opened open(Path directory) {
    return new Opened(this, directory);
  }

  /** An open database. */
  static final class Opened extends GeneratedDatabase<TableSource> {
    private final ChangingSchema schema;

    private Opened(ChangingSchema schema, Path directory) {
      super(
          new SchemaDefinition<>(schema.name, schema.tables, source -> source, schema.evolution),
          Opening.directory(directory, Options.defaults().compaction(Compaction.manual())));
      this.schema = schema;
    }

    @SuppressWarnings("unchecked") // every table of such a schema is of these
    Table<DynamicValue, DynamicValue> table(String name) {
      for (TableDefinition<?, ?> definition : schema.tables) {
        if (definition.name().equals(name)) {
          return table((TableDefinition<DynamicValue, DynamicValue>) definition);
        }
      }
      throw new AssertionError(name);
    }
  }

  /** A record type: names and types of its components. */
  static RecordType type(String name, Object... components) {
    List<RecordType.Component> all = new ArrayList<>();
    for (int i = 0; i < components.length; i += 2) {
      all.add(new RecordType.Component((String) components[i], (TypeDescriptor) components[i + 1]));
    }
    return new RecordType(name, all);
  }

  /** A record: names and values of its components. */
  static DynamicValue with(Object... components) {
    Map<String, DynamicValue> all = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i += 2) {
      all.put((String) components[i], scalar(components[i + 1]));
    }
    return new DynamicValue.RecordOf(all);
  }

  static DynamicValue scalar(Object value) {
    return new DynamicValue.Scalar(value);
  }
}
