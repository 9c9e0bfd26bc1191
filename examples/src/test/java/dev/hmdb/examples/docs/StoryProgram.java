package dev.hmdb.examples.docs;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The program of one version of a schema: compiled with the guard on, and run in a process. */
final class StoryProgram {
  private static final String IMPORTS =
      """
      package app;

      import dev.hmdb.*;
      import module java.base;

      """;

  private final Path sources;
  private final Path classes;

  /**
   * @param directory an empty one, for sources and classes
   */
  StoryProgram(Path directory, String declarations, String statements) throws IOException {
    sources = Files.createDirectories(directory.resolve("sources"));
    classes = Files.createDirectories(directory.resolve("classes"));
    Files.writeString(sources.resolve("Types.java"), IMPORTS + declarations + "\n");
    Files.writeString(
        sources.resolve("Main.java"),
        IMPORTS
            + "class Main {\n  public static void main(String[] arguments) {\n"
            + statements
            + "\n  }\n}\n");
  }

  /** Compiles it. Returns what the compiler said. */
  String compile(Path schemas) throws IOException {
    String classPath = System.getProperty("java.class.path");
    List<String> options =
        List.of(
            "-processorpath",
            classPath,
            "-classpath",
            classPath,
            "-d",
            classes.toString(),
            "-Ahmdb.schemas=" + schemas);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean isCompiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjects(
                      sources.resolve("Types.java"), sources.resolve("Main.java")))
              .call();
      return isCompiled ? said.toString() : "not compiled: " + said;
    }
  }

  /** Runs it, with its relative paths leading to {@code directory}. */
  String run(Path directory) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                "app.Main")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return "exit status " + process.waitFor() + "\n" + printed;
  }
}
