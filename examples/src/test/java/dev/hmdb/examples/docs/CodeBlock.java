package dev.hmdb.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown page.
 *
 * @param line number of the line that opens it
 */
record CodeBlock(int line, String text) {
  private static final Pattern DECLARATION =
      Pattern.compile("\\A(@Schema|(public |sealed )*(record|enum|interface|class) )");

  /** All blocks of a language, in their order. */
  static List<CodeBlock> in(Path page, String language) throws IOException {
    List<CodeBlock> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(page);
    for (int start = 0; start < lines.size(); start++) {
      if (lines.get(start).equals("```" + language)) {
        int end = start + lines.subList(start, lines.size()).indexOf("```");
        blocks.add(new CodeBlock(start + 1, String.join("\n", lines.subList(start + 1, end))));
      }
    }
    return blocks;
  }

  /** Whether it declares types, rather than being statements. */
  boolean isDeclarations() {
    return DECLARATION.matcher(text).find();
  }
}
