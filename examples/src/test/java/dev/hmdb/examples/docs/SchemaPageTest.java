package dev.hmdb.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story in {@code docs/schema.md} goes as it is told. */
class SchemaPageTest {
  private static final Path PAGE = Path.of("../docs/schema.md");

  @TempDir Path directory;

  private StoryProgram program(int number, String declarations) throws IOException {
    return new StoryProgram(
        directory.resolve("version-" + number),
        declarations,
        StoryVersion.of(PAGE, number).statements());
  }

  private Path schemas() {
    return directory.resolve("schemas");
  }

  private String file() throws IOException {
    return Files.readString(schemas().resolve("SchemaV1.hmdb-schema"));
  }

  @Test
  void theThreeVersionsFollowEachOther() throws Exception {
    StoryVersion first = StoryVersion.of(PAGE, 1);
    StoryVersion second = StoryVersion.of(PAGE, 2);
    StoryVersion third = StoryVersion.of(PAGE, 3);

    StoryProgram one = program(1, first.declarations());
    assertThat(one.compile(schemas())).contains("SchemaV1.hmdb-schema, version 1");
    assertThat(file()).isEqualTo(first.block("hmdb-schema"));
    assertThat(one.run(directory)).isEqualTo("exit status 0\n");

    StoryProgram two = program(2, second.declarations());
    assertThat(two.compile(schemas())).contains("SchemaV1.hmdb-schema, version 2");
    assertThat(difference(first.block("hmdb-schema"), file()))
        .isEqualTo(second.block("diff").lines().sorted().toList());
    assertThat(two.run(directory)).startsWith("exit status 0\n");

    assertThat(one.run(directory))
        .startsWith("exit status 1\n")
        .contains("was opened with a later form of its schema");

    StoryProgram three = program(3, second.declarations() + "\n" + third.declarations());
    assertThat(three.compile(schemas())).contains("SchemaV2.hmdb-schema, version 1");
    assertThat(three.run(directory)).startsWith("exit status 0\n");
  }

  @Test
  void theThirdVersionCannotBeMadeInPlace() throws Exception {
    String declarations = StoryVersion.of(PAGE, 2).declarations();
    program(2, declarations).compile(schemas());
    String changed =
        declarations.replace("Plan plan,", "Subscription plan,")
            + "\nrecord Subscription(Plan plan, Instant since) {}";
    StoryProgram three = new StoryProgram(directory.resolve("changed"), changed, "");

    assertThat(three.compile(schemas()))
        .contains("[hmdb-601]", "accounts.value.plan: enum Plan became record Subscription");
  }

  /** The lines that only one of the texts has, marked as in a diff, sorted. */
  private static List<String> difference(String before, String after) {
    List<String> lines = new ArrayList<>();
    before
        .lines()
        .filter(line -> !after.lines().toList().contains(line))
        .forEach(line -> lines.add("-" + line));
    after
        .lines()
        .filter(line -> !before.lines().toList().contains(line))
        .forEach(line -> lines.add("+" + line));
    return lines.stream().sorted().toList();
  }

  @Test
  void theTestsThatThePageNamesAreThere() throws IOException {
    String tests =
        Files.readString(
                Path.of(
                    "../integration-tests/src/test/java/dev/hmdb/it/evolution",
                    "CompatibleChangesTest.java"))
            + Files.readString(
                Path.of("../hmdb-core/src/test/java/dev/hmdb/schema/TypeConversionTest.java"))
            + Files.readString(
                Path.of("../hmdb-core/src/test/java/dev/hmdb/schema/ConversionModelTest.java"))
            + Files.readString(
                Path.of("../hmdb-processor/src/test/java/dev/hmdb/processor/SchemaGuardTest.java"));
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf("| test in "), page.indexOf("### The annotations"));
    Matcher name = Pattern.compile("`([a-z]\\w{9,}|\\w+Test)`").matcher(table);
    int count = 0;
    while (name.find()) {
      assertThat(tests).containsPattern("(void|class) " + name.group(1) + "\\b");
      count++;
    }
    assertThat(count).isGreaterThan(25);
  }
}
