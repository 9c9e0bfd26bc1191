package dev.hmdb.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** A page of {@code docs/format}, to check what it says. */
public record FormatPage(List<String> lines) {
  private static final Pattern HEX_BLOCK = Pattern.compile("```hex\n(.*?)```", Pattern.DOTALL);

  public static FormatPage read(String name) {
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

  /** The bytes of the one block that is marked hex; what follows a # explains. */
  public byte[] hexBlock() {
    return hexBlocks().getFirst();
  }

  /** The bytes of each block that is marked hex. */
  public List<byte[]> hexBlocks() {
    return HEX_BLOCK
        .matcher(String.join("\n", lines))
        .results()
        .map(block -> block.group(1).replaceAll("#.*|\\s", ""))
        .map(HexFormat.of()::parseHex)
        .toList();
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1).split("\\|"))
        .map(String::strip)
        .map(cell -> cell.matches("`[^`]*`") ? cell.substring(1, cell.length() - 1) : cell)
        .toList();
  }
}
