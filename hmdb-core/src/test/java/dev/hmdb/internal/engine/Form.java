package dev.hmdb.internal.engine;

import dev.hmdb.Compaction;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.log.LogOptions;
import dev.hmdb.schema.DynamicCodec;
import dev.hmdb.schema.DynamicValue;
import dev.hmdb.schema.Evolution;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One form of a schema whose values have no classes, to be opened on a directory. */
record Form(SchemaDefinition<TableSource> schema) {
  static final Options MANUAL = Options.defaults().compaction(Compaction.manual());

  /** A form without tables that says nothing of its past. */
  static Form named(String name) {
    return new Form(
        new SchemaDefinition<>(name, List.of(), UnaryOperator.identity(), Evolution.none()));
  }

  Form table(String name, TypeDescriptor key, TypeDescriptor value) {
    List<TableDefinition<?, ?>> tables = new ArrayList<>(schema.tables());
    tables.add(
        new TableDefinition<>(tables.size(), name, DynamicCodec.of(key), DynamicCodec.of(value)));
    return new Form(
        new SchemaDefinition<>(schema.name(), tables, schema.binder(), schema.evolution()));
  }

  Form under(String name) {
    return new Form(
        new SchemaDefinition<>(name, schema.tables(), schema.binder(), schema.evolution()));
  }

  Form says(Evolution evolution) {
    return new Form(
        new SchemaDefinition<>(schema.name(), schema.tables(), schema.binder(), evolution));
  }

  Opened open(Directory directory) {
    return open(directory, MANUAL);
  }

  Opened open(Directory directory, Options options) {
    return new Opened(
        this, Engine.open(schema, directory, options, new LogOptions(4096, 1 << 20, false)));
  }

  /** An open database. */
  record Opened(Form form, Engine<TableSource> engine) implements AutoCloseable {
    @SuppressWarnings("unchecked") // every table of a form is of these
    Table<DynamicValue, DynamicValue> table(String name) {
      for (TableDefinition<?, ?> definition : form.schema.tables()) {
        if (definition.name().equals(name)) {
          return engine.tables().table((TableDefinition<DynamicValue, DynamicValue>) definition);
        }
      }
      throw new AssertionError(name);
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
