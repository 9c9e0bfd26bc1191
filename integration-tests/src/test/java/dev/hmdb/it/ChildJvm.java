package dev.hmdb.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Another JVM, with the class path of this one unless said otherwise. */
public final class ChildJvm implements AutoCloseable {
  /*
   * A kill goes through the process's handle: Process.destroyForcibly would close the pipe as well,
   * and with it lose what the child had acknowledged.
   */
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final CompletableFuture<String> errors;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    // Read beside: a child must not wait for somebody to read its errors.
    this.errors = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> errors.complete(text(process.getErrorStream())));
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "not readable: " + e;
    }
  }

  /** Starts a main class of the tests. */
  public static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-ea", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return startJava(command);
  }

  /** Starts the JVM of the tests with these arguments. */
  public static ChildJvm startJava(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // it is announced on the error stream
    builder.environment().remove("JDK_JAVA_OPTIONS");
    return new ChildJvm(builder.start());
  }

  public long pid() {
    return process.pid();
  }

  /** The next line that the child writes. */
  public String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new AssertionError("the child ended: " + errors.join());
    }
    return line;
  }

  /** Hands on each line that the child writes, until it ends. */
  public void forEachLine(Consumer<String> reader) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      reader.accept(line);
    }
  }

  /** Waits for a line. */
  public void await(String expected) throws IOException {
    String line = line();
    if (!line.equals(expected)) {
      throw new AssertionError("the child wrote '" + line + "' instead of '" + expected + "'");
    }
  }

  /** Tells the child to go on, by a line on its input. */
  public void goOn() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** For a child: waits for {@link #goOn}. */
  public static void awaitGoOn() throws IOException {
    if (System.in.read() < 0) {
      throw new IOException("the parent is gone");
    }
  }

  /** As kill -9 does; returns when it is dead. */
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    awaitEnd();
  }

  /** Waits for its end and returns its exit code. */
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.toHandle().destroyForcibly();
      throw new AssertionError("the child did not end");
    }
    return process.exitValue();
  }

  /** What it wrote and nobody has read yet; whole lines only. */
  public List<String> restOfOutput() throws IOException {
    String rest = output.readAllAsString();
    return rest.substring(0, rest.lastIndexOf('\n') + 1).lines().toList();
  }

  /** What it wrote on its error stream, once it has ended. */
  public String errors() {
    return errors.join();
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    process.destroyForcibly(); // closes the pipes
  }
}
