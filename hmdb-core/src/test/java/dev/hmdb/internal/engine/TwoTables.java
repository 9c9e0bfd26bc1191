package dev.hmdb.internal.engine;

import dev.hmdb.KeyShape;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.codec.Codecs;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.log.LogOptions;
import java.nio.file.Path;
import java.util.List;

/** A schema by hand, since the processor comes after this module, with ways to open it. */
public interface TwoTables {
  TableDefinition<String, String> WORDS =
      new TableDefinition<>(0, "words", Codecs.STRING, Codecs.STRING);
  TableDefinition<Long, Long> NUMBERS =
      new TableDefinition<>(1, "numbers", Codecs.LONG, Codecs.LONG, new LongShape());
  SchemaDefinition<TwoTables> SCHEMA =
      new SchemaDefinition<>("dev.hmdb.test.TwoTables", List.of(WORDS, NUMBERS), Bound::new);

  /** As the processor generates it for keys that are one number. */
  final class LongShape implements KeyShape.OneLong<Long> {
    @Override
    public long first(Long key) {
      return key;
    }

    @Override
    public Long key(long first) {
      return first;
    }
  }

  Table<String, String> words();

  Table<Long, Long> numbers();

  /** The schema over a source of tables. */
  record Bound(TableSource source) implements TwoTables {
    @Override
    public Table<String, String> words() {
      return source.table(WORDS);
    }

    @Override
    public Table<Long, Long> numbers() {
      return source.table(NUMBERS);
    }
  }

  /** The tables of an open engine. */
  static TwoTables of(Engine<TwoTables> engine) {
    return new Bound(engine.tables());
  }

  static Engine<TwoTables> inMemory() {
    return Engine.open(SCHEMA, null, Options.defaults(), false);
  }

  static Engine<TwoTables> open(Path path) {
    return open(path, Options.defaults());
  }

  static Engine<TwoTables> open(Path path, Options options) {
    return Engine.open(SCHEMA, path, options, false);
  }

  static Engine<TwoTables> open(Directory directory, Options options) {
    return Engine.open(SCHEMA, directory, options, new LogOptions(4096, 1 << 20, false));
  }
}
