package dev.hmdb.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One version of the story in {@code docs/schema.md}: what is between its heading and the next.
 *
 * @param first the line of its heading
 * @param end the line of the next
 */
record StoryVersion(Path page, int first, int end) {

  /** The version under the heading {@code ### Version 2}, for one. */
  static StoryVersion of(Path page, int number) throws IOException {
    List<String> lines = Files.readAllLines(page);
    int first = lines.indexOf("### Version " + number);
    int end = first + 1;
    while (end < lines.size() && !lines.get(end).startsWith("##")) {
      end++;
    }
    return new StoryVersion(page, first + 1, end);
  }

  private List<String> blocks(String language) throws IOException {
    return CodeBlock.in(page, language).stream()
        .filter(block -> block.line() > first && block.line() < end)
        .map(CodeBlock::text)
        .toList();
  }

  /** What the page shows in that language, which is one block. */
  String block(String language) throws IOException {
    List<String> blocks = blocks(language);
    if (blocks.size() != 1) {
      throw new AssertionError(blocks.size() + " blocks of " + language + " below line " + first);
    }
    return blocks.getFirst() + "\n";
  }

  /** The classes of the version: the first Java block. */
  String declarations() throws IOException {
    return blocks("java").get(0);
  }

  /** The program of the version: the second Java block. */
  String statements() throws IOException {
    return blocks("java").get(1);
  }
}
