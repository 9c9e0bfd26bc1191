package dev.hmdb.examples.docs;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The Java blocks of a page as one program: declarations as they are, each block of statements as a
 * method. A block that does not open a database finds one open, with two accounts in it.
 */
final class ReadmeProgram {
  private static final String IMPORTS =
      """
      package readme;

      import dev.hmdb.*;
      import module java.base;

      """;

  private static final Pattern OPENING = Pattern.compile("SchemaV\\dDb (db|old) = ");

  private static final String OPEN =
      """
          try (SchemaV1Db db = SchemaV1Db.open(Path.of("fixture.db"))) {
            Username ada = new Username("ada");
            Username bob = new Username("bob");
            for (Username name : List.of(ada, bob)) {
              db.accounts().put(
                  name, new Account(new UUID(0, 1), "x@example.org", Plan.PREMIUM, List.of()));
            }
      """;

  private final Path directory;
  private final String open;
  private final List<Path> sources = new ArrayList<>();

  /**
   * @param directory an empty one, for sources and classes
   */
  ReadmeProgram(Path directory, List<CodeBlock> blocks) throws IOException {
    this(directory, blocks, OPEN);
  }

  /**
   * @param directory an empty one, for sources and classes
   * @param open what comes before a block that does not open a database, and opens one
   */
  ReadmeProgram(Path directory, List<CodeBlock> blocks, String open) throws IOException {
    this.directory = directory;
    this.open = open;
    StringBuilder types = new StringBuilder(IMPORTS);
    StringBuilder main = new StringBuilder(IMPORTS).append("class Main {\n");
    StringBuilder calls = new StringBuilder();
    for (CodeBlock block : blocks) {
      if (block.isDeclarations()) {
        types.append("// README.md:").append(block.line()).append('\n').append(block.text());
      } else {
        String method = "line" + block.line();
        calls.append("    ").append(method).append("();\n");
        main.append("  static void ").append(method).append("() throws Exception {\n");
        main.append(opensADatabase(block) ? block.text() : open + block.text() + "\n}");
        main.append("\n  }\n");
      }
    }
    main.append("  public static void main(String[] arguments) throws Exception {\n");
    main.append(calls).append("  }\n}\n");
    write("Types.java", types);
    write("Main.java", main);
  }

  private static boolean opensADatabase(CodeBlock block) {
    return OPENING.matcher(block.text()).find();
  }

  private void write(String name, CharSequence source) throws IOException {
    sources.add(Files.writeString(directory.resolve(name), source));
  }

  /** Compiles it with the processor. Returns what the compiler said, nothing if all is well. */
  String compile() throws IOException {
    String classPath = System.getProperty("java.class.path");
    List<String> options =
        List.of("-processorpath", classPath, "-classpath", classPath, "-d", directory.toString());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean isCompiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      return isCompiled ? said.toString() : "not compiled: " + said;
    }
  }

  /** Runs it in a process of its own, where its relative paths lead to its own directory. */
  String run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-cp",
                directory + File.pathSeparator + System.getProperty("java.class.path"),
                "readme.Main")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return "exit status " + process.waitFor() + "\n" + printed;
  }
}
