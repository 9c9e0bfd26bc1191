package dev.hmdb.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  private static final Path README = Path.of("../README.md");

  @Test
  void everyJavaBlockCompilesAndRuns(@TempDir Path directory) throws Exception {
    ReadmeProgram program = new ReadmeProgram(directory, CodeBlock.in(README, "java"));

    assertThat(program.compile()).isEmpty();
    assertThat(program.run()).startsWith("exit status 0");
  }

  @Test
  void theFirstBlocksAreASchemaAndItsUse() throws IOException {
    List<CodeBlock> blocks = CodeBlock.in(README, "java");

    assertThat(blocks).hasSizeGreaterThan(4);
    assertThat(blocks.get(0).isDeclarations()).isTrue();
    assertThat(blocks.get(1).isDeclarations()).isFalse();
  }
}
