package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Generated sources as they stand in {@code src/test/resources/golden}, so that a change of the
 * generator shows its effect in review. Run with {@code -Dhmdb.golden.update=true} to write them
 * anew, and read the difference.
 */
class GoldenSourceTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @CsvSource({
    "accounts, SchemaV1, SchemaV1Db",
    "accounts, SchemaV1, SchemaV1Codecs",
    "tree, Trees, TreesDb",
    "tree, Trees, TreesCodecs",
    "generics, Generics, GenericsDb",
    "generics, Generics, GenericsCodecs",
    "evolution, SchemaV3, SchemaV3Db",
    "kinds, Shop, ShopDb",
    "constraints, Files, FilesDb",
  })
  void isAsInTheResources(String directory, String schema, String generated) throws IOException {
    Path folder = GOLDEN.resolve(directory).resolve("com/example");
    Compilation compilation =
        SchemaCompiler.compile(
            JavaFileObjects.forSourceString(
                "com.example." + schema, Files.readString(folder.resolve(schema + ".java"))));
    assertThat(SchemaCompiler.errors(compilation)).isEmpty();
    String source = SchemaCompiler.generated(compilation, "com.example." + generated);
    Path expected = folder.resolve(generated + ".java.golden");
    if (Boolean.getBoolean("hmdb.golden.update")) {
      Files.writeString(expected, source, StandardCharsets.UTF_8);
    }
    assertThat(source).isEqualTo(Files.readString(expected));
  }
}
