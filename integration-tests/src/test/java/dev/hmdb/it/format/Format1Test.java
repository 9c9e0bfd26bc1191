package dev.hmdb.it.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.it.compat.EntryLines;
import dev.hmdb.it.compat.SecondReader;
import dev.hmdb.it.types.DeepEquality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that release 0.1 left on somebody's disk are read by every later one. */
class Format1Test {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures/format-1");

  @TempDir Path directory;

  /** A copy: opening makes a lock file beside the others. */
  private Path copy(String fixture) throws IOException {
    Path copy = Files.createDirectory(directory.resolve("copy"));
    List<Path> files;
    try (Stream<Path> list = Files.list(FIXTURES.resolve(fixture))) {
      files = list.toList();
    }
    for (Path file : files) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    return copy;
  }

  private static void requireContent(Format1 tables) {
    Map<String, Map<?, ?>> found = Format1Content.of(tables);
    Format1Content.expected()
        .forEach((table, entries) -> {
          assertThat(found.get(table).keySet()).as(table).isEqualTo(entries.keySet());
          entries.forEach((key, value) ->
              assertThat(DeepEquality.isEqual(found.get(table).get(key), value))
                  .as("%s of %s: %s is %s", table, key, found.get(table).get(key), value)
                  .isTrue());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "snapshot-and-log", "compressed-snapshot-and-log"})
  void isReadWhole(String fixture) throws IOException {
    try (Format1Db db = Format1Db.openReadOnly(copy(fixture))) {
      requireContent(db);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "snapshot-and-log", "compressed-snapshot-and-log"})
  void isReadByTheSecondReader(String fixture) throws Exception {
    assertThat(SecondReader.get().entries(FIXTURES.resolve(fixture)))
        .isEqualTo(EntryLines.of(Format1.class, Format1Content.expected()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "snapshot-and-log", "compressed-snapshot-and-log"})
  void goesOnAndIsCompacted(String fixture) throws IOException {
    Path copy = copy(fixture);
    try (Format1Db db = Format1Db.open(copy)) {
      requireContent(db);
      assertThat(db.stats().tornBytes()).isZero();
      db.instants().put(java.time.Instant.MAX, 3L);
      db.compact();
    }
    try (Format1Db db = Format1Db.open(copy)) {
      assertThat(db.instants().remove(java.time.Instant.MAX)).isEqualTo(3L);
      requireContent(db);
    }
  }
}
