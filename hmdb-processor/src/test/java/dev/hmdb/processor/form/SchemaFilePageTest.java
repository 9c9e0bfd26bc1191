package dev.hmdb.processor.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/format/schema-file.md} shows a file as the code reads and writes it. */
class SchemaFilePageTest {
  @Test
  void theExampleIsReadAndWrittenAsItStands() throws Exception {
    String page = Files.readString(Path.of("../docs/format/schema-file.md"));
    String fence = "```hmdb-schema\n";
    int start = page.indexOf(fence) + fence.length();
    String example = page.substring(start, page.indexOf("```", start));

    assertThat(FormText.of(FormParser.parse(example))).isEqualTo(example);
  }
}
