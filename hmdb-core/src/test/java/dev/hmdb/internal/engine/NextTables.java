package dev.hmdb.internal.engine;

import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.codec.Codecs;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.log.LogOptions;
import java.util.List;

/** What {@link TwoTables} is migrated to. */
public interface NextTables {
  TableDefinition<String, Long> WORDS =
      new TableDefinition<>(0, "words", Codecs.STRING, Codecs.LONG);
  TableDefinition<Long, Long> NUMBERS =
      new TableDefinition<>(1, "numbers", Codecs.LONG, Codecs.LONG, new TwoTables.LongShape());
  TableDefinition<Long, String> EXTRA =
      new TableDefinition<>(2, "extra", Codecs.LONG, Codecs.STRING);
  SchemaDefinition<NextTables> SCHEMA =
      new SchemaDefinition<>(
          "dev.hmdb.test.NextTables", List.of(WORDS, NUMBERS, EXTRA), Bound::new);

  Table<String, Long> words();

  Table<Long, Long> numbers();

  Table<Long, String> extra();

  /** The schema over a source of tables. */
  record Bound(TableSource source) implements NextTables {
    @Override
    public Table<String, Long> words() {
      return source.table(WORDS);
    }

    @Override
    public Table<Long, Long> numbers() {
      return source.table(NUMBERS);
    }

    @Override
    public Table<Long, String> extra() {
      return source.table(EXTRA);
    }
  }

  /** The tables of an open engine. */
  static NextTables of(Engine<NextTables> engine) {
    return new Bound(engine.tables());
  }

  static Engine<NextTables> open(Directory directory) {
    return Engine.open(SCHEMA, directory, Options.defaults(), new LogOptions(4096, 1 << 20, false));
  }
}
