package dev.hmdb.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseOpenException;
import dev.hmdb.it.LedgerDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadOnlyTest {
  @TempDir Path parent;

  private Path directory() {
    return parent.resolve("data");
  }

  @BeforeEach
  void fill() {
    try (LedgerDb db = LedgerDb.open(directory())) {
      db.debits().put("a", 1L);
    }
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(directory())) {
      for (Path path : paths.toList()) {
        files.put(
            path.getFileName().toString(),
            Files.getLastModifiedTime(path)
                + " "
                + java.util.HexFormat.of().formatHex(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  static List<Consumer<LedgerDb>> writes() {
    return List.of(
        db -> db.debits().put("a", 2L),
        db -> db.debits().set("a", 2L),
        db -> db.debits().putIfAbsent("b", 2L),
        db -> db.debits().putAll(Map.of()),
        db -> db.debits().replace("a", 2L),
        db -> db.debits().remove("a"),
        db -> db.debits().delete("a"),
        db -> db.debits().compute("a", (_, _) -> 2L),
        db -> db.debits().computeIfAbsent("b", _ -> 2L),
        db -> db.debits().merge("a", 2L, Long::sum),
        db -> db.debits().removeIf((_, _) -> true),
        db -> db.debits().clear(),
        db -> db.debits().asMap().put("a", 2L),
        db -> db.debits().asMap().entrySet().iterator().next().setValue(2L),
        db -> db.transaction(_ -> {}),
        db -> db.transactionResult((_, _) -> 1),
        db -> db.begin());
  }

  @ParameterizedTest
  @MethodSource("writes")
  void everyWriteIsRefused(Consumer<LedgerDb> write) {
    try (LedgerDb db = LedgerDb.openReadOnly(directory())) {
      assertThatThrownBy(() -> write.accept(db))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("The database was opened read-only: it cannot be written to");
      assertThat(db.debits().get("a")).isEqualTo(1L);
    }
  }

  @Test
  void everyReadWorksAndNoByteIsChanged() throws Exception {
    Map<String, String> before = files();
    try (LedgerDb db = LedgerDb.openReadOnly(directory())) {
      assertThat(db.debits().asMap()).isEqualTo(Map.of("a", 1L));
      assertThat(db.debits().stream().toList()).containsExactly(Map.entry("a", 1L));
      assertThat(db.<Long, RuntimeException>read(tables -> tables.debits().size())).isEqualTo(1);
      try (var snapshot = db.snapshot()) {
        assertThat(snapshot.tables().debits().get("a")).isEqualTo(1L);
      }
      db.sync();
      assertThat(db.stats().entries()).isEqualTo(1);
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aMissingDatabaseIsNotCreated() {
    Path missing = parent.resolve("missing");
    assertThatThrownBy(() -> LedgerDb.openReadOnly(missing))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining(missing.toString());
    assertThat(missing).doesNotExist();
  }

  @Test
  void anEmptyDirectoryHoldsNoDatabaseAndStaysEmpty() throws Exception {
    Path empty = Files.createDirectory(parent.resolve("empty"));
    assertThatThrownBy(() -> LedgerDb.openReadOnly(empty))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining("holds no database");
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void itReadsACopyWithoutLockFiles() {
    try {
      Path copy = Files.createDirectory(parent.resolve("copy"));
      String log = "log-0000000000000001.hmdb";
      Files.copy(directory().resolve(log), copy.resolve(log));
      try (LedgerDb db = LedgerDb.openReadOnly(copy)) {
        assertThat(db.debits().get("a")).isEqualTo(1L);
      }
      assertThat(copy.toFile().list()).containsExactly(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
