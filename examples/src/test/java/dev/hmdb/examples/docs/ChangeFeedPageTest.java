package dev.hmdb.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeFeedPageTest {
  private static final Path README = Path.of("../README.md");
  private static final Path PAGE = Path.of("../docs/change-feed.md");

  @Test
  void everyJavaBlockCompilesAndRuns(@TempDir Path directory) throws Exception {
    List<CodeBlock> blocks = new ArrayList<>();
    blocks.add(CodeBlock.in(README, "java").getFirst()); // the schema
    blocks.addAll(CodeBlock.in(PAGE, "java"));
    ReadmeProgram program = new ReadmeProgram(directory, blocks);

    assertThat(blocks).hasSizeGreaterThan(5);
    assertThat(program.compile()).isEmpty();
    assertThat(program.run()).startsWith("exit status 0");
  }
}
