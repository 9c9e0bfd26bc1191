package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of the file of a schema from build to build, and what is refused. In the sources a
 * line that is wrong says so in a comment after {@code //!}: the whole message.
 */
class SchemaGuardTest {
  private static final String START =
      """
      package app;
      import dev.hmdb.*;
      import dev.hmdb.codec.*;
      import java.util.*;
      @Schema
      public interface App {
      """;

  private static final String OR =
      "; or write a new schema beside this one and take the data there with dev.hmdb.Migration; or,"
          + " if nothing was stored since,"
          + " restore the committed file or compile once with -Ahmdb.rebaseline=App";

  private static final String ACCOUNTS =
      """
      Table<String, Account> accounts();
      record Account(String name, Plan plan, int quota) {}
      enum Plan { FREE, TRIAL }
      """;

  @TempDir Path root;
  private Path folder;

  @BeforeEach
  void nameTheFolder() {
    folder = root.resolve("schemas");
  }

  private Path file() {
    return folder.resolve("App.hmdb-schema");
  }

  private static JavaFileObject app(String members) {
    return JavaFileObjects.forSourceString("app.App", START + members + "}\n");
  }

  private Compilation compile(List<String> options, JavaFileObject... sources) {
    List<String> all = new ArrayList<>(options);
    all.add("-Ahmdb.schemas=" + folder);
    return SchemaCompiler.compile(all, List.of(), sources);
  }

  private static List<String> notes(Compilation compilation) {
    return compilation.notes().stream().map(each -> each.getMessage(Locale.ROOT)).toList();
  }

  /** Compiles the schema with these members, which must succeed. Returns what was noted. */
  private List<String> build(String members) {
    Compilation compilation = compile(List.of(), app(members));
    assertThat(SchemaCompiler.errors(compilation)).isEmpty();
    return notes(compilation);
  }

  /** The evolution in the code generated for the schema with these members. */
  private String evolution(String members) {
    Compilation compilation = compile(List.of(), app(members));
    assertThat(SchemaCompiler.errors(compilation)).isEmpty();
    String source = SchemaCompiler.generated(compilation, "app.AppDb");
    int start = source.indexOf("Evolution.builder()");
    return source.substring(start, source.indexOf(";", start)).replaceAll("\\s", "");
  }

  /** Compiles the schema with these members, and compares what is reported. */
  private void refuse(String members) throws IOException {
    String before = Files.readString(file());
    List<String> expected = new ArrayList<>();
    List<String> lines = (START + members).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      for (String message : List.of(lines.get(i).split("//! ")).stream().skip(1).toList()) {
        expected.add((i + 1) + ": " + message.strip().replace("$OR", OR));
      }
    }
    assertThat(expected).as("the test expects something").isNotEmpty();
    assertThat(SchemaCompiler.errors(compile(List.of(), app(members))))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(file()).as("a refused change is not written").hasContent(before);
  }

  /** The lines of the file after its head. */
  private List<String> parts() throws IOException {
    return Files.readAllLines(file()).stream()
        .dropWhile(line -> !line.startsWith("table"))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private String version() throws IOException {
    return Files.readAllLines(file()).stream()
        .filter(line -> line.startsWith("version"))
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class TheFile {
    @Test
    void withoutTheOptionThereIsNone() throws IOException {
      SchemaCompiler.compile(app(ACCOUNTS));
      try (Stream<Path> files = Files.list(root)) {
        assertThat(files).isEmpty();
      }
    }

    @Test
    void firstBuildWritesItAndSaysSo() throws IOException {
      assertThat(build(ACCOUNTS))
          .containsExactly("wrote " + file() + ", version 1: what App stores; commit it");
      assertThat(Files.readString(file()))
          .isEqualTo(
              """
              hmdb-schema 1
              # What the schema below stores. hmdb's annotation processor writes this file, and compares the
              # classes with it in every build. Commit it; do not edit it. See docs/schema.md of hmdb.
              schema app.App
              version 1

              table 1 accounts: String -> App.Account

              record App.Account
                1 name: String
                2 plan: App.Plan
                3 quota: Int

              enum App.Plan
                1 FREE
                2 TRIAL
              """);
    }

    @Test
    void everyKindOfTypeHasItsPlace() throws IOException {
      build(
          """
          Table<Long, Everything> all();
          record Everything(
              Optional<Integer> some, OptionalLong more, List<Set<String>> sets, Map<UUID, Bytes> map,
              int[] numbers, byte[] bytes, String[][] grid, Shape shape, Duration odd,
              Pair<String, Integer> pair, @UseCodec(Codes.class) Code code) {}
          sealed interface Shape {}
          record Disc(int radius) implements Shape {}
          record Group(List<Shape> parts) implements Shape {}
          record Duration(long millis) {}
          record Pair<A, B>(A a, B b) {}
          record Code(int number) {}
          class Codes implements Codec<Code> {
            public TypeDescriptor type() { return TypeDescriptor.Scalar.INT; }
            public void encode(Code value, Encoder out) { out.writeInt(value.number()); }
            public Code decode(Decoder in) { return new Code(in.readInt()); }
          }
          """);
      assertThat(parts())
          .containsExactly(
              "table 1 all: Long -> App.Everything",
              "record App.Everything",
              "  1 some: Optional<Int>",
              "  2 more: Optional<Long>",
              "  3 sets: List<Set<String>>",
              "  4 map: Map<UUID, Bytes>",
              "  5 numbers: Int[]",
              "  6 bytes: Bytes",
              "  7 grid: String[][]",
              "  8 shape: App.Shape",
              "  9 odd: App.Duration",
              "  10 pair: \"App.Pair<String, Integer>\"",
              "  11 code: codec App.Codes",
              "sealed App.Shape",
              "  1 Disc: App.Disc",
              "  2 Group: App.Group",
              "record App.Disc",
              "  1 radius: Int",
              "record App.Group",
              "  1 parts: List<App.Shape>",
              "record App.Duration",
              "  1 millis: Long",
              "record \"App.Pair<String, Integer>\"",
              "  1 a: String",
              "  2 b: Int");
    }

    @Test
    void kindsOfTableAreWhatTheyStore() throws IOException {
      build(
          """
          SortedTable<String, Integer> words();
          Cell<Plan> plan();
          ListTable<String> notes();
          SetMultimap<String, Plan> plans();
          ListMultimap<Long, String> history();
          enum Plan { FREE }
          """);
      assertThat(parts())
          .containsExactly(
              "table 1 words: String -> Int",
              "table 2 plan: Unit -> App.Plan",
              "table 3 notes: ListKey -> String",
              "table 4 plans: \"SetEntryKey<String, App.Plan>\" -> Unit",
              "table 5 history: \"ListEntryKey<Long>\" -> String",
              "record Unit",
              "enum App.Plan",
              "  1 FREE",
              "record ListKey",
              "  1 first: Int",
              "  2 rest: List<Int>",
              "record \"SetEntryKey<String, App.Plan>\"",
              "  1 key: String",
              "  2 value: App.Plan",
              "record \"ListEntryKey<Long>\"",
              "  1 key: Long",
              "  2 position: ListKey");
    }

    @Test
    void indexesAndOrdersAreNotInIt() throws IOException {
      build(ACCOUNTS);
      assertThat(
              build(
                  ACCOUNTS.replace("Table<", "SortedTable<")
                      + """
                      @Index({"accounts.plan", "accounts.quota"})
                      SortedIndex<Key, String, Account> byPlan();
                      record Key(Plan plan, int quota) {}
                      """))
          .isEmpty();
      assertThat(version()).isEqualTo("version 1");
    }

    @Test
    void kindsOfTableAreRenamedAndDroppedAsTables() throws IOException {
      build("ListTable<String> notes(); SetMultimap<String, Long> tags();");
      build(
          """
          @Renamed(from = "notes") ListTable<String> remarks();
          @Dropped SetMultimap<String, Long> tags();
          """);
      assertThat(parts())
          .contains("table 1 remarks: ListKey -> String was notes", "table 2 tags dropped");
    }

    @Test
    void anotherTypeInAMultimapIsRefusedAtItsMethod() throws IOException {
      build("SetMultimap<String, Long> tags();");
      refuse(
          """
          SetMultimap<String, Boolean> tags(); //! [hmdb-601] stored data of version 1 in \
          App.hmdb-schema do not fit: tags.key.value: Long became Boolean; add a component of \
          another name beside it, or copy the data to a new database$OR
          """);
    }

    @Test
    void listDoesNotBecomeACell() throws IOException {
      build("ListTable<String> notes();");
      assertThat(SchemaCompiler.errors(compile(List.of(), app("Cell<String> notes();"))))
          .first()
          .asString()
          .startsWith("7: [hmdb-601]")
          .contains("notes.key: record ListKey lost component first");
    }

    @Test
    void cellDoesNotBecomeAList() throws IOException {
      build("Cell<String> notes();");
      assertThat(SchemaCompiler.errors(compile(List.of(), app("ListTable<String> notes();"))))
          .singleElement()
          .asString()
          .startsWith("7: [hmdb-601]")
          .contains("first");
    }

    @Test
    void unchangedSchemaDoesNotTouchIt() throws IOException {
      build(ACCOUNTS);
      FileTime past = FileTime.fromMillis(1_000_000);
      Files.setLastModifiedTime(file(), past);
      assertThat(build(ACCOUNTS)).isEmpty();
      assertThat(Files.getLastModifiedTime(file())).isEqualTo(past);
    }

    @Test
    void lineEndsAndCommentsAreNoChange() throws IOException {
      build(ACCOUNTS);
      String text = Files.readString(file()).replace("\n", "\r\n") + "# checked by Ann\r\n";
      Files.writeString(file(), text);
      assertThat(build(ACCOUNTS)).isEmpty();
      assertThat(Files.readString(file())).isEqualTo(text);
    }

    @Test
    void orderOfTheTablesIsNoChange() {
      build("Table<String, Long> a(); Table<Long, String> b();\n");
      assertThat(build("Table<Long, String> b(); Table<String, Long> a();\n")).isEmpty();
    }

    @Test
    void schemaInsideAClassHasTheNamesOfBoth() {
      compile(
          List.of(),
          JavaFileObjects.forSourceString(
              "app.Outer",
              "package app; class Outer { @dev.hmdb.Schema interface Inner {"
                  + " dev.hmdb.Table<String, String> a(); } }"));
      assertThat(folder.resolve("Outer_Inner.hmdb-schema")).exists();
    }

    @Test
    void secondSchemaOfTheSameNameHasItsPackageInTheFileName() {
      JavaFileObject[] sources = {
        JavaFileObjects.forSourceString(
            "a.S",
            "package a; @dev.hmdb.Schema interface S { dev.hmdb.Table<String, String> t(); }"),
        JavaFileObjects.forSourceString(
            "b.S", "package b; @dev.hmdb.Schema interface S { dev.hmdb.Table<String, Long> t(); }")
      };
      compile(List.of(), sources);
      assertThat(folder.resolve("S.hmdb-schema")).content().contains("schema a.S");
      assertThat(folder.resolve("b.S.hmdb-schema")).content().contains("schema b.S");
      assertThat(notes(compile(List.of(), sources))).isEmpty();
    }

    @Test
    void schemaThatMovesKeepsItsFileAndVersion() throws IOException {
      build("Table<String, String> t();\n");
      compile(
          List.of(),
          JavaFileObjects.forSourceString(
              "other.App",
              "package other; @dev.hmdb.Schema interface App { dev.hmdb.Table<String, String> t(); }"));
      assertThat(Files.readString(file())).contains("schema other.App\nversion 1\n");
    }

    @Test
    void fileOfAnotherSchemaIsNotTaken() throws IOException {
      compile(
          List.of(),
          JavaFileObjects.forSourceString(
              "it.App",
              "package it; @dev.hmdb.Schema interface App { dev.hmdb.Table<String, String> t(); }"));
      String before = Files.readString(file());
      JavaFileObject app = app("Table<String, String> t(); Table<Long, Long> u();\n");
      assertThat(SchemaCompiler.errors(compile(List.of(), app)))
          .containsExactly(
              "6: [hmdb-608] App.hmdb-schema is of it.App, which is not there, and app.App stores"
                  + " something else; if it.App is another schema, rename the file to"
                  + " it.App.hmdb-schema; if it became app.App, write 'schema app.App' into the"
                  + " file");
      assertThat(file()).hasContent(before);

      Files.move(file(), folder.resolve("it.App.hmdb-schema"));
      assertThat(SchemaCompiler.errors(compile(List.of(), app))).isEmpty();
      assertThat(file()).content().contains("schema app.App\nversion 1\n");
    }

    @Test
    void draftOfAnotherCompilationIsLeftAlone() throws IOException {
      Files.createDirectories(folder);
      Path draft = Files.writeString(folder.resolve(".App.hmdb-schema.draft"), "half");
      build(ACCOUNTS);
      assertThat(draft).hasContent("half");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactlyInAnyOrder(draft, file());
      }
    }

    @Test
    void linkToItStaysALink() throws IOException {
      build(ACCOUNTS);
      Path target = Files.move(file(), root.resolve("elsewhere"));
      Files.createSymbolicLink(file(), target);
      build(ACCOUNTS + "Table<Long, String> notes();\n");
      assertThat(file()).isSymbolicLink();
      assertThat(target).content().contains("version 2\n");
    }

    @Test
    void schemaThatCannotBeSpelledOutLeavesNone() {
      StringBuilder members = new StringBuilder("Table<String, R0> tables();\n");
      for (int i = 0; i < 30; i++) {
        members.append("record R%d(R%d a, R%2$d b) {}\n".formatted(i, i + 1));
      }
      members.append("record R30() {}\n");
      assertThat(SchemaCompiler.errors(compile(List.of(), app(members.toString()))))
          .containsExactly(
              "7: [hmdb-610] tables: its types, each spelled out wherever it is used, are more than"
                  + " 200000, or nest deeper than 200; use fewer types, or put some of them into a"
                  + " table of their own");
      assertThat(folder).doesNotExist();
    }

    @Test
    void schemaThatWaitsForAnotherProcessorIsWrittenOnce() throws IOException {
      Compilation compilation =
          SchemaCompiler.compile(
              List.of("-Ahmdb.schemas=" + folder),
              List.of(new SchemaProcessorTest.AccountGenerator()),
              app("Table<String, Account> accounts(); @Marker record Base() {}"),
              JavaFileObjects.forSourceString("app.Marker", "package app; @interface Marker {}"));
      assertThat(SchemaCompiler.errors(compilation)).isEmpty();
      assertThat(notes(compilation)).hasSize(1);
      assertThat(parts()).contains("record Account", "  1 value: Int");
    }

    @Test
    void typeThatNeverComesLeavesNoFile() {
      assertThat(
              SchemaCompiler.errors(compile(List.of(), app("Table<String, Account> accounts();"))))
          .isNotEmpty();
      assertThat(folder).doesNotExist();
    }

    @Test
    void nothingIsWrittenBesideAMistake() {
      Compilation compilation =
          compile(
              List.of(),
              app(ACCOUNTS),
              JavaFileObjects.forSourceString(
                  "app.Wrong", "package app; @dev.hmdb.Schema class Wrong {}"));
      assertThat(SchemaCompiler.errors(compilation)).hasSize(1);
      assertThat(folder).doesNotExist();
    }
  }

  @Nested
  class CompatibleChanges {
    @BeforeEach
    void buildTheFirstVersion() {
      build(ACCOUNTS);
    }

    @Test
    void makeTheNextVersionAndAreListed() throws IOException {
      assertThat(
              build(
                  """
                  Table<String, Account> accounts();
                  Table<Long, String> notes();
                  record Account(
                      String name, Plan plan, long quota, @Default("a \\"b\\" é") String motto) {}
                  enum Plan { FREE, TRIAL, PREMIUM }
                  """))
          .containsExactly(
              "wrote "
                  + file()
                  + ", version 2: accounts.value: record Account gained component motto;"
                  + " accounts.value.plan: enum Plan gained constant PREMIUM;"
                  + " accounts.value.quota: Int became Long; notes: gained this table; commit it");
      assertThat(version()).isEqualTo("version 2");
      assertThat(parts())
          .containsExactly(
              "table 1 accounts: String -> App.Account",
              "table 2 notes: Long -> String",
              "record App.Account",
              "  1 name: String",
              "  2 plan: App.Plan",
              "  3 quota: Long",
              "  4 motto: String default \"a \\\"b\\\" é\"",
              "enum App.Plan",
              "  1 FREE",
              "  2 TRIAL",
              "  3 PREMIUM");
    }

    @Test
    void removedComponentLeavesIdAndNameBehind() throws IOException {
      build(ACCOUNTS.replace(", int quota", ""));
      assertThat(parts()).contains("  2 plan: App.Plan", "  3 quota removed");
      build(ACCOUNTS.replace("int quota", "Optional<String> note"));
      assertThat(parts()).contains("  4 note: Optional<String>", "  3 quota removed");
    }

    @Test
    void reorderedPartsKeepTheirIds() throws IOException {
      build(
          """
          Table<String, Account> accounts();
          record Account(int quota, String name, Plan plan) {}
          enum Plan { TRIAL, FREE }
          """);
      assertThat(parts())
          .containsSubsequence("  3 quota: Int", "  1 name: String", "  2 plan: App.Plan")
          .containsSubsequence("  2 TRIAL", "  1 FREE");
    }

    @Test
    void renamedPartsKeepTheirIds() throws IOException {
      build(
          """
          @Renamed(from = "accounts") Table<String, Account> users();
          record Account(String name, Plan plan, @Renamed(from = "quota") int limit) {}
          enum Plan { FREE, @Renamed(from = "TRIAL") TEST }
          """);
      assertThat(parts())
          .contains(
              "table 1 users: String -> App.Account was accounts",
              "  3 limit: Int was quota",
              "  2 TEST was TRIAL");
    }

    @Test
    void renamedVariantKeepsItsId() throws IOException {
      String shapes = ACCOUNTS + "Table<String, Shape> shapes();\nsealed interface Shape {}\n";
      build(shapes + "record Circle(int radius) implements Shape {}\n");
      build(
          shapes
              + "record Square(int side) implements Shape {}\n"
              + "@Renamed(from = \"Circle\") record Disc(int radius) implements Shape {}\n");
      assertThat(parts())
          .containsSubsequence("  2 Square: App.Square", "  1 Disc: App.Disc was Circle");
    }

    @Test
    void earlierNamesOutliveTheAnnotation() {
      build(ACCOUNTS.replace("int quota", "@Renamed(from = \"quota\") int limit"));
      assertThat(evolution(ACCOUNTS.replace("int quota", "int limit")))
          .isEqualTo(
              "Evolution.builder().version(2).renamed(\"App.Account\",\"limit\",\"quota\").build()");
    }

    @Test
    void earlierNamesAddUp() {
      build(ACCOUNTS.replace("int quota", "@Renamed(from = \"quota\") int limit"));
      assertThat(evolution(ACCOUNTS.replace("int quota", "@Renamed(from = \"limit\") int bound")))
          .contains(".version(3).renamed(\"App.Account\",\"bound\",\"limit\",\"quota\")");
    }

    @Test
    void partMayGetItsOldNameBack() {
      build(ACCOUNTS.replace("int quota", "@Renamed(from = \"quota\") int limit"));
      assertThat(evolution(ACCOUNTS.replace("int quota", "@Renamed(from = \"limit\") int quota")))
          .contains(".version(3).renamed(\"App.Account\",\"quota\",\"limit\")");
    }

    @Test
    void defaultsOutliveTheAnnotation() {
      build(ACCOUNTS.replace("int quota", "int quota, @Default(\"FREE\") Plan next"));
      assertThat(evolution(ACCOUNTS.replace("int quota", "int quota, Plan next")))
          .contains(
              ".defaultValue(\"App.Account\",\"next\",AppCodecs.PlanCodec.INSTANCE,App.Plan.FREE)");
    }

    @Test
    void droppedTableLeavesIdAndNameBehind() throws IOException {
      build(ACCOUNTS + "Table<Long, String> notes();\n");
      String annotated = ACCOUNTS + "@Dropped Table<Long, String> notes();\n";
      assertThat(build(annotated)).first().asString().contains("notes: dropped this table");
      assertThat(parts()).contains("table 2 notes dropped");
      assertThat(evolution(ACCOUNTS)).contains(".droppedTables(\"notes\")");
      build(ACCOUNTS + "Table<Long, String> letters();\n");
      assertThat(parts()).contains("table 2 notes dropped", "table 3 letters: Long -> String");
    }

    @Test
    void renamedClassKeepsTheIdsOfItsComponents() throws IOException {
      build(ACCOUNTS.replace(", Plan plan", ""));
      build(ACCOUNTS.replace(", Plan plan", "").replace("Account", "User"));
      assertThat(parts())
          .containsSubsequence(
              "table 1 accounts: String -> App.User",
              "record App.User",
              "  1 name: String",
              "  3 quota: Int",
              "  2 plan removed");
    }
  }

  @Nested
  class IncompatibleChanges {
    @BeforeEach
    void buildTheFirstVersion() {
      build(ACCOUNTS);
    }

    @Test
    void otherTypeIsRefusedAtTheComponent() throws IOException {
      refuse(
          """
          Table<String, Account> accounts();
          record Account(
              String name,
              Plan plan,
              String quota) {} //! [hmdb-601] stored data of \
          version 1 in App.hmdb-schema do not fit: accounts.value.quota: Int became String; add \
          a component of another name beside it, or copy the data to a new \
          database$OR
          enum Plan { FREE, TRIAL }
          """);
    }

    @Test
    void narrowerNumberIsRefusedAtTheComponent() throws IOException {
      refuse(
          """
          Table<String, Account> accounts();
          record Account(
              String name,
              Plan plan,
              short quota) {} //! [hmdb-601] stored data of \
          version 1 in App.hmdb-schema do not fit: accounts.value.quota: Int became Short; add \
          a component of another name beside it, or copy the data to a new \
          database$OR
          enum Plan { FREE, TRIAL }
          """);
    }

    @Test
    void lostConstantIsRefusedAtTheEnum() throws IOException {
      refuse(
          """
          Table<String, Account> accounts();
          record Account(String name, Plan plan, int quota) {}
          enum Plan { FREE } //! [hmdb-601] stored data of \
          version 1 in App.hmdb-schema do not fit: accounts.value.plan: enum Plan lost constant \
          TRIAL; keep it, or @Renamed(from = "TRIAL") on what it is called \
          now$OR
          """);
    }

    @Test
    void addedComponentWithoutADefaultIsRefusedThere() throws IOException {
      refuse(
          """
          Table<String, Account> accounts();
          record Account(
              String name,
              Plan plan,
              Plan next, //! [hmdb-601] stored data of \
          version 1 in App.hmdb-schema do not fit: accounts.value: record Account gained \
          component next; @Default("…") on it says what older values have; or make it \
          an Optional$OR
              int quota) {}
          enum Plan { FREE, TRIAL }
          """);
    }

    @Test
    void otherKeyIsRefusedAtTheTable() throws IOException {
      refuse(
          """
          Table<UUID, Account> accounts(); //! [hmdb-601] stored data of \
          version 1 in App.hmdb-schema do not fit: accounts.key: String became UUID; add a \
          component of another name beside it, or copy the data \
          to a new database$OR
          record Account(String name, Plan plan, int quota) {}
          enum Plan { FREE, TRIAL }
          """);
    }

    @Test
    void lostTableIsRefusedAtTheSchema() throws IOException {
      build(ACCOUNTS + "Table<Long, String> notes();\n");
      assertThat(SchemaCompiler.errors(compile(List.of(), app(ACCOUNTS))))
          .containsExactly(
              "6: [hmdb-601] stored data of version 2 in App.hmdb-schema do not fit: notes: the"
                  + " schema has no such table, but the database has; keep it, or @Renamed(from ="
                  + " \"notes\") on what it is called now, or @Dropped(\"notes\") on the schema,"
                  + " which gives up its entries"
                  + OR);
    }

    @Test
    void nameOfARemovedComponentIsNotUsedAgain() throws IOException {
      build(ACCOUNTS.replace(", int quota", ""));
      refuse(
          """
          Table<String, Account> accounts();
          record Account(
              String name,
              Plan plan,
              @Default("") String quota) {} //! [hmdb-602] App.Account.quota: the name quota belongs \
          to the component quota in App.hmdb-schema, and data stored under it would be mistaken; \
          choose another name, or take it out of @Renamed; or, if nothing was stored since, restore the committed file or \
          compile once with -Ahmdb.rebaseline=App
          enum Plan { FREE, TRIAL }
          """);
    }

    @Test
    void nameOfATypeThatBecameAnotherIsNotUsedAgain() throws IOException {
      Files.delete(file());
      build(
          """
          Table<Long, A> a();
          Table<Long, B> b();
          record A(int x) {}
          record B(int x, String note) {}
          """);
      build(
          """
          Table<Long, A> a();
          Table<Long, B> b();
          record A(int x) {}
          record B(int x) {}
          """);
      String one = "Table<Long, A> a();\nTable<Long, A> b();\n";
      build(one + "record A(int x) {}\n");
      refuse(
          one
              + """
              record A(
                  int x,
                  Optional<String> note) {} //! [hmdb-602] App.A.note: the name note belongs to the \
              component note in App.hmdb-schema, and data stored under it would be mistaken; choose \
              another name, or take it out of @Renamed; or, if nothing was stored since, restore the committed file or \
              compile once with -Ahmdb.rebaseline=App
              """);
    }

    @Test
    void nameThatAnotherComponentHadIsNotUsedAgain() throws IOException {
      build(ACCOUNTS.replace("int quota", "@Renamed(from = \"quota\") int limit"));
      refuse(
          """
          Table<String, Account> accounts();
          record Account(
              String name,
              Plan plan,
              int limit,
              @Default("0") int quota) {} //! [hmdb-602] App.Account.quota: the name quota belongs to \
          the component limit in App.hmdb-schema, and data stored under it would be mistaken; \
          choose another name, or take it out of @Renamed; or, if nothing was stored since, restore the committed file or \
          compile once with -Ahmdb.rebaseline=App
          enum Plan { FREE, TRIAL }
          """);
    }

    @Test
    void renamingThatIsToldLateIsRefused() throws IOException {
      build(ACCOUNTS.replace("int quota", "@Default(\"7\") int limit"));
      refuse(
          """
          Table<String, Account> accounts();
          record Account(
              String name,
              Plan plan,
              @Renamed(from = "quota")
              int limit) {} //! [hmdb-602] App.Account.limit: the name quota belongs to the component \
          quota in App.hmdb-schema, and data stored under it would be mistaken; choose another name, \
          or take it out of @Renamed; or, if nothing was stored since, restore the committed file or \
          compile once with -Ahmdb.rebaseline=App
          enum Plan { FREE, TRIAL }
          """);
    }

    @Test
    void nameOfADroppedTableIsNotUsedAgain() throws IOException {
      build(ACCOUNTS + "Table<Long, String> notes();\n");
      build(ACCOUNTS + "@Dropped Table<Long, String> notes();\n");
      refuse(
          ACCOUNTS
              + """
              Table<Long, String> notes(); //! [hmdb-602] notes: the name notes belongs to the table \
              notes in App.hmdb-schema, and data stored under it would be mistaken; choose another \
              name, or take it out of @Renamed; or, if nothing was stored since, restore the committed file or compile once with \
              -Ahmdb.rebaseline=App
              """);
    }

    @Test
    void earlierDefaultThatFitsNoMoreIsRefused() throws IOException {
      build(ACCOUNTS.replace("int quota", "int quota, @Default(\"TRIAL\") Plan next"));
      refuse(
          """
          Table<String, Account> accounts();
          record Account(
              String name,
              Plan plan,
              int quota,
              Plan next) {} //! [hmdb-507] App.Account.next: "TRIAL" is no App.Plan: its constants are \
          FREE, TEST; correct @Default
          enum Plan { FREE, @Renamed(from = "TRIAL") TEST }
          """);
    }

    @Test
    void otherCodecIsRefused() throws IOException {
      String codec =
          """
          class %s implements Codec<Code> {
            public TypeDescriptor type() { return TypeDescriptor.Scalar.INT; }
            public void encode(Code value, Encoder out) { out.writeInt(value.number()); }
            public Code decode(Decoder in) { return new Code(in.readInt()); }
          }
          record Code(int number) {}
          """;
      Files.delete(file());
      build(
          ACCOUNTS.replace("int quota", "@UseCodec(A.class) Code code, int quota")
              + codec.formatted("A"));
      refuse(
          """
          Table<String, Account> accounts();
          record Account(
              String name,
              Plan plan,
              @UseCodec(B.class) Code code, //! [hmdb-601] stored data of \
          version 1 in App.hmdb-schema do not fit: accounts.value.code: A became B; add a \
          component of another name beside it, or copy the data \
          to a new database$OR
              int quota) {}
          enum Plan { FREE, TRIAL }
          """
              + codec.formatted("B"));
    }
  }

  @Nested
  class Rebaselining {
    private static final String CHANGED =
        """
        Table<Long, Account> accounts();
        record Account(String name, Optional<String> quota) {}
        """;

    private List<String> rebaseline(String name) {
      Compilation compilation = compile(List.of("-Ahmdb.rebaseline=" + name), app(CHANGED));
      return Stream.concat(SchemaCompiler.errors(compilation).stream(), notes(compilation).stream())
          .toList();
    }

    @BeforeEach
    void buildTheFirstVersions() {
      build(ACCOUNTS);
      build(ACCOUNTS.replace("int quota", "@Renamed(from = \"quota\") int limit"));
    }

    @Test
    void acceptsThePresentFormAndForgetsThePast() throws IOException {
      assertThat(rebaseline("App"))
          .containsExactly(
              "wrote anew, forgetting the past: "
                  + file()
                  + ", version 3: what App stores; commit it");
      assertThat(version()).isEqualTo("version 3");
      assertThat(parts())
          .containsExactly(
              "table 1 accounts: Long -> App.Account",
              "record App.Account",
              "  1 name: String",
              "  2 quota: Optional<String>");
    }

    @Test
    void isDoneOnce() {
      rebaseline("App");
      assertThat(rebaseline("App")).isEmpty();
    }

    @Test
    void takesQualifiedNamesAndLists() throws IOException {
      assertThat(rebaseline("Other, app.App")).hasSize(1);
      assertThat(version()).isEqualTo("version 3");
    }

    @Test
    void ofAnotherSchemaChangesNothing() throws IOException {
      assertThat(rebaseline("Other")).isNotEmpty();
      assertThat(version()).isEqualTo("version 2");
    }

    @Test
    void settlesAFileThatCannotBeUnderstood() throws IOException {
      Files.writeString(file(), "<<<<<<< mine\nversion 7\n=======\nversion 9\n>>>>>>> theirs\n");
      rebaseline("App");
      assertThat(version()).isEqualTo("version 10");
    }
  }

  @Nested
  class BrokenFiles {
    private List<String> errors() {
      return SchemaCompiler.errors(compile(List.of(), app(ACCOUNTS)));
    }

    @BeforeEach
    void buildTheFirstVersion() {
      build(ACCOUNTS);
    }

    @Test
    void mergeConflictIsReportedWithItsLine() throws IOException {
      String text = Files.readString(file());
      Files.writeString(file(), text.replace("version 1", "<<<<<<< mine\nversion 1"));
      assertThat(errors())
          .containsExactly(
              "6: [hmdb-603] "
                  + file()
                  + " cannot be understood: line 5: a merge conflict is left; resolve a conflict as"
                  + " in any other file, or restore the committed one; compiling once with"
                  + " -Ahmdb.rebaseline=App writes it anew and forgets the past");
    }

    @Test
    void fileOfANewerVersionIsReported() throws IOException {
      Files.writeString(file(), "hmdb-schema 2\nwhatever comes\n");
      assertThat(errors())
          .containsExactly(
              "6: [hmdb-604] "
                  + file()
                  + ": line 1: the format is 2, and this version of hmdb knows 1; compile with the"
                  + " version of hmdb that wrote it");
    }

    @Test
    void fileThatCannotBeReadIsReported() throws IOException {
      Files.delete(file());
      Files.createDirectory(file());
      assertThat(errors()).singleElement().asString().startsWith("6: [hmdb-605] " + file());
    }

    @Test
    void fileThatCannotBeWrittenIsReported() throws IOException {
      folder = Files.createFile(root.resolve("no-directory"));
      assertThat(errors())
          .singleElement()
          .asString()
          .startsWith("6: [hmdb-606] " + file() + " has to be written, and could not be: ")
          .endsWith("; compile where it can be written, and commit it");
    }

    @Test
    void optionWithoutADirectoryIsReported() {
      assertThat(
              SchemaCompiler.errors(
                  SchemaCompiler.compile(List.of("-Ahmdb.schemas="), List.of(), app(ACCOUNTS))))
          .containsExactly(
              "6: [hmdb-607] -Ahmdb.schemas= names no directory; write the path of one");
    }

    @Test
    void relativeDirectoryIsReported() {
      assertThat(
              SchemaCompiler.errors(
                  SchemaCompiler.compile(
                      List.of("-Ahmdb.schemas=src/hmdb"), List.of(), app(ACCOUNTS))))
          .containsExactly(
              "6: [hmdb-609] -Ahmdb.schemas=src/hmdb is relative, and builds run in more than one"
                  + " directory; write the whole path, here "
                  + Path.of("src/hmdb").toAbsolutePath()
                  + ", by the build tool's variable for the project's directory");
    }
  }
}
