package dev.hmdb.internal.engine;

import static dev.hmdb.MigratedTable.cell;
import static dev.hmdb.MigratedTable.list;
import static dev.hmdb.MigratedTable.listMultimap;
import static dev.hmdb.MigratedTable.setMultimap;
import static dev.hmdb.MigratedTable.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Migration;
import dev.hmdb.MigrationException;
import dev.hmdb.MigrationReport;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.codec.Unit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of table, from one schema to another. */
class KindsMigrationTest {
  private static final SchemaDefinition<Kinds> NEXT =
      new SchemaDefinition<>(
          "dev.hmdb.test.NextKinds",
          Kinds.SCHEMA.tables(),
          Kinds.SCHEMA.indexes(),
          Kinds.Bound::new,
          dev.hmdb.schema.Evolution.none());

  @TempDir Path parent;

  private Path path;

  @BeforeEach
  void fill() {
    path = parent.resolve("db");
    try (KindsDb db = KindsDb.open(path)) {
      Kinds own = db.own();
      own.events().putAll(Map.of("a", "1", "b", "2"));
      own.accounts().put(1L, "free 20 x a@ +1");
      own.settings().set("dark");
      own.notes().addAll(List.of("one", "three"));
      own.notes().add(1, "two");
      own.tags().putAll("k", List.of("s", "t"));
      own.comments().putAll("k", List.of("first", "third"));
      own.comments().put("l", "other");
      own.comments().add("k", 1, "second");
    }
  }

  private Migration<Kinds, Kinds> migration() {
    return Migration.from(Kinds.SCHEMA, path).to(NEXT);
  }

  /** All that the other test does not mention. */
  private static Migration<Kinds, Kinds> withTheRest(
      Migration<Kinds, Kinds> migration, Set<String> mentioned) {
    Map<String, Runnable> rest =
        Map.of(
            "events", () -> migration.drop(Kinds::events).empty(Kinds::events),
            "accounts", () -> migration.drop(Kinds::accounts).empty(Kinds::accounts),
            "settings", () -> migration.drop(Kinds::settings).empty(Kinds::settings),
            "notes", () -> migration.drop(Kinds::notes).empty(Kinds::notes),
            "tags", () -> migration.drop(Kinds::tags).empty(Kinds::tags),
            "comments", () -> migration.drop(Kinds::comments).empty(Kinds::comments));
    rest.forEach((name, drop) -> {
      if (!mentioned.contains(name)) {
        drop.run();
      }
    });
    return migration;
  }

  private interface Check {
    void on(Kinds tables);
  }

  private void open(Check check) {
    Engine<Kinds> engine = Engine.open(NEXT, path, Options.defaults(), false);
    try {
      check.on(Kinds.of(engine));
    } finally {
      engine.close();
    }
  }

  @Test
  void eachIsTakenOverAsItIs() {
    MigrationReport report =
        migration()
            .same(table(Kinds::events), table(Kinds::events))
            .same(Kinds::accounts, Kinds::accounts)
            .same(cell(Kinds::settings), cell(Kinds::settings))
            .same(list(Kinds::notes), list(Kinds::notes))
            .same(setMultimap(Kinds::tags), setMultimap(Kinds::tags))
            .same(listMultimap(Kinds::comments), listMultimap(Kinds::comments))
            .run();
    assertThat(report.moves())
        .contains(
            new MigrationReport.Move("settings", "settings", 1, 1),
            new MigrationReport.Move("notes", "notes", 3, 3),
            new MigrationReport.Move("tags", "tags", 2, 2),
            new MigrationReport.Move("comments", "comments", 4, 4));
    open(tables -> {
      assertThat(tables.events().keys()).containsExactly("a", "b");
      assertThat(tables.byEmail().keyOf("a@")).contains(1L);
      assertThat(tables.settings().get()).isEqualTo("dark");
      assertThat(tables.notes().stream()).containsExactly("one", "two", "three");
      assertThat(tables.tags().get("k")).containsExactlyInAnyOrder("s", "t");
      assertThat(tables.comments().get("k")).containsExactly("first", "second", "third");
      assertThat(tables.comments().get("l")).containsExactly("other");
      tables.notes().add("four");
      tables.comments().put("k", "fourth");
      assertThat(tables.notes().get(3)).isEqualTo("four");
      assertThat(tables.comments().get("k", 3)).isEqualTo("fourth");
    });
  }

  @Test
  void eachCanBeGivenUpAndBeginEmpty() {
    MigrationReport report = withTheRest(migration(), Set.of()).run();
    assertThat(report.moves())
        .contains(
            new MigrationReport.Move("settings", null, 1, 0),
            new MigrationReport.Move("notes", null, 3, 0),
            new MigrationReport.Move("tags", null, 2, 0),
            new MigrationReport.Move("comments", null, 4, 0));
    open(tables -> {
      assertThat(tables.settings().find()).isEmpty();
      assertThat(tables.notes().isEmpty()).isTrue();
      assertThat(tables.tags().isEmpty()).isTrue();
      assertThat(tables.comments().isEmpty()).isTrue();
    });
  }

  @Test
  void oneKindBecomesAnother() {
    Migration<Kinds, Kinds> migration =
        migration()
            .entries(
                list(Kinds::notes),
                table(Kinds::events),
                (index, note, out) -> out.accept(note, "" + index))
            .entries(
                cell(Kinds::settings), list(Kinds::notes), (_, value, out) -> out.accept(0L, value))
            .entries(
                listMultimap(Kinds::comments),
                list(Kinds::notes),
                (key, comment, out) -> {
                  if (key.equals("k")) {
                    out.accept(0L, comment);
                  }
                })
            .entries(
                table(Kinds::events),
                listMultimap(Kinds::comments),
                (key, value, out) -> {
                  out.accept(key, value);
                  out.accept(key, value);
                })
            .entries(
                setMultimap(Kinds::tags),
                cell(Kinds::settings),
                (key, tag, out) -> {
                  if (tag.equals("t")) {
                    out.accept(Unit.UNIT, key + tag);
                  }
                })
            .entries(
                listMultimap(Kinds::comments),
                setMultimap(Kinds::tags),
                (key, comment, out) -> out.accept("all", key));
    withTheRest(migration.drop(Kinds::accounts).empty(Kinds::accounts), ALL).run();
    open(tables -> {
      assertThat(tables.events().asMap()).isEqualTo(Map.of("one", "0", "two", "1", "three", "2"));
      assertThat(tables.notes().stream()).containsExactly("dark", "first", "second", "third");
      assertThat(tables.comments().get("a")).containsExactly("1", "1");
      assertThat(tables.comments().size()).isEqualTo(4);
      assertThat(tables.settings().get()).isEqualTo("kt");
      assertThat(tables.tags().get("all")).containsExactlyInAnyOrder("k", "l");
    });
  }

  private static final Set<String> ALL =
      Set.of("events", "accounts", "settings", "notes", "tags", "comments");

  @Test
  void aCellThatWouldHaveTwoValuesFailsTheMigration() {
    Migration<Kinds, Kinds> migration =
        migration()
            .entries(
                list(Kinds::notes),
                cell(Kinds::settings),
                (_, note, out) -> out.accept(Unit.UNIT, note))
            .drop(Kinds::settings)
            .empty(Kinds::notes);
    assertThatThrownBy(withTheRest(migration, Set.of("notes", "settings"))::run)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("table settings would have the key");
  }

  @Test
  void whatIsNotMentionedIsNamed() {
    assertThatThrownBy(() -> migration().same(list(Kinds::notes), list(Kinds::notes)).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("what becomes of events, accounts, settings, tags, comments");
  }
}
