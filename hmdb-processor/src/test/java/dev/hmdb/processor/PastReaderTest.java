package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import org.junit.jupiter.api.Test;

/** What generated code tells the library of a schema's past. */
class PastReaderTest {
  private static String evolution(String members) {
    Compilation compilation =
        SchemaCompiler.compile(
            JavaFileObjects.forSourceString(
                "app.App",
                """
                package app;
                import dev.hmdb.*;
                import java.util.*;
                @Schema
                public interface App {
                """
                    + members
                    + "\n}\n"));
    assertThat(SchemaCompiler.errors(compilation)).isEmpty();
    String source = SchemaCompiler.generated(compilation, "app.AppDb");
    int start = source.indexOf("Evolution.builder()");
    return start < 0
        ? "none"
        : source.substring(start, source.indexOf(";", start)).replaceAll("\\s", "");
  }

  @Test
  void schemaWithoutAPastSaysNothing() {
    assertThat(evolution("Table<String, String> names();")).isEqualTo("none");
  }

  @Test
  void annotationsInClassFilesCount() {
    assertThat(evolution("Table<String, dev.hmdb.processor.samples.Evolved> all();"))
        .contains(
            ".renamed(\"Evolved\",\"address\",\"mail\")",
            ".renamed(\"Evolved.Plan\",\"PREMIUM\",\"GOLD\")",
            ".renamed(\"Evolved.Shape\",\"Disc\",\"Circle\")",
            ".defaultValue(\"Evolved\",\"plan\",AppCodecs.PlanCodec.INSTANCE,Evolved.Plan.FREE)");
  }

  @Test
  void partsOfAGenericTypeHaveTheirPastInEachUse() {
    assertThat(
            evolution(
                """
                Table<Pair<Integer>, Pair<Long>> pairs();
                record Pair<T>(T a, @Renamed(from = "c") T b) {}
                """))
        .contains(
            ".renamed(\"App.Pair<Integer>\",\"b\",\"c\")",
            ".renamed(\"App.Pair<Long>\",\"b\",\"c\")");
  }

  @Test
  void genericVariantHadItsArgumentsBefore() {
    assertThat(
            evolution(
                """
                Table<String, Result<Inner>> results();
                record Inner(int value) {}
                sealed interface Result<T> {}
                @Renamed(from = "Fine")
                record Ok<T>(T value) implements Result<T> {}
                record Failed<T>(Optional<T> rest) implements Result<T> {}
                """))
        .contains(".renamed(\"App.Result<App.Inner>\",\"Ok<App.Inner>\",\"Fine<App.Inner>\")");
  }

  @Test
  void droppedTableHadItsEarlierNamesToo() {
    assertThat(
            evolution(
                """
                Table<String, String> names();
                @Dropped
                @Renamed(from = "files")
                Table<String, Thread> documents();
                """))
        .contains(".droppedTables(\"documents\",\"files\")");
  }

  @Test
  void droppedTableIsNoParameterOfATransaction() {
    Compilation compilation =
        SchemaCompiler.compile(
            JavaFileObjects.forSourceString(
                "app.App",
                """
                package app;
                import dev.hmdb.*;
                @Schema
                public interface App {
                  Table<String, String> a();
                  @Dropped Table<String, String> gone();
                  Table<String, String> b();
                  static void use(AppDb db) {
                    db.transaction((a, b) -> a.put("x", b.get("y")));
                  }
                }
                """));
    assertThat(SchemaCompiler.errors(compilation)).isEmpty();
  }
}
