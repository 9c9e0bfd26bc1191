package dev.hmdb.internal.engine;

import dev.hmdb.CheckDefinition;
import dev.hmdb.IndexDefinition;
import dev.hmdb.IndexKeys;
import dev.hmdb.OnDelete;
import dev.hmdb.Options;
import dev.hmdb.ReferenceDefinition;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SortedTable;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.codec.Codecs;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.log.LogOptions;
import dev.hmdb.schema.Evolution;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A schema by hand with every kind of constraint. Values are texts of words, of which {@code
 * owner:ada} refers to the person ada, and so on.
 */
public interface Constrained {
  TableDefinition<String, String> PEOPLE =
      new TableDefinition<>(0, "people", Codecs.STRING, Codecs.STRING);

  /** {@code owner:} a person, {@code parent:} another folder. */
  TableDefinition<String, String> FOLDERS =
      new TableDefinition<>(1, "folders", Codecs.STRING, Codecs.STRING);

  /** {@code folder:} one, {@code reader:} any number of people. */
  TableDefinition<Long, String> FILES =
      TableDefinition.sorted(
          2,
          "files",
          Codecs.LONG,
          Codecs.STRING,
          Comparator.<Long>naturalOrder(),
          new TwoTables.LongShape());

  /** Each key is a person. */
  TableDefinition<String, String> PROFILES =
      new TableDefinition<>(3, "profiles", Codecs.STRING, Codecs.STRING);

  /** Each key is a person, who must not go. */
  TableDefinition<String, String> BADGES =
      new TableDefinition<>(4, "badges", Codecs.STRING, Codecs.STRING);

  ReferenceDefinition<String, String, String> FOLDERS_OWNER =
      new ReferenceDefinition<>(
          "folders.owner", FOLDERS, PEOPLE, named("owner:"), OnDelete.CASCADE);
  ReferenceDefinition<String, String, String> FOLDERS_PARENT =
      new ReferenceDefinition<>(
          "folders.parent", FOLDERS, FOLDERS, named("parent:"), OnDelete.CASCADE);
  ReferenceDefinition<String, Long, String> FILES_FOLDER =
      new ReferenceDefinition<>(
          "files.folder", FILES, FOLDERS, named("folder:"), OnDelete.RESTRICT);
  ReferenceDefinition<String, Long, String> FILES_READERS =
      new ReferenceDefinition<>(
          "files.readers",
          FILES,
          PEOPLE,
          named("reader:"),
          OnDelete.SET_EMPTY,
          (value, removed) -> without(value, "reader:" + removed));
  ReferenceDefinition<String, String, String> PROFILES_KEY =
      ReferenceDefinition.ofKeys("profiles", PROFILES, PEOPLE, OnDelete.CASCADE);
  ReferenceDefinition<String, String, String> BADGES_KEY =
      ReferenceDefinition.ofKeys("badges", BADGES, PEOPLE, OnDelete.RESTRICT);

  CheckDefinition<String, String> IS_POLITE =
      new CheckDefinition<>(
          "isPolite", PEOPLE, (_, value) -> value.contains("rude") ? "a rude word" : null);
  CheckDefinition<Long, String> IS_NOT_SECRET =
      new CheckDefinition<>("isNotSecret", FILES, (_, value) -> isSecret(value) ? "" : null);

  IndexDefinition<String, String, String> BY_EMAIL =
      IndexDefinition.unique(
          0, "byEmail", PEOPLE, (_, value, to) -> words(value, "email:").forEach(to));

  List<TableDefinition<?, ?>> TABLES = List.of(PEOPLE, FOLDERS, FILES, PROFILES, BADGES);

  SchemaDefinition<Constrained> SCHEMA =
      new SchemaDefinition<>(
          "dev.hmdb.test.Constrained",
          TABLES,
          List.of(BY_EMAIL),
          List.of(
              FOLDERS_OWNER,
              FOLDERS_PARENT,
              FILES_FOLDER,
              FILES_READERS,
              PROFILES_KEY,
              BADGES_KEY,
              IS_POLITE,
              IS_NOT_SECRET),
          Bound::new,
          Evolution.none());

  /** The same tables, of which nothing is demanded. */
  SchemaDefinition<Constrained> FREE =
      new SchemaDefinition<>("dev.hmdb.test.Constrained", TABLES, Bound::new);

  private static <K> IndexKeys<String, K, String> named(String mark) {
    return (_, value, to) -> words(value, mark).forEach(to);
  }

  /** What stands behind a mark. */
  static Stream<String> words(String value, String mark) {
    return Arrays.stream(value.split(" "))
        .filter(word -> word.startsWith(mark))
        .map(word -> word.substring(mark.length()));
  }

  static String without(String value, String word) {
    return Arrays.stream(value.split(" "))
        .filter(each -> !each.equals(word))
        .collect(Collectors.joining(" "));
  }

  private static boolean isSecret(String value) {
    if (value.contains("bomb")) {
      throw new IllegalStateException("do not look at this");
    }
    return value.contains("secret");
  }

  Table<String, String> people();

  Table<String, String> folders();

  SortedTable<Long, String> files();

  Table<String, String> profiles();

  Table<String, String> badges();

  /** The schema over a source of tables. */
  record Bound(TableSource source) implements Constrained {
    @Override
    public Table<String, String> people() {
      return source.table(PEOPLE);
    }

    @Override
    public Table<String, String> folders() {
      return source.table(FOLDERS);
    }

    @Override
    public SortedTable<Long, String> files() {
      return source.sortedTable(FILES);
    }

    @Override
    public Table<String, String> profiles() {
      return source.table(PROFILES);
    }

    @Override
    public Table<String, String> badges() {
      return source.table(BADGES);
    }
  }

  /** The tables of an open engine. */
  static Constrained of(Engine<Constrained> engine) {
    return new Bound(engine.tables());
  }

  static Engine<Constrained> inMemory() {
    return Engine.open(SCHEMA, null, Options.defaults(), false);
  }

  static Engine<Constrained> open(SchemaDefinition<Constrained> schema, Path path) {
    return Engine.open(schema, path, Options.defaults(), false);
  }

  static Engine<Constrained> open(Directory directory, Options options) {
    return Engine.open(SCHEMA, directory, options, new LogOptions(4096, 1 << 20, false));
  }
}
