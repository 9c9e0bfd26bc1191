package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Snapshot;
import dev.hmdb.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyTablesTest {
  @TempDir Path directory;

  private static final List<Consumer<Table<String, String>>> WRITES =
      List.of(
          table -> table.put("a", "2"),
          table -> table.set("a", "2"),
          table -> table.putIfAbsent("a", "2"),
          table -> table.putIfAbsent("b", "2"),
          table -> table.putAll(Map.of("a", "2")),
          table -> table.putAll(Map.of()),
          table -> table.putInBatches(Stream.of(Map.entry("a", "2"))),
          table -> table.putInBatches(Stream.of()),
          table -> table.replace("a", "2"),
          table -> table.replace("a", "1", "2"),
          table -> table.remove("a"),
          table -> table.delete("a"),
          table -> table.remove("a", "1"),
          table -> table.compute("a", (key, value) -> "2"),
          table -> table.computeIfAbsent("a", key -> "2"),
          table -> table.computeIfAbsent("b", key -> "2"),
          table -> table.computeIfPresent("a", (key, value) -> "2"),
          table -> table.merge("a", "2", (old, fresh) -> fresh),
          table -> table.removeIf((key, value) -> true),
          Table::clear,
          table -> table.asMap().put("a", "2"),
          table -> table.asMap().clear(),
          table -> table.asMap().keySet().remove("a"),
          table -> table.asMap().values().remove("1"),
          table -> table.asMap().entrySet().iterator().next().setValue("2"),
          table -> table.asMap().replaceAll((key, value) -> "2"));

  @Test
  void aSnapshotsTableRefusesEveryWrite() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      db.words().put("a", "1");
      try (Snapshot<TwoTables> snapshot = db.snapshot()) {
        refuses(snapshot.tables().words(), "The table belongs to a read or snapshot");
      }
      assertThat(db.words().asMap()).isEqualTo(Map.of("a", "1"));
    }
  }

  @Test
  void aReadsTableRefusesEveryWrite() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      db.words().put("a", "1");
      db.read(tables -> {
        refuses(tables.words(), "The table belongs to a read or snapshot");
        return "";
      });
      assertThat(db.words().asMap()).isEqualTo(Map.of("a", "1"));
    }
  }

  @Test
  void aDatabaseOpenedReadOnlyRefusesEveryWrite() {
    try (TwoTablesDb db = TwoTablesDb.open(directory)) {
      db.words().put("a", "1");
    }
    try (TwoTablesDb db = TwoTablesDb.openReadOnly(directory)) {
      refuses(db.words(), "The database was opened read-only");
      assertThat(db.words().asMap()).isEqualTo(Map.of("a", "1"));
    }
  }

  @Test
  void aDatabaseOpenedReadOnlyRefusesTransactions() {
    TwoTablesDb.open(directory).close();
    try (TwoTablesDb db = TwoTablesDb.openReadOnly(directory)) {
      assertThatThrownBy(() -> db.transaction(tx -> {}))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage(
              "The database was opened read-only: it cannot be written to; to read from it use"
                  + " read");
      assertThatThrownBy(db::begin).isInstanceOf(UnsupportedOperationException.class);
      assertThat(db.<Long, RuntimeException>read(tables -> tables.words().size())).isZero();
    }
  }

  private static void refuses(Table<String, String> table, String why) {
    for (Consumer<Table<String, String>> write : WRITES) {
      assertThatThrownBy(() -> write.accept(table))
          .as("write %s", WRITES.indexOf(write))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage(why + ": it cannot be written to");
    }
  }
}
