package dev.hmdb.cli.demo;

import java.io.PrintWriter;

/** Prints what the demo does and finds, as plain text, and counts the checks. */
final class Narrator {
  private static final int WIDTH = 92;
  private static final String INDENT = "  ";

  private final PrintWriter out;
  private int checks;
  private int failures;

  Narrator(PrintWriter out) {
    this.out = out;
  }

  /** Begins a part. */
  void title(String title) {
    out.println();
    out.println(title);
    out.println("-".repeat(title.length()));
  }

  /** Prints a paragraph, broken into lines. */
  void say(String paragraph) {
    out.println();
    StringBuilder line = new StringBuilder();
    for (String word : paragraph.split(" ", -1)) {
      if (!line.isEmpty() && INDENT.length() + line.length() + 1 + word.length() > WIDTH) {
        out.println(INDENT + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.println(INDENT + line);
    out.println();
    out.flush();
  }

  /** Prints a figure or another fact. */
  void fact(String label, String value) {
    out.println(INDENT + "%-30s  %s".formatted(label, value));
    out.flush();
  }

  /** Prints a claim and whether it holds. */
  void check(String claim, boolean holds) {
    checks++;
    if (!holds) {
      failures++;
    }
    out.println(INDENT + (holds ? "[ok]      " : "[FAILED]  ") + claim);
    out.flush();
  }

  boolean failed() {
    return failures > 0;
  }

  String summary() {
    return "%d held, %d failed".formatted(checks - failures, failures);
  }
}
