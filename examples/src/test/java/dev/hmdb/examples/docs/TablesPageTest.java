package dev.hmdb.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesPageTest {
  private static final Path PAGE = Path.of("../docs/tables.md");

  @Test
  void everyJavaBlockCompilesAndRuns(@TempDir Path directory) throws Exception {
    List<CodeBlock> blocks = CodeBlock.in(PAGE, "java");
    String[] around = blocks.get(1).text().split("  // here\n", -1);
    ReadmeProgram program = new ReadmeProgram(directory, blocks, around[0]);

    assertThat(around).hasSize(2);
    assertThat(program.compile()).isEmpty();
    assertThat(program.run())
        .isEqualTo(
            """
            exit status 0
            Unique index accountsByEmail of table accounts: key Username[value=eve] has the value\
             ada@example.org, which key Username[value=ada] has already; nothing of the\
             transaction was kept
            """);
  }
}
