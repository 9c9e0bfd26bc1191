package dev.hmdb.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharingPageTest {
  private static final Path PAGE = Path.of("../docs/sharing.md");

  /** What there is before the first block. */
  private static final CodeBlock BEFORE =
      new CodeBlock(
          0,
          """
          record Username(String value) {}
          record Account(UUID id, String email) {}

          @Schema
          interface SchemaV1 {
            Table<Username, Account> accounts();
          }
          """);

  @Test
  void everyJavaBlockCompilesAndRuns(@TempDir Path directory) throws Exception {
    List<CodeBlock> blocks = new ArrayList<>(List.of(BEFORE));
    blocks.addAll(CodeBlock.in(PAGE, "java"));
    ReadmeProgram program = new ReadmeProgram(directory, blocks);

    assertThat(program.compile()).isEmpty();
    assertThat(program.run()).isEqualTo("exit status 0\n0\n1\n");
  }
}
