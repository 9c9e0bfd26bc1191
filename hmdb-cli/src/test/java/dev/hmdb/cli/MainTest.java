package dev.hmdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine commandLine =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void withoutACommandTheHelpIsPrinted() {
    int status = commandLine.execute();

    assertThat(status).isZero();
    assertThat(out.toString()).startsWith("Usage: hmdb").contains("demo");
  }

  @Test
  void helpIsACommandToo() {
    int status = commandLine.execute("help");

    assertThat(status).isZero();
    assertThat(out.toString()).startsWith("Usage: hmdb").contains("demo");
  }

  @Test
  void helpExplainsACommand() {
    int status = commandLine.execute("help", "demo");

    assertThat(status).isZero();
    assertThat(out.toString()).startsWith("Usage: hmdb demo");
  }

  @Test
  void unknownCommandIsRefusedWithTheHelp() {
    int status = commandLine.execute("dmeo");

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("dmeo").contains("demo");
  }

  @Test
  void versionNamesTheProgram() {
    commandLine.execute("--version");

    assertThat(out.toString()).startsWith("hmdb ");
  }
}
