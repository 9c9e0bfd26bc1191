package dev.hmdb.it.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The reader in {@code compat/}, which knows hmdb's files from {@code docs/format} alone. Where
 * cargo or its crates are missing the test that asks for it is skipped, and says so in a line.
 */
public final class SecondReader {
  private static final int CANNOT_BE_BUILT_HERE = 3;
  private static final int REFUSED = 1;

  private static SecondReader built;

  private final Path program;

  private SecondReader(Path program) {
    this.program = program;
  }

  /** What a program did. */
  private record Outcome(int status, String output, String errors) {
    static Outcome of(Path errors, String... command) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.to(errors.toFile()))
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output, Files.readString(errors));
    }
  }

  /** The reader, built when first asked for. */
  public static synchronized SecondReader get() throws IOException, InterruptedException {
    if (built == null) {
      Outcome build = run("../compat/build.sh");
      if (build.status == CANNOT_BE_BUILT_HERE) {
        System.out.println("Skipped, there is no second reader: " + build.errors.strip());
      }
      assumeTrue(build.status != CANNOT_BE_BUILT_HERE, build.errors);
      assertThat(build.status).as(build.errors).isZero();
      built = new SecondReader(Path.of(build.output.strip()));
    }
    return built;
  }

  private static Outcome run(String... command) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("second-reader", ".txt");
    try {
      return Outcome.of(errors, command);
    } finally {
      Files.delete(errors);
    }
  }

  private Outcome read(Path directory) throws IOException, InterruptedException {
    return run(program.toString(), directory.toString());
  }

  /** All that it prints of a directory, which it must not refuse. */
  public List<String> lines(Path directory) throws IOException, InterruptedException {
    Outcome outcome = read(directory);
    assertThat(outcome.status).as(outcome.errors).isZero();
    return outcome.output.lines().toList();
  }

  /** What it prints of the entries, sorted as text. */
  public List<String> entries(Path directory) throws IOException, InterruptedException {
    return entries(read(directory));
  }

  private static List<String> entries(Outcome outcome) {
    assertThat(outcome.status).as(outcome.errors).isZero();
    return outcome.output.lines().filter(line -> line.startsWith("{\"in\":")).sorted().toList();
  }

  /** The same, or {@code null} if it refuses the directory. */
  List<String> entriesUnlessRefused(Path directory) throws IOException, InterruptedException {
    Outcome outcome = read(directory);
    if (outcome.status == REFUSED) {
      assertThat(outcome.output).isEmpty();
      assertThat(outcome.errors).startsWith("hmdb-read: ");
      return null;
    }
    return entries(outcome);
  }
}
