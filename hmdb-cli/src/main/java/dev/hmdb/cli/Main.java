package dev.hmdb.cli;

import dev.hmdb.cli.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point behind the {@code hmdb} launcher. */
@Command(
    name = "hmdb",
    description = "An embedded, in-memory, persistent, transactional key-value database for Java.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {DemoCommand.class, CommandLine.HelpCommand.class},
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private Main() {}

  /** Runs the command that the arguments name and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  /** Without a command there is only the help to give. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Reads the version from the jar's manifest, where Maven puts it. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"hmdb " + (version == null ? "(not packaged)" : version)};
    }
  }
}
