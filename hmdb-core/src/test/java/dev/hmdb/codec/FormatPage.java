package dev.hmdb.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A page of {@code docs/format}, to check what it says. */
record FormatPage(List<String> lines) {

  static FormatPage read(String name) {
    // Maven runs the tests in the module's folder, an IDE perhaps in the project's.
    Path inModule = Path.of("..", "docs", "format", name);
    Path page = Files.exists(inModule) ? inModule : Path.of("docs", "format", name);
    try {
      return new FormatPage(Files.readAllLines(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of the table with this header; cells without the backticks around them. */
  List<List<String>> table(String... header) {
    int start = lines.indexOf("| " + String.join(" | ", header) + " |");
    if (start < 0) {
      throw new IllegalArgumentException("no table " + Arrays.toString(header));
    }
    return lines.stream()
        .skip(start + 2)
        .takeWhile(line -> line.startsWith("|"))
        .map(FormatPage::cells)
        .toList();
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1).split("\\|"))
        .map(String::strip)
        .map(cell -> cell.matches("`[^`]*`") ? cell.substring(1, cell.length() - 1) : cell)
        .toList();
  }
}
