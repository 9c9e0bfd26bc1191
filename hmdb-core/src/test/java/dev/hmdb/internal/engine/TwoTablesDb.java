package dev.hmdb.internal.engine;

import dev.hmdb.GeneratedDatabase;
import dev.hmdb.Options;
import dev.hmdb.Table;
import java.nio.file.Path;

/** What the processor would generate for {@link TwoTables}. */
public final class TwoTablesDb extends GeneratedDatabase<TwoTables> implements TwoTables {
  private final Table<String, String> words = table(WORDS);
  private final Table<Long, Long> numbers = table(NUMBERS);

  private TwoTablesDb(Opening opening) {
    super(SCHEMA, opening);
  }

  public static TwoTablesDb open(Path path) {
    return open(path, Options.defaults());
  }

  public static TwoTablesDb open(Path path, Options options) {
    return new TwoTablesDb(Opening.directory(path, options));
  }

  public static TwoTablesDb openReadOnly(Path path) {
    return new TwoTablesDb(Opening.readOnly(path, Options.defaults()));
  }

  public static TwoTablesDb inMemory() {
    return new TwoTablesDb(Opening.memory(Options.defaults()));
  }

  @Override
  public Table<String, String> words() {
    return words;
  }

  @Override
  public Table<Long, Long> numbers() {
    return numbers;
  }
}
