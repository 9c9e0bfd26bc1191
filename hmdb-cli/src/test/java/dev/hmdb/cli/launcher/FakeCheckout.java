package dev.hmdb.cli.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A checkout with the real launcher, and with fakes for what it starts: a {@code mvn} that notes
 * that it was called and "builds" empty jars, and JDKs whose {@code java} prints its own folder and
 * its arguments, one a line.
 */
final class FakeCheckout {
  /** What a run of the launcher came to. */
  record Run(int status, List<String> out, List<String> err) {}

  private static final List<String> MODULES =
      List.of("hmdb-core", "hmdb-processor", "examples", "hmdb-cli");

  final Path root;
  private final Path bin;
  private final Path calls;
  private final Map<String, String> environment = new TreeMap<>();

  /**
   * @param directory an empty one, for everything
   * @param name of the checkout's folder
   */
  FakeCheckout(Path directory, String name) throws IOException {
    root = Files.createDirectories(directory.resolve(name));
    bin = Files.createDirectories(directory.resolve("bin"));
    calls = directory.resolve("mvn-calls");
    copy("hmdb");
    copy("hmdb-cli/launcher/find-java");
    Files.writeString(root.resolve("pom.xml"), "");
    for (String module : MODULES) {
      Files.createDirectories(root.resolve(module + "/src/main/java"));
      Files.writeString(root.resolve(module + "/pom.xml"), "");
      Files.writeString(root.resolve(module + "/src/main/java/A.java"), "");
      Files.writeString(root.resolve(module + "/src/main/java/B.java"), "");
    }
    agePastAnyClock();
    maven("3.8.7", "exit 0");
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("PATH", bin + ":/usr/bin:/bin");
    environment.put("HMDB_JAVA_HOME", jdk(directory.resolve("jdk-25"), "25.0.1").toString());
  }

  /** Sources as old as those of any checkout that was not made this very second. */
  private void agePastAnyClock() throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
      }
    }
  }

  private void copy(String file) throws IOException {
    Path target = root.resolve(file);
    Files.createDirectories(target.getParent());
    // The tests run in the module's folder.
    Files.copy(Path.of("..").resolve(file), target);
    makeExecutable(target);
  }

  /** Puts a {@code mvn} of that version on the path, which ends with that shell command. */
  void maven(String version, String command) throws IOException {
    script(
        bin.resolve("mvn"),
        """
        case "$*" in *-version*) echo "Apache Maven %s (abc)"; exit 0 ;; esac
        echo "$JAVA_HOME" >>"%s"
        mkdir -p hmdb-cli/target/lib
        : >hmdb-cli/target/hmdb-cli-1.jar
        : >hmdb-cli/target/lib/library.jar
        %s
        """
            .formatted(version, calls, command));
  }

  /** Makes the folder of a JDK of that version. */
  static Path jdk(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/java"), "printf '%s\\n' \"" + home + "\" \"$@\"\n");
    script(home.resolve("bin/javac"), "");
    return home;
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  void unset(String variable) {
    environment.remove(variable);
  }

  Path home() {
    return Path.of(environment.get("HOME"));
  }

  void touch(String file) throws IOException {
    Files.setLastModifiedTime(root.resolve(file), FileTime.from(Instant.now().plusSeconds(3)));
  }

  /** How often Maven was asked to build. */
  int builds() throws IOException {
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  Run run(String... arguments) throws IOException, InterruptedException {
    return end(start(root.resolve("hmdb"), arguments));
  }

  Process start(Path launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(bin.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  static Run end(Process process) throws InterruptedException {
    try (var out = process.inputReader();
        var err = process.errorReader()) {
      List<String> printed = out.lines().toList();
      List<String> complained = err.lines().toList();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the launcher does not end");
      }
      return new Run(process.exitValue(), printed, complained);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body);
    makeExecutable(file);
  }

  private static void makeExecutable(Path file) {
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException(file + " cannot be made executable");
    }
  }
}
