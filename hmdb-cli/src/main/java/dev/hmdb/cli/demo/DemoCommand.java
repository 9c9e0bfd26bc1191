package dev.hmdb.cli.demo;

import dev.hmdb.examples.unicode.UnicodeCharacters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what hmdb does, on data of its own, and checks each of its claims. */
@Command(
    name = "demo",
    description = {
      "Shows what hmdb does, in under a minute: tables and transactions, the Unicode character"
          + " database as data, and a process that is killed while it writes.",
      "Every figure is measured during the run and every claim is checked."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:every check held", "1:a check failed", "2:wrong arguments"},
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dir",
      paramLabel = "DIRECTORY",
      description =
          "Where to put the databases; made when missing. Default: the system's place"
              + " for temporary files.")
  private @Nullable Path parent;

  @Option(names = "--keep", description = "Keep the databases, to look at them afterwards.")
  private boolean keep;

  private final Scale scale;

  /** How much the demo does. */
  record Scale(
      int transactions,
      List<Integer> codePoints,
      int readRounds,
      int syncs,
      int acknowledgements) {}

  /** The whole demo. */
  public DemoCommand() {
    this(new Scale(10_000, UnicodeCharacters.codePoints().boxed().toList(), 15, 200, 60_000));
  }

  DemoCommand(Scale scale) {
    this.scale = scale;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Narrator narrator = new Narrator(spec.commandLine().getOut());
    Elapsed.Clock clock = Elapsed.start();
    try (WorkingDirectory directory = WorkingDirectory.create(parent, keep)) {
      introduce(narrator, directory.path());
      new AccountsStep(narrator, scale.transactions()).run(directory.path().resolve("accounts"));
      new UnicodeStep(narrator, scale).run(directory.path().resolve("unicode"));
      new KillStep(narrator, scale).run(directory.path().resolve("killed"));
      narrator.title("Done");
      narrator.fact("checks", narrator.summary());
      narrator.fact("time in total", clock.elapsed().toString());
      if (keep) {
        narrator.fact("kept", directory.path().toString());
      }
    }
    return narrator.failed() ? 1 : 0;
  }

  private static void introduce(Narrator narrator, Path directory) throws IOException {
    narrator.title("hmdb demo");
    narrator.say(
        "Three steps on databases of their own. Each figure is measured now, in this run, on this"
            + " machine; each line with [ok] is a check that could have failed.");
    narrator.fact(
        "machine",
        "%s %s, %d processors, Java %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version()));
    narrator.fact("directory", directory + " (" + Files.getFileStore(directory).type() + ")");
  }
}
