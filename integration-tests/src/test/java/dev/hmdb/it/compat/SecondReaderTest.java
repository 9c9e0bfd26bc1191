package dev.hmdb.it.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Compaction;
import dev.hmdb.Options;
import dev.hmdb.Table;
import dev.hmdb.it.Seed;
import dev.hmdb.it.types.Everything;
import dev.hmdb.it.types.EverythingDb;
import dev.hmdb.it.types.RandomValues;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is written to disk is what {@code docs/format} says: a reader made from it finds the same.
 */
class SecondReaderTest {
  private static final int ENTRIES = 20;
  private static final Options BY_HAND = Options.defaults().compaction(Compaction.manual());

  @TempDir Path directory;
  @TempDir Path other;

  private final RandomValues random = new RandomValues(Seed.next("SecondReaderTest"));
  private final Map<String, Map<Object, Object>> model = new HashMap<>();
  private SecondReader reader;

  @BeforeEach
  void build() throws Exception {
    reader = SecondReader.get();
  }

  /** Puts into every table, removes from every one, clears one. */
  private void change(Everything tables) {
    List<Method> methods = EntryLines.tables(Everything.class);
    for (Method method : methods) {
      Type[] types = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments();
      Table<Object, Object> table = EntryLines.table(method, tables);
      Map<Object, Object> expected = model.computeIfAbsent(method.getName(), _ -> new HashMap<>());
      for (int i = 0; i < ENTRIES; i++) {
        Object key = random.of(types[0]);
        Object value = random.of(types[1]);
        table.put(key, value);
        expected.remove(key); // the key that was put last is kept, of those that are equal
        expected.put(key, value);
      }
      for (Object key : new ArrayList<>(expected.keySet())) {
        if (key.hashCode() % 3 == 0) {
          table.remove(key);
          expected.remove(key);
        }
      }
    }
    tables.pairs().clear();
    model.get("pairs").clear();
  }

  private void assertIsReadWhole(Path database) throws Exception {
    assertThat(reader.entries(database)).isEqualTo(EntryLines.of(Everything.class, model));
  }

  /** Keeps a segment that a compaction deletes. */
  private void keep(String segment) throws IOException {
    Files.createLink(other.resolve(segment), directory.resolve(segment));
  }

  private void keepAll() throws IOException {
    try (var files = Files.newDirectoryStream(directory, "*.hmdb")) {
      for (Path file : files) {
        Files.copy(file, other.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void readsSingleCommits() throws Exception {
    try (EverythingDb db = EverythingDb.open(directory, BY_HAND)) {
      change(db);
      change(db);
    }
    assertIsReadWhole(directory);
  }

  @Test
  void readsTransactions() throws Exception {
    try (EverythingDb db = EverythingDb.open(directory, BY_HAND)) {
      db.transaction(this::change);
      db.transaction(this::change);
    }
    assertIsReadWhole(directory);
  }

  @Test
  void readsALogThatWasClosedAndOpenedAgain() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (EverythingDb db = EverythingDb.open(directory, BY_HAND)) {
        db.transaction(this::change);
      }
    }
    assertIsReadWhole(directory);
  }

  @Test
  void readsWhatAKillLeaves() throws Exception {
    try (EverythingDb db = EverythingDb.open(directory, BY_HAND)) {
      change(db);
      db.transaction(this::change);
      keepAll();
    }
    assertIsReadWhole(other);
  }

  @Test
  void readsASnapshotFileAndTheLogBehindIt() throws Exception {
    try (EverythingDb db = EverythingDb.open(directory, BY_HAND)) {
      change(db);
      db.compact();
      change(db);
    }
    assertIsReadWhole(directory);
    assertThat(directory.resolve("snapshot-0000000000000002.hmdb")).exists();
  }

  @Test
  void readsACompressedSnapshotFile() throws Exception {
    try (EverythingDb db = EverythingDb.open(directory, BY_HAND.compression(true))) {
      change(db);
      change(db);
      db.compact();
      change(db);
    }
    byte[] file = Files.readAllBytes(directory.resolve("snapshot-0000000000000002.hmdb"));
    assertThat(file[8]).as("format version").isEqualTo((byte) 2);
    assertIsReadWhole(directory);
  }

  @Test
  void readsALogOfSeveralSegments() throws Exception {
    try (EverythingDb db = EverythingDb.open(directory, BY_HAND)) {
      change(db);
      keep("log-0000000000000001.hmdb");
      db.compact();
      change(db);
      keep("log-0000000000000002.hmdb");
      db.compact();
      change(db);
      keep("log-0000000000000003.hmdb");
    }
    assertIsReadWhole(other);
  }

  @Test
  void leavesAloneWhatASnapshotFileCovers() throws Exception {
    try (EverythingDb db = EverythingDb.open(directory, BY_HAND)) {
      change(db);
      keep("log-0000000000000001.hmdb");
      db.compact();
      change(db);
    }
    keepAll();
    assertIsReadWhole(other);
  }

  @Test
  void readsAnEmptyDatabase() throws Exception {
    EverythingDb.open(directory, BY_HAND).close();
    assertThat(reader.entries(directory)).isEmpty();
  }

  @Test
  void printsTheTablesAndTheirTypes() throws Exception {
    EverythingDb.open(directory, BY_HAND).close();
    assertThat(reader.lines(directory))
        .hasSize(1 + EntryLines.tables(Everything.class).size())
        .startsWith("{\"schema\":\"dev.hmdb.it.types.Everything\"}")
        .contains(
            """
            {"table":"byPair","keys":"record Everything.Pair<String, Everything.Color>\
            (first: String, second: enum Everything.Color {RED, GREEN, BLUE})","values":"Int"}\
            """,
            """
            {"table":"maps","keys":"Int","values":"Map<String, List<Int>>"}\
            """);
  }
}
