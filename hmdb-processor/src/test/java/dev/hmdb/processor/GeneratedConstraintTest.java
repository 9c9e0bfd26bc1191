package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What generated references and checks do. */
class GeneratedConstraintTest {
  private static final String SCHEMA =
      """
      package app;
      import dev.hmdb.*;
      import java.util.*;
      @Schema
      public interface App extends Shared {
        Table<String, Long> people();
        Table<Integer, String> tickets();
        @References(table = "people", component = "owner", onDelete = OnDelete.CASCADE)
        @References(table = "people", component = "inner.maybe", onDelete = OnDelete.SET_EMPTY)
        @References(table = "people", component = "inner.list", onDelete = OnDelete.SET_EMPTY)
        @References(table = "people", component = "inner.set", onDelete = OnDelete.SET_EMPTY)
        @References(table = "people", component = "deep.maybe", onDelete = OnDelete.SET_EMPTY)
        @References(table = "tickets", component = "ticket", onDelete = OnDelete.SET_EMPTY)
        @References(table = "people", component = "lists", onDelete = OnDelete.SET_EMPTY)
        Table<Long, File> files();
        @References(table = "people", keyComponent = "person", onDelete = OnDelete.CASCADE)
        SortedTable<Member, String> members();
        @Check("people") static Boolean isPositive(long value) { return value > 0; }
        @Check("people") static String isShort(String key, Object value) {
          return key.length() > 3 ? "long" : null;
        }
        record Inner(Optional<String> maybe, List<String> list, Set<String> set) {}
        record File(
            String owner,
            Inner inner,
            List<Optional<Inner>> deep,
            OptionalInt ticket,
            List<Optional<String>> lists) {}
        record Member(String person, int number) {}
      }
      """;

  private static final String SHARED =
      """
      package app;
      import dev.hmdb.*;
      import java.util.*;
      interface Shared {
        @Check("people") static Optional<String> isEven(String key, Long value) {
          return value % 2 == 0 ? Optional.empty() : Optional.of("odd");
        }
      }
      """;

  private static final String PROBE =
      """
      package app;
      import dev.hmdb.*;
      import java.util.*;
      public final class Probe implements java.util.function.Supplier<String> {
        private static String refusal(Runnable commit) {
          try {
            commit.run();
            return "none";
          } catch (ConstraintViolationException e) {
            return e.constraint() + " " + e.table() + " " + e.key() + " " + e.value();
          }
        }
        public String get() {
          try (AppDb db = AppDb.inMemory()) {
            db.people().putAll(Map.of("a", 2L, "b", 4L));
            db.tickets().put(7, "");
            %s
          }
        }
      }
      """;

  private static final String FILE =
      """
      var inner = new App.Inner(Optional.of("b"), List.of("b", "a", "b"), Set.of("a", "b"));
      var deep = new App.Inner(Optional.of("b"), List.of("b"), Set.of());
      db.files().put(1L, new App.File(
          "a", inner, List.of(Optional.of(deep), Optional.empty()), OptionalInt.of(7),
          List.of(Optional.of("b"), Optional.of("a"))));
      """;

  private static String run(String statements) throws ReflectiveOperationException {
    Compilation compilation =
        SchemaCompiler.compile(
            JavaFileObjects.forSourceString("app.App", SCHEMA),
            JavaFileObjects.forSourceString("app.Shared", SHARED),
            JavaFileObjects.forSourceString("app.Probe", PROBE.formatted(statements)));
    assertThat(SchemaCompiler.errors(compilation)).isEmpty();
    var probe = SchemaCompiler.load(compilation).loadClass("app.Probe");
    return (String) ((Supplier<?>) probe.getDeclaredConstructor().newInstance()).get();
  }

  @Test
  void whatRefersToItIsTakenOutHoweverDeep() throws ReflectiveOperationException {
    assertThat(
            run(
                FILE
                    + """
                    db.people().remove("b");
                    return db.files().get(1L).toString();
                    """))
        .isEqualTo(
            "File[owner=a, inner=Inner[maybe=Optional.empty, list=[a], set=[a]],"
                + " deep=[Optional[Inner[maybe=Optional.empty, list=[b], set=[]]],"
                + " Optional.empty], ticket=OptionalInt[7],"
                + " lists=[Optional.empty, Optional[a]]]");
  }

  @Test
  void anOptionalNumberIsEmptied() throws ReflectiveOperationException {
    assertThat(run(FILE + "db.tickets().remove(7); return db.files().get(1L).ticket().toString();"))
        .isEqualTo("OptionalInt.empty");
  }

  @Test
  void cascadesFollowComponentsOfValuesAndOfKeys() throws ReflectiveOperationException {
    assertThat(
            run(
                FILE
                    + """
                    db.members().put(new App.Member("a", 1), "");
                    db.members().put(new App.Member("b", 1), "");
                    db.people().remove("a");
                    return db.files().size() + " " + db.members().keys().toList();
                    """))
        .isEqualTo("0 [Member[person=b, number=1]]");
  }

  @Test
  void componentsOfKeysMustBeThere() throws ReflectiveOperationException {
    assertThat(run("return refusal(() -> db.members().put(new App.Member(\"x\", 1), \"\"));"))
        .isEqualTo("members.person members Member[person=x, number=1] x");
  }

  @Test
  void checksAnswerInEachForm() throws ReflectiveOperationException {
    assertThat(run("return refusal(() -> db.people().put(\"c\", -2L));"))
        .isEqualTo("isPositive people c -2");
    assertThat(run("return refusal(() -> db.people().put(\"cccc\", 2L));"))
        .isEqualTo("isShort people cccc 2");
    assertThat(run("return refusal(() -> db.people().put(\"c\", 3L));"))
        .isEqualTo("isEven people c 3");
    assertThat(run("return refusal(() -> db.people().put(\"c\", 8L));")).isEqualTo("none");
  }
}
