package dev.hmdb.processor;

import static com.google.testing.compile.Compiler.javac;
import static dev.hmdb.processor.SchemaCompiler.compile;
import static dev.hmdb.processor.SchemaCompiler.errors;
import static dev.hmdb.processor.SchemaCompiler.generated;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.hmdb.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas that are in order, however odd, and what is generated for them. */
class SchemaProcessorTest {
  private static JavaFileObject source(String name, String text) {
    return JavaFileObjects.forSourceString(name, text);
  }

  /** Compiles strictly, which must succeed. */
  private static Compilation accepted(JavaFileObject... sources) {
    Compilation compilation = compile(sources);
    assertThat(errors(compilation)).isEmpty();
    return compilation;
  }

  private static String app(String members) {
    return """
    package app;
    import dev.hmdb.*;
    import java.util.*;
    @Schema
    public interface App {
    """
        + members
        + "\n}\n";
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(Processor.class))
        .anyMatch(processor -> processor instanceof SchemaProcessor);
  }

  @Test
  void gradleIsToldThatEachFileHasOneOrigin() throws IOException {
    try (var in =
        SchemaProcessor.class.getResourceAsStream(
            "/META-INF/gradle/incremental.annotation.processors")) {
      assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualToIgnoringNewLines("dev.hmdb.processor.SchemaProcessor,isolating");
    }
  }

  @Test
  void outputIsTheSameEachTime() {
    JavaFileObject source =
        source(
            "app.App",
            app(
                """
                Table<String, A> a();
                Table<String, B> b();
                record A(B b, Set<Integer> c) {}
                record B(List<String> l) {}
                """));
    assertThat(generated(compile(source), "app.AppCodecs"))
        .isEqualTo(generated(compile(source), "app.AppCodecs"));
  }

  @Test
  void publicMembersAreDocumented() {
    Compilation compilation =
        javac()
            .withProcessors(new SchemaProcessor())
            .withOptions("-Xdoclint:all/protected")
            .compile(
                source("app.App", app("Table<String, Integer> a(); Table<String, Integer> b();")));
    assertThat(compilation.diagnostics())
        .isNotEmpty()
        .noneMatch(each -> String.valueOf(each.getSource()).contains("AppDb"));
  }

  @Test
  void orderOfMethodsChangesNoName() {
    String one = "Table<String, String> one();";
    String two = "Table<String, Integer> two();";
    String forward = generated(compile(source("app.App", app(one + two))), "app.AppDb");
    String backward = generated(compile(source("app.App", app(two + one))), "app.AppDb");
    assertThat(forward).contains("\"one\", Codecs.STRING, Codecs.STRING");
    assertThat(backward).contains("\"one\", Codecs.STRING, Codecs.STRING");
  }

  @Nested
  class Transactions {
    private static String tables(int count) {
      StringBuilder tables = new StringBuilder();
      for (int i = 1; i <= count; i++) {
        tables.append("Table<String, Integer> table").append(i).append("();\n");
      }
      return tables.toString();
    }

    @Test
    void oneTableHasNoLambdaOfItsOwn() {
      assertThat(generated(compile(source("app.App", app(tables(1)))), "app.AppDb"))
          .doesNotContain("TablesBody");
    }

    @Test
    void nineTablesHaveNoLambdaOfTheirOwn() {
      assertThat(generated(compile(source("app.App", app(tables(9)))), "app.AppDb"))
          .doesNotContain("TablesBody");
    }

    @Test
    void lambdasHaveOneParameterATable() {
      accepted(
          source("app.App", app(tables(8))),
          source(
              "app.Use",
              """
              package app;
              import java.io.IOException;
              import dev.hmdb.TxOptions;
              class Use {
                void use(AppDb db) throws IOException {
                  db.transaction((a, b, c, d, e, f, g, h) -> { a.put("x", 1); throw new IOException(); });
                  db.transaction(tx -> { tx.table1().put("x", 1); });
                  int sum = db.transactionResult(
                      TxOptions.lockAll(), (a, b, c, d, e, f, g, h) -> a.getOrDefault("x", 1));
                  long size = db.transactionResult(tx -> tx.table2().size());
                  long read = db.read(tx -> tx.table2().size() + sum + size);
                  db.transaction(TxOptions.sync(), (a, b, c, d, e, f, g, h) -> b.put("x", (int) read));
                }
              }
              """));
    }
  }

  @Nested
  class Names {
    @Test
    void nestedSchemaIsNamedAfterItsOuterClass() {
      Compilation compilation =
          accepted(
              source(
                  "app.Outer",
                  """
                  package app;
                  import dev.hmdb.*;
                  class Outer {
                    @Schema interface Inner { Table<String, Integer> numbers(); }
                  }
                  """));
      assertThat(generated(compilation, "app.Outer_InnerDb"))
          .contains("final class Outer_InnerDb extends GeneratedDatabase<Outer.Inner>")
          .doesNotContain("public final class");
    }

    @Test
    void schemaInTheUnnamedPackageWorks() {
      accepted(
          source(
              "App",
              """
              import dev.hmdb.*;
              @Schema interface App {
                Table<List, Outer.String> lists();
                Table<java.lang.String, java.util.List<java.lang.String>> others();
              }
              """),
          source("List", "record List(int value) {}"),
          source("Outer", "class Outer { record String(int value) {} }"));
    }

    @Test
    void typesNamedAsThoseOfTheGeneratedCodeWork() {
      accepted(
          source(
              "app.App",
              app(
                  """
                  Table<Tables, TablesBody> tables();
                  Table<Opening, Path> schema();
                  Table<Codec, AccountCodec> SCHEMA();
                  Table<Account, List<Map>> source();
                  Table<java.util.UUID, java.util.List<UUID>> opening();
                  record Tables(int x) {}
                  record TablesBody(int x) {}
                  record Opening(int x) {}
                  record Path(int x) {}
                  record Codec(int x) {}
                  record AccountCodec(int x) {}
                  record Account(int x) {}
                  record Map(int x) {}
                  record UUID(java.util.UUID X, List<String> R) {}
                  """)));
    }

    @Test
    void typesOfThePackageNamedAsThoseOfTheLanguageWork() {
      accepted(
          source(
              "app.App",
              """
              package app;
              import dev.hmdb.*;
              @Schema interface App {
                Table<java.lang.String, String> one();
                Table<Integer, java.util.List<Object>> two();
                Table<X, R> three();
                record R(Objects objects, Encoder encoder) {}
              }
              """),
          source("app.String", "package app; record String(java.lang.String value) {}"),
          source("app.Integer", "package app; record Integer(int value) {}"),
          source("app.Object", "package app; record Object(int value) {}"),
          source("app.Objects", "package app; record Objects(int value) {}"),
          source("app.Encoder", "package app; record Encoder(Math math) {}"),
          source("app.Math", "package app; record Math(java.util.List<Integer> value) {}"),
          source("app.Override", "package app; class Override {}"),
          source("app.X", "package app; record X(int value) {}"));
    }

    @Test
    void namesakesHaveTheirBinaryNamesOnDisk() {
      Compilation compilation =
          accepted(
              source(
                  "app.App",
                  """
                  package app;
                  import dev.hmdb.*;
                  @Schema interface App {
                    Table<one.Id, two.Id> ids();
                    Table<one.Id, Plain> plains();
                    record Plain(int value) {}
                  }
                  """),
              source("one.Id", "package one; public record Id(int i) {}"),
              source("two.Id", "package two; public record Id(int i) {}"));
      assertThat(generated(compilation, "app.AppCodecs"))
          .contains("RecordType(\n          \"one.Id\"")
          .contains("RecordType(\n          \"two.Id\"")
          .contains("RecordType(\n          \"App.Plain\"");
    }

    @Test
    void methodsOfTheSchemaMayBeCalledLikeTheGeneratedVariables() {
      accepted(
          source(
              "app.App",
              app(
                  """
                  Table<String, String> body();
                  Table<String, String> tables();
                  Table<String, String> source();
                  Table<String, String> opening();
                  Table<String, String> java();
                  Table<String, String> fooBar();
                  Table<String, String> foo_bar();
                  """)));
    }
  }

  @Nested
  class Inheritance {
    @Test
    void inheritedTablesComeFirst() {
      Compilation compilation =
          accepted(
              source(
                  "app.App",
                  """
                  package app;
                  import dev.hmdb.*;
                  @Schema interface App extends Base<String> {
                    Table<String, Integer> own();
                  }
                  interface Base<T> { Table<T, T> inherited(); }
                  """));
      assertThat(generated(compilation, "app.AppDb")).contains("List.of(INHERITED, OWN)");
    }

    @Test
    void tableInheritedOverTwoWaysIsOne() {
      accepted(
          source(
              "app.App",
              """
              package app;
              import dev.hmdb.*;
              @Schema interface App extends One, Two {}
              interface Base { Table<String, Integer> numbers(); }
              interface One extends Base {}
              interface Two extends Base {}
              """));
    }

    @Test
    void redeclaredTableIsOne() {
      accepted(
          source(
              "app.App",
              """
              package app;
              import dev.hmdb.*;
              @Schema interface App extends Base {
                @Override Table<String, Integer> numbers();
              }
              interface Base { Table<String, Integer> numbers(); }
              """));
    }
  }

  @Test
  void useOfDeprecatedTypesCausesNoWarning() {
    accepted(
        source(
            "app.App",
            """
            package app;
            import dev.hmdb.*;
            @SuppressWarnings("removal")
            @Schema interface App {
              Table<String, old.Old> olds();
            }
            """),
        source(
            "old.Old",
            """
            package old;

            @Deprecated(forRemoval = true)
            public record Old(Plan old) {

              public enum Plan {

                @Deprecated ONE
              }
            }
            """));
  }

  @Test
  void moduleNeedNotReadTheCompiler(@TempDir Path directory) throws Exception {
    Path module = directory.resolve("module-info.java");
    Files.writeString(module, "module app { requires dev.hmdb; }");
    Path app = Files.createDirectories(directory.resolve("app")).resolve("App.java");
    Files.writeString(app, app("Table<String, Integer> numbers();"));
    String hmdb =
        Path.of(Schema.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    var compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          compiler.getTask(
              messages,
              files,
              null,
              List.of("--module-path", hmdb, "-d", directory.toString()),
              null,
              files.getJavaFileObjects(module, app));
      task.setProcessors(List.of(new SchemaProcessor()));
      assertThat(task.call()).as(messages.toString()).isTrue();
    }
    assertThat(Files.readString(directory.resolve("app/AppDb.java"))).doesNotContain("@Generated");
  }

  @Test
  void typesThatAnotherProcessorGeneratesAreAwaited() {
    Compilation compilation =
        compile(
            List.of(),
            List.of(new AccountGenerator()),
            source(
                "app.App",
                app(
                    "Table<String, Account> accounts(); Table<String, Base> bases();"
                        + " @Marker record Base(List<Account> accounts) {}")),
            source("app.Marker", "package app; @interface Marker {}"));
    assertThat(errors(compilation)).isEmpty();
    assertThat(generated(compilation, "app.AppCodecs")).contains("class AccountCodec");
  }

  @Test
  void typeThatNeverComesIsLeftToTheCompiler() {
    assertThat(errors(compile(source("app.App", app("Table<String, Account> accounts();")))))
        .singleElement()
        .asString()
        .contains("cannot find symbol");
  }

  /** Another processor, which generates {@code app.Account} in the first round. */
  static final class AccountGenerator extends AbstractProcessor {
    private boolean done;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("app.Marker");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!done) {
        done = true;
        try (Writer writer =
            processingEnv.getFiler().createSourceFile("app.Account").openWriter()) {
          writer.write("package app;\npublic record Account(int value) {}\n");
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      return false;
    }
  }
}
