package dev.hmdb.internal.log;

import dev.hmdb.DatabaseOpenException;
import dev.hmdb.internal.disk.Directory;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names of segment files. This release knows a log of one segment. */
final class Segments {
  static final long FIRST = 1;

  /** While the file is being made; whoever finds one later may delete it. */
  static final String TEMPORARY_SUFFIX = ".tmp";

  private static final Pattern NAME = Pattern.compile("log-\\d{16}\\.hmdb");

  private Segments() {}

  static String name(long number) {
    return String.format(Locale.ROOT, "log-%016d.hmdb", number);
  }

  static String temporaryName(long number) {
    return name(number) + TEMPORARY_SUFFIX;
  }

  /**
   * Whether there is a log.
   *
   * @throws DatabaseOpenException if there are segments other than the first alone
   */
  static boolean exist(Directory directory) throws IOException {
    List<String> found =
        directory.list().stream().filter(name -> NAME.matcher(name).matches()).toList();
    List<String> expected = List.of(name(FIRST));
    if (!found.isEmpty() && !found.equals(expected)) {
      throw new DatabaseOpenException(
          directory.path()
              + ": segments of the log found="
              + found
              + " expected="
              + expected
              + "; nothing was changed; put the missing files back, or open it with the release"
              + " that wrote it");
    }
    return !found.isEmpty();
  }
}
