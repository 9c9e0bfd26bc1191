package dev.hmdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.codec.Unit;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kinds of table store is read as any table, without their classes. */
class KindsOnDiskTest {
  private static final TableDefinition<String, Long> WORDS =
      TableDefinition.sorted(0, "words", Codecs.STRING, Codecs.LONG, Comparator.naturalOrder());
  private static final TableDefinition<Unit, String> CELL =
      TableDefinition.cell(1, "cell", Codecs.STRING);
  private static final TableDefinition<ListKey, String> LIST =
      TableDefinition.list(2, "list", Codecs.STRING);
  private static final TableDefinition<SetEntryKey<String, Long>, Unit> SETS =
      TableDefinition.setMultimap(3, "sets", Codecs.STRING, Codecs.LONG);
  private static final TableDefinition<ListEntryKey<String>, Long> LISTS =
      TableDefinition.listMultimap(4, "lists", Codecs.STRING, Codecs.LONG);

  private static final class Db extends GeneratedDatabase<TableSource> {
    private Db(Path directory) {
      super(
          new SchemaDefinition<>(
              "dev.hmdb.test.Kinds", List.of(WORDS, CELL, LIST, SETS, LISTS), source -> source),
          Opening.directory(directory, Options.defaults().compaction(Compaction.manual())));
    }

    void fill() {
      table(WORDS).put("a", 1L);
      cell().set("only");
      list().addAll(List.of("first", "third"));
      list().add(1, "second");
      sets().add("k", 7L);
      lists().put("k", 8L);
    }

    private Cell<String> cell() {
      return table(source -> source.cell(CELL));
    }

    private ListTable<String> list() {
      return table(source -> source.list(LIST));
    }

    private SetMultimap<String, Long> sets() {
      return table(source -> source.setMultimap(SETS));
    }

    private ListMultimap<String, Long> lists() {
      return table(source -> source.listMultimap(LISTS));
    }

    List<Object> content() {
      return List.of(
          table(WORDS).asMap().entrySet().toString(),
          cell().getOrDefault("none"),
          list().stream().toList(),
          sets().get("k"),
          lists().get("k"));
    }
  }

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void entriesAreReadWithoutTheirClasses(boolean isCompacted) {
    try (Db db = new Db(directory)) {
      db.fill();
      if (isCompacted) {
        db.compact();
      }
    }
    try (DynamicDatabase db = DynamicDatabase.openReadOnly(directory, Options.defaults())) {
      assertThat(db.table("words").asMap()).hasToString("{\"a\"=1}");
      assertThat(db.table("cell").asMap()).hasToString("{()=\"only\"}");
      assertThat(db.table("list").asMap().toString())
          .contains("(first=0, rest=[])=\"first\"", "(first=0, rest=[0])=\"second\"");
      assertThat(db.table("sets").asMap()).hasToString("{(key=\"k\", value=7)=()}");
      assertThat(db.table("lists").asMap())
          .hasToString("{(key=\"k\", position=(first=0, rest=[]))=8}");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void entriesComeBack(boolean isCompacted) {
    List<Object> before;
    try (Db db = new Db(directory)) {
      db.fill();
      before = db.content();
      if (isCompacted) {
        db.compact();
      }
    }
    try (Db db = new Db(directory)) {
      assertThat(db.content()).isEqualTo(before);
    }
  }
}
