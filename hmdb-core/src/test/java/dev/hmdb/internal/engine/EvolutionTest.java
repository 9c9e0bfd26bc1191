package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Options;
import dev.hmdb.Recovery;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.tx.Await;
import dev.hmdb.schema.DynamicValue;
import dev.hmdb.schema.Evolution;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EvolutionTest {
  private static final String LOG_1 = "log-0000000000000001.hmdb";

  private final SimulatedDirectory directory = new SimulatedDirectory();

  @AfterEach
  void leavesNoFileOpen() {
    assertThat(directory.openFiles()).isZero();
  }

  private static DynamicValue scalar(Object value) {
    return new DynamicValue.Scalar(value);
  }

  private static RecordType account(Object... components) {
    List<RecordType.Component> all = new ArrayList<>();
    for (int i = 0; i < components.length; i += 2) {
      all.add(new RecordType.Component((String) components[i], (TypeDescriptor) components[i + 1]));
    }
    return new RecordType("shop.Account", all);
  }

  private static DynamicValue of(Object... components) {
    Map<String, DynamicValue> all = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i += 2) {
      all.put((String) components[i], scalar(components[i + 1]));
    }
    return new DynamicValue.RecordOf(all);
  }

  /** Name; then also age, 18 by default; then a number of visits instead, and the age wider. */
  private static final Form FIRST =
      Form.named("shop.V1").table("accounts", Scalar.INT, account("name", Scalar.STRING));

  private static final Form SECOND =
      Form.named("shop.V2")
          .table("accounts", Scalar.INT, account("name", Scalar.STRING, "age", Scalar.INT))
          .says(Evolution.builder().defaultValue("shop.Account", "age", Codecs.INT, 18).build());

  private static final Form THIRD =
      Form.named("shop.V3")
          .table(
              "accounts",
              Scalar.DOUBLE,
              account("visits", Scalar.LONG, "age", Scalar.DOUBLE, "name", Scalar.STRING))
          .says(
              Evolution.builder()
                  .defaultValue("shop.Account", "age", Codecs.DOUBLE, 21.0)
                  .defaultValue("shop.Account", "visits", Codecs.LONG, 0L)
                  .build());

  private Map<DynamicValue, DynamicValue> accounts(Form form) {
    try (Form.Opened db = form.open(directory)) {
      return Map.copyOf(db.table("accounts").asMap());
    }
  }

  private void put(Form form, int key, DynamicValue value) {
    try (Form.Opened db = form.open(directory)) {
      db.table("accounts").put(scalar(key), value);
    }
  }

  @Nested
  class ThreeForms {
    @Test
    void aLogOfThreeFormsIsReadEachWithItsOwn() {
      put(FIRST, 1, of("name", "Ann"));
      put(SECOND, 2, of("name", "Bob", "age", 40));
      try (Form.Opened db = THIRD.open(directory)) {
        db.table("accounts").put(scalar(3.5), of("visits", 7L, "age", 0.5, "name", "Cy"));
      }
      assertThat(accounts(THIRD))
          .isEqualTo(
              Map.of(
                  scalar(1.0),
                  of("visits", 0L, "age", 21.0, "name", "Ann"),
                  scalar(2.0),
                  of("visits", 0L, "age", 40.0, "name", "Bob"),
                  scalar(3.5),
                  of("visits", 7L, "age", 0.5, "name", "Cy")));
    }

    @Test
    void afterACompactionInBetweenWhatTheSecondFormMadeOfItCounts() {
      put(FIRST, 1, of("name", "Ann"));
      try (Form.Opened db = SECOND.open(directory)) {
        db.engine().compact();
      }
      assertThat(accounts(THIRD))
          .containsEntry(scalar(1.0), of("visits", 0L, "age", 18.0, "name", "Ann"));
    }

    @Test
    void removalsConvertTheirKeys() {
      put(FIRST, 1, of("name", "Ann"));
      put(FIRST, 2, of("name", "Bob"));
      try (Form.Opened db = FIRST.open(directory)) {
        db.table("accounts").remove(scalar(1));
      }
      assertThat(accounts(THIRD)).containsOnlyKeys(scalar(2.0));
    }

    @Test
    void clearingCountsInEveryForm() {
      put(FIRST, 1, of("name", "Ann"));
      try (Form.Opened db = SECOND.open(directory)) {
        db.table("accounts").clear();
        db.table("accounts").put(scalar(2), of("name", "Bob", "age", 40));
      }
      assertThat(accounts(THIRD)).containsOnlyKeys(scalar(2.0));
    }

    @Test
    void neitherEarlierFormOpensItAgain() {
      accounts(FIRST);
      accounts(SECOND);
      accounts(THIRD);
      for (Form form : List.of(FIRST, SECOND)) {
        assertThatThrownBy(() -> form.open(directory))
            .isInstanceOf(SchemaMismatchException.class)
            .hasMessageContaining("was opened with a later form of its schema, shop.V")
            .hasMessageContaining("cannot go back to " + form.schema().name() + " in place");
      }
    }

    @Test
    void aPartThatDoesNotFitTheNewestFormIsRefusedWithAWayForward() {
      put(FIRST, 1, of("name", "Ann"));
      Form without = Form.named("shop.V2").table("accounts", Scalar.INT, account("x", list()));
      accounts(without);
      Form other =
          Form.named("shop.V3").table("accounts", Scalar.INT, account("name", list(), "x", list()));
      assertThatThrownBy(() -> other.open(directory))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageContaining("accounts.value.name: String became List<Int>")
          .hasMessageContaining("open it once more with that and call compact()");
      try (Form.Opened db = without.open(directory)) {
        db.engine().compact();
      }
      assertThat(accounts(other)).containsOnlyKeys(scalar(1));
    }

    private TypeDescriptor list() {
      return new TypeDescriptor.SequenceType(TypeDescriptor.SequenceType.Kind.LIST, Scalar.INT);
    }
  }

  /** What a form in between did lasts, although the next one has forgotten it. */
  @Nested
  class WrittenAnew {
    private final Form nick = form(Evolution.builder().version(1), "name", "nick");
    private final Form alias =
        form(
            Evolution.builder().version(2).renamed("shop.Account", "alias", "nick"),
            "name",
            "alias");

    private Form form(Evolution.Builder evolution, String... components) {
      List<Object> types = new ArrayList<>();
      for (String component : components) {
        types.add(component);
        types.add(Scalar.STRING);
        evolution.defaultValue("shop.Account", component, Codecs.STRING, "none");
      }
      return Form.named("shop.V")
          .table("accounts", Scalar.INT, account(types.toArray()))
          .says(evolution.build());
    }

    @Test
    void aRenamedComponentIsKeptByAFormThatForgotTheOldName() {
      put(nick, 1, of("name", "Ann", "nick", "annie"));
      alias.open(directory, Options.defaults()).close();
      Form forgetful = form(Evolution.builder().version(3), "name", "alias");
      assertThat(accounts(forgetful))
          .isEqualTo(Map.of(scalar(1), of("name", "Ann", "alias", "annie")));
    }

    @Test
    void compactingWritesRenamedComponentsAnew() {
      put(nick, 1, of("name", "Ann", "nick", "annie"));
      try (Form.Opened db = alias.open(directory)) {
        db.engine().compact();
      }
      Form forgetful = form(Evolution.builder().version(3), "name", "alias");
      assertThat(accounts(forgetful))
          .isEqualTo(Map.of(scalar(1), of("name", "Ann", "alias", "annie")));
    }

    @Test
    void aRemovedComponentDoesNotComeBack() {
      put(nick, 1, of("name", "Ann", "nick", "annie"));
      form(Evolution.builder().version(2), "name").open(directory, Options.defaults()).close();
      Form again = form(Evolution.builder().version(3), "name", "nick");
      assertThat(accounts(again)).isEqualTo(Map.of(scalar(1), of("name", "Ann", "nick", "none")));
    }
  }

  @Nested
  class Versions {
    private final Form one = FIRST.says(Evolution.builder().version(1).build());
    private final Form two =
        SECOND.says(
            Evolution.builder()
                .version(2)
                .defaultValue("shop.Account", "age", Codecs.INT, 18)
                .build());

    @Test
    void aLowerVersionGoesBack() {
      put(one, 1, of("name", "Ann"));
      accounts(two);
      assertThatThrownBy(() -> one.open(directory))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageContaining("shop.V2 version 2")
          .hasMessageContaining("cannot go back to shop.V1 version 1 in place")
          .hasMessageContaining("accounts.value: record Account lost component age")
          .hasMessageContaining("give its schema a higher version");
    }

    @Test
    void aHigherVersionMayReturnToAnEarlierForm() {
      put(one, 1, of("name", "Ann"));
      accounts(two);
      Form three = FIRST.under("moved.V2").says(Evolution.builder().version(3).build());
      assertThat(accounts(three)).isEqualTo(Map.of(scalar(1), of("name", "Ann")));
      assertThat(accounts(three)).isEqualTo(Map.of(scalar(1), of("name", "Ann")));
      assertThatThrownBy(() -> two.open(directory)).isInstanceOf(SchemaMismatchException.class);
    }

    @Test
    void aHigherVersionOfAnotherSchemaSaysNothing() {
      put(one, 1, of("name", "Ann"));
      accounts(two);
      Form other = FIRST.says(Evolution.builder().version(3).build());
      assertThatThrownBy(() -> other.open(directory))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageContaining("cannot go back to shop.V1 version 3 in place");
    }

    @Test
    void aLowerVersionOfTheSameFormIsNoGoingBack() {
      put(two, 1, of("name", "Ann", "age", 3));
      Form sameForm = SECOND.says(Evolution.builder().version(1).build());
      assertThat(accounts(sameForm)).hasSize(1);
      assertThat(accounts(two)).hasSize(1);
    }

    @Test
    void aVersionThatWasNotKnownIsRemembered() {
      accounts(FIRST);
      accounts(one);
      accounts(two);
      assertThatThrownBy(() -> one.open(directory))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageContaining("version 2");
    }
  }

  @Nested
  class Tables {
    private final Form both = FIRST.table("notes", Scalar.INT, Scalar.STRING);

    private Form dropping() {
      return FIRST.says(Evolution.builder().version(2).droppedTables("notes").build());
    }

    private void fill() {
      try (Form.Opened db = both.open(directory)) {
        db.table("notes").put(scalar(1), scalar("a note that nobody wants"));
        db.table("accounts").put(scalar(1), of("name", "Ann"));
        db.table("notes").put(scalar(2), scalar("another"));
        db.table("notes").remove(scalar(2));
      }
    }

    @Test
    void aDroppedTableIsGivenUp() {
      fill();
      assertThat(accounts(dropping())).hasSize(1);
      try (Form.Opened db = dropping().open(directory)) {
        db.engine().compact();
      }
      for (String name : directory.list()) {
        assertThat(new String(directory.bytes(name), StandardCharsets.ISO_8859_1))
            .doesNotContain("nobody wants");
      }
    }

    @Test
    void aTableOfADroppedNameIsEmptyAtFirst() {
      fill();
      accounts(dropping());
      Form again = FIRST.table("notes", Scalar.INT, Scalar.LONG);
      Form sameAgain = Form.named("shop.V1").table("notes", Scalar.INT, Scalar.STRING);
      Form all =
          sameAgain
              .table("accounts", Scalar.INT, account("name", Scalar.STRING))
              .says(Evolution.builder().version(3).build());
      try (Form.Opened db = all.open(directory)) {
        assertThat(db.table("notes").isEmpty()).isTrue();
        db.table("notes").put(scalar(5), scalar("new"));
        assertThat(db.table("accounts").size()).isEqualTo(1);
      }
      try (Form.Opened db = all.open(directory)) {
        assertThat(db.table("notes").asMap()).isEqualTo(Map.of(scalar(5), scalar("new")));
      }
      assertThatThrownBy(() -> again.open(directory)).isInstanceOf(SchemaMismatchException.class);
    }

    @Test
    void aDroppedTableOfASnapshotIsGivenUp() {
      fill();
      try (Form.Opened db = both.open(directory)) {
        db.engine().compact();
      }
      assertThat(accounts(dropping())).hasSize(1);
    }

    @Test
    void aProgramThatHasTheTableStillIsRefused() {
      fill();
      accounts(dropping());
      assertThatThrownBy(() -> both.open(directory))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageContaining("was opened with a later form")
          .hasMessageContaining("notes: gained this table");
    }

    @Test
    void aTableThatIsOnlyMissingIsNotGivenUp() {
      fill();
      assertThatThrownBy(() -> FIRST.open(directory))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageContaining("notes: the schema has no such table, but the database has")
          .hasMessageContaining("@Dropped(\"notes\")");
    }

    @Test
    void aRenamedTableKeepsItsEntries() {
      fill();
      Form renamed =
          FIRST
              .table("remarks", Scalar.INT, Scalar.STRING)
              .says(Evolution.builder().renamedTable("remarks", "notes").build());
      for (int i = 0; i < 2; i++) {
        try (Form.Opened db = renamed.open(directory)) {
          assertThat(db.table("remarks").size()).isEqualTo(1);
        }
      }
      assertThatThrownBy(() -> both.open(directory))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageContaining("was opened with a later form");
    }

    @Test
    void twoTablesThatCouldBeOneAreRefused() {
      fill();
      Form unclear =
          both.table("remarks", Scalar.INT, Scalar.STRING)
              .says(Evolution.builder().renamedTable("remarks", "notes").build());
      assertThatThrownBy(() -> unclear.open(directory))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageContaining("remarks: table both notes and remarks could be the stored notes");
    }

    @Test
    void anIdIsNeverGivenTwice() {
      fill();
      accounts(dropping());
      try (Form.Opened db = dropping().open(directory)) {
        db.engine().compact();
      }
      Form third = FIRST.table("third", Scalar.INT, Scalar.LONG);
      Form fourth = dropping().table("third", Scalar.INT, Scalar.LONG);
      fourth.open(directory).close();
      assertThat(catalog(third).find("third").id()).isEqualTo(2);
    }
  }

  /** What the files say. */
  private Catalog catalog(Form form) {
    List<dev.hmdb.internal.table.HashTable<?, ?>> entries = new ArrayList<>();
    for (TableDefinition<?, ?> definition : form.schema().tables()) {
      entries.add(
          dev.hmdb.internal.table.HashTable.create(
              definition.keyShape(), new dev.hmdb.internal.table.Clock()));
    }
    LogReplay replay = new LogReplay(directory.path(), form.schema(), entries, Progress.UNHEARD);
    Storage.open(
            directory.kill().readOnly(),
            Form.MANUAL,
            new dev.hmdb.internal.log.LogOptions(4096, 1 << 20, false),
            replay)
        .close();
    return replay.catalog();
  }

  @Nested
  class Changes {
    @Test
    void aTableWhoseBytesChangeGetsAnotherId() {
      accounts(FIRST);
      int before = catalog(FIRST).find("accounts").id();
      accounts(SECOND);
      assertThat(catalog(SECOND).find("accounts").id()).isNotEqualTo(before);
    }

    @Test
    void aTableWhoseBytesStayKeepsItsId() {
      Form plan = Form.named("V").table("plans", Scalar.INT, new EnumType("P", List.of("A")));
      Form more = Form.named("V").table("plans", Scalar.LONG, new EnumType("P", List.of("A", "B")));
      plan.open(directory).close();
      more.open(directory).close();
      assertThat(catalog(more).find("plans").id()).isZero();
      assertThat(catalog(more).lineage()).hasSize(1);
    }

    @Test
    void openingAgainWithTheSameFormWritesNothing() {
      put(FIRST, 1, of("name", "Ann"));
      accounts(SECOND);
      byte[] before = directory.bytes(LOG_1);
      accounts(SECOND);
      assertThat(directory.bytes(LOG_1)).hasSize(before.length);
    }

    @Test
    void aBackupIsOfTheNewForm(@TempDir Path parent) {
      put(FIRST, 1, of("name", "Ann"));
      Path copy = parent.resolve("copy");
      try (Form.Opened db = SECOND.open(directory)) {
        db.engine().backup(copy);
      }
      try (Form.Opened db =
          SECOND.open(Storage.directory(copy, Options.defaults(), false), Form.MANUAL)) {
        assertThat(db.table("accounts").asMap())
            .isEqualTo(Map.of(scalar(1), of("name", "Ann", "age", 18)));
      }
      assertThatThrownBy(
              () -> FIRST.open(Storage.directory(copy, Options.defaults(), false), Form.MANUAL))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageContaining("was opened with a later form");
    }

    @Test
    void automaticCompactionLeavesNothingOfTheOldForm() {
      put(FIRST, 1, of("name", "Ann"));
      try (Form.Opened db = SECOND.open(directory, Options.defaults())) {
        Await.until(() -> db.engine().stats().compactions() == 1);
      }
      assertThat(directory.list()).doesNotContain(LOG_1);
      try (Form.Opened db = SECOND.open(directory, Options.defaults())) {
        assertThat(db.engine().stats().snapshotBytes()).isPositive();
        assertThat(db.table("accounts").size()).isEqualTo(1);
      }
    }

    @Test
    void aSnapshotOfTheOldFormIsCompactedThoughNothingWasCommitted() {
      put(FIRST, 1, of("name", "Ann"));
      try (Form.Opened db = FIRST.open(directory)) {
        db.engine().compact();
      }
      try (Form.Opened db = SECOND.open(directory)) {
        db.engine().compact();
        assertThat(db.engine().stats().compactions()).isEqualTo(1);
        db.engine().compact();
        assertThat(db.engine().stats().compactions()).isEqualTo(1);
      }
      assertThat(accounts(SECOND)).containsEntry(scalar(1), of("name", "Ann", "age", 18));
    }

    @Test
    void theChangesAreLogged() {
      assertThat(logged(SECOND.under("moved.V1")))
          .startsWith(Level.INFO + " ")
          .contains("is converted from the schema shop.V1 to moved.V1:")
          .contains("accounts.value: record Account gained component age");
    }

    @Test
    void thatItIsAnotherSchemaIsAWarning() {
      assertThat(logged(SECOND))
          .startsWith(Level.WARNING + " ")
          .contains("is converted from the schema shop.V1 to shop.V2:");
    }

    private String logged(Form second) {
      List<String> lines = new ArrayList<>();
      Handler handler =
          new Handler() {
            @Override
            public void publish(LogRecord line) {
              lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
          };
      Logger logger = Logger.getLogger("dev.hmdb");
      logger.addHandler(handler);
      try {
        put(FIRST, 1, of("name", "Ann"));
        assertThat(lines).isEmpty();
        accounts(second);
      } finally {
        logger.removeHandler(handler);
      }
      assertThat(lines).hasSize(1);
      return lines.getFirst();
    }
  }

  @Nested
  class Damaged {
    private final Logger logger = Logger.getLogger("dev.hmdb");
    private final Options salvage = Form.MANUAL.recovery(Recovery.SALVAGE);

    private void damage(String text, boolean isLast) {
      byte[] bytes = directory.bytes(LOG_1);
      String all = new String(bytes, StandardCharsets.ISO_8859_1);
      int at = isLast ? all.lastIndexOf(text) : all.indexOf(text);
      assertThat(at).isNotNegative();
      bytes[at] ^= 1;
      directory.put(LOG_1, bytes);
    }

    private Map<DynamicValue, DynamicValue> salvaged() {
      logger.setLevel(Level.OFF);
      try (Form.Opened db = SECOND.open(directory, salvage)) {
        assertThat(db.engine().salvageReport()).isNotNull();
        return Map.copyOf(db.table("accounts").asMap());
      } finally {
        logger.setLevel(null);
      }
    }

    private void fill() {
      put(FIRST, 1, of("name", "Ann"));
      put(FIRST, 2, of("name", "Bob"));
      put(SECOND, 3, of("name", "Cyd", "age", 3));
    }

    @Test
    void whatIsLeftIsConverted() {
      fill();
      damage("Bob", false);
      Map<DynamicValue, DynamicValue> expected =
          Map.of(scalar(1), of("name", "Ann", "age", 18), scalar(3), of("name", "Cyd", "age", 3));
      assertThat(salvaged()).isEqualTo(expected);
      assertThat(accounts(SECOND)).isEqualTo(expected);
    }

    /** Without its schema an entry is not known, and never taken for one of the form before. */
    @Test
    void whatFollowsALostSchemaIsLostAndNotMisread() {
      fill();
      damage("shop.V2", true);
      assertThat(salvaged())
          .isEqualTo(
              Map.of(
                  scalar(1),
                  of("name", "Ann", "age", 18),
                  scalar(2),
                  of("name", "Bob", "age", 18)));
    }

    @Test
    void aDamagedSnapshotOfTheOldFormIsConverted() {
      put(FIRST, 1, of("name", "Ann"));
      try (Form.Opened db = FIRST.open(directory)) {
        db.engine().compact();
        db.table("accounts").put(scalar(2), of("name", "Bob"));
      }
      accounts(SECOND);
      String snapshot = "snapshot-0000000000000002.hmdb";
      byte[] bytes = directory.bytes(snapshot);
      bytes[bytes.length - 1] ^= 1; // of the trailer
      directory.put(snapshot, bytes);
      assertThat(salvaged())
          .isEqualTo(
              Map.of(
                  scalar(1),
                  of("name", "Ann", "age", 18),
                  scalar(2),
                  of("name", "Bob", "age", 18)));
    }
  }
}
