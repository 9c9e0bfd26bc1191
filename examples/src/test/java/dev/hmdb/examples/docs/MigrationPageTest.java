package dev.hmdb.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationPageTest {
  private static final Path PAGE = Path.of("../docs/migration.md");

  /** What there is before the first block. */
  private static final CodeBlock BEFORE =
      new CodeBlock(
          0,
          """
              try (SchemaV1Db db = SchemaV1Db.open(Path.of("data.db"))) {
                db.accounts().put(
                    new Username("ada"),
                    new SchemaV1.Account("ada@example.org", 1234, List.of("admin", "author")));
                db.files().put(new UUID(0, 1), new FileMetadata("engine.pdf", 120_000));
                db.sessions().put("s", 1L);
              }
          """);

  @Test
  void everyJavaBlockCompilesAndRunsInItsOrder(@TempDir Path directory) throws Exception {
    List<CodeBlock> blocks = new ArrayList<>(List.of(BEFORE));
    blocks.addAll(CodeBlock.in(PAGE, "java"));
    ReadmeProgram program = new ReadmeProgram(directory, blocks);

    assertThat(program.compile()).isEmpty();
    assertThat(program.run()).isEqualTo("exit status 0\n1\n1\n");
  }
}
