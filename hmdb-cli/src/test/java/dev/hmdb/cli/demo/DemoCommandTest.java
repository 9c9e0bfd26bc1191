package dev.hmdb.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.examples.unicode.UnicodeCharacters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {
  @TempDir private Path parent;

  private final StringWriter out = new StringWriter();
  private final CommandLine commandLine =
      new CommandLine(new DemoCommand(smallScale())).setOut(new PrintWriter(out));

  /** Less of everything, except that the killed process still has the whole of Unicode to write. */
  private static DemoCommand.Scale smallScale() {
    List<Integer> codePoints = UnicodeCharacters.codePoints().limit(3_000).boxed().toList();
    return new DemoCommand.Scale(100, codePoints, 2, 2, 200);
  }

  @Test
  void everyCheckHolds() {
    int status = commandLine.execute("--dir", parent.toString());

    assertThat(out.toString()).contains("[ok]").doesNotContain("[FAILED]");
    assertThat(status).isZero();
  }

  @Test
  void nothingIsLeftBehind() {
    commandLine.execute("--dir", parent.toString());

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void theDatabasesAreKeptOnRequest() {
    commandLine.execute("--keep", "--dir", parent.toString());

    assertThat(parent.toFile().listFiles()).hasSize(1);
    assertThat(parent.toFile().listFiles()[0].list())
        .containsExactlyInAnyOrder("accounts", "unicode", "unicode-backup", "killed");
  }
}
