package dev.hmdb.internal.snapshot;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of snapshot files, and which of them a directory has. */
public final class Snapshots {
  /** The largest number that a name has room for. */
  private static final long MAX_NUMBER = 9_999_999_999_999_999L;

  /** A file of a greater number is nobody's, as in the log. */
  private static final long LAST = 999_999_999_999_999L;

  /** While the file is being written; whoever finds one later may delete it. */
  private static final String TEMPORARY_SUFFIX = ".tmp";

  private static final Pattern NAME = Pattern.compile("snapshot-(\\d{16})\\.hmdb");
  private static final Pattern TEMPORARY_NAME =
      Pattern.compile(NAME.pattern() + Pattern.quote(TEMPORARY_SUFFIX));

  private Snapshots() {}

  /** The file name of a snapshot whose number is from 1 to 9,999,999,999,999,999. */
  public static String name(long number) {
    if (number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException(
          "snapshot number=" + number + " expected=1 to " + MAX_NUMBER);
    }
    return String.format(Locale.ROOT, "snapshot-%016d.hmdb", number);
  }

  /** What the file is called while it is being written. */
  public static String temporaryName(long number) {
    return name(number) + TEMPORARY_SUFFIX;
  }

  /** The numbers of all snapshots, ascending. That they are intact is not known. */
  public static List<Long> numbers(Directory directory) throws IOException {
    return directory.list().stream()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Long.valueOf(matcher.group(1)))
        .filter(number -> number > 0 && number <= LAST)
        .toList();
  }

  /**
   * In which form a snapshot is written, by its header.
   *
   * @throws dev.hmdb.CorruptDatabaseException if that is damaged
   */
  public static SnapshotForm form(Directory directory, long number) throws IOException {
    try (DiskFile file = directory.open(name(number), Access.READ)) {
      return SnapshotHeader.read(file, number).form();
    }
  }

  public static OptionalLong newest(Directory directory) throws IOException {
    return numbers(directory).stream().mapToLong(Long::longValue).max();
  }

  /**
   * Deletes what crashes left of snapshots that were being written. Not to be called while one is.
   *
   * @return how many files that were
   */
  public static int deleteTemporaries(Directory directory) throws IOException {
    List<String> temporaries =
        directory.list().stream().filter(name -> TEMPORARY_NAME.matcher(name).matches()).toList();
    for (String name : temporaries) {
      directory.delete(name);
    }
    return temporaries.size();
  }

  static void deleteIfThere(Directory directory, String name) throws IOException {
    if (directory.exists(name)) {
      directory.delete(name);
    }
  }
}
