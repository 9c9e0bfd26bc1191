package dev.hmdb.internal.disk;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another JVM that runs a main class of the tests, to be talked to and to be killed. */
public final class ChildJvm implements AutoCloseable {
  /** No test takes so long, unless it fails. */
  private static final long LIFE_SECONDS = 100;

  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  /** Starts it; its standard error is this JVM's. */
  public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    return start(List.of("-XX:TieredStopAtLevel=1"), main, arguments);
  }

  /** As {@link #start(Class, String...)}, with flags of the JVM. */
  public static ChildJvm start(List<String> flags, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-ea", "-Xmx64m", "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // Whoever reads from one that hangs cannot be interrupted.
    CompletableFuture.delayedExecutor(LIFE_SECONDS, TimeUnit.SECONDS)
        .execute(process.toHandle()::destroyForcibly);
    return new ChildJvm(process);
  }

  public long pid() {
    return process.pid();
  }

  /** Writes a line to its input. */
  public void writeLine(String line) throws IOException {
    process.outputWriter().write(line + "\n");
    process.outputWriter().flush();
  }

  /** Sends it a signal, by name. */
  public void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("cannot signal " + name);
    }
  }

  /** Waits for a line of its output; {@code null} when it has ended. */
  public String readLine() throws IOException {
    return output.readLine();
  }

  /** Kills it as kill -9 does and returns what it had written that nobody read yet. */
  public List<String> kill() throws IOException, InterruptedException {
    process.toHandle().destroyForcibly(); // Process.destroyForcibly would close the pipe as well
    process.waitFor();
    return output.readAllLines();
  }

  @Override
  public void close() throws IOException {
    process.toHandle().destroyForcibly();
    output.close();
  }
}
