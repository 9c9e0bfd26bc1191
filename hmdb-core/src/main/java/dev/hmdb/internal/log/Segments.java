package dev.hmdb.internal.log;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.Directory;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of segment files, and which of them a directory has. */
final class Segments {
  static final long FIRST = 1;

  /** The largest number that a name has room for. */
  private static final long MAX_NUMBER = 9_999_999_999_999_999L;

  /** A file of a greater number is nobody's: behind it there would be none left to count on. */
  static final long LAST = 999_999_999_999_999L;

  /**
   * A segment is made ahead of need, when nobody knows yet where the one before it will end; its
   * positions begin so far behind the end of that moment. Positions last for 2^29 segments.
   */
  static final long SPACING = 1L << 34;

  /** While the file is being made; whoever finds one later may delete it. */
  private static final String TEMPORARY_SUFFIX = ".tmp";

  private static final Pattern NAME = Pattern.compile("log-(\\d{16})\\.hmdb");
  private static final Pattern TEMPORARY_NAME =
      Pattern.compile(NAME.pattern() + Pattern.quote(TEMPORARY_SUFFIX));

  private Segments() {}

  static String name(long number) {
    if (number < FIRST || number > MAX_NUMBER) {
      throw new IllegalArgumentException(
          "segment number=" + number + " expected=1 to " + MAX_NUMBER);
    }
    return String.format(Locale.ROOT, "log-%016d.hmdb", number);
  }

  static String temporaryName(long number) {
    return name(number) + TEMPORARY_SUFFIX;
  }

  /** The numbers of all segments, ascending. That they are intact is not known. */
  static List<Long> numbers(Directory directory) throws IOException {
    return directory.list().stream()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Long.valueOf(matcher.group(1)))
        .filter(number -> number >= FIRST && number <= LAST)
        .toList();
  }

  /**
   * The numbers from {@code first} on, which is one of them.
   *
   * @throws CorruptDatabaseException if that one or one between them is missing
   */
  static List<Long> chain(Directory directory, long first) throws IOException {
    List<Long> found = numbers(directory).stream().filter(number -> number >= first).toList();
    long expected = first;
    for (long number : found) {
      if (number != expected && expected == FIRST) {
        throw missingBefore(directory, number);
      }
      if (number != expected) {
        throw missing(directory, expected, "a later one is there: " + name(number));
      }
      expected++;
    }
    if (found.isEmpty()) {
      throw missing(directory, first, "the log begins with it");
    }
    return found;
  }

  /** Without a snapshot file a log begins with segment 1. */
  private static CorruptDatabaseException missingBefore(Directory directory, long number) {
    return new CorruptDatabaseException(
        directory.path()
            + ": what comes before "
            + name(number)
            + " is missing: the snapshot file of that number, or else the segments from "
            + name(FIRST)
            + " on; nothing was changed; put the files back, or restore the directory from a backup");
  }

  static CorruptDatabaseException missing(Directory directory, long number, String why) {
    return new CorruptDatabaseException(
        directory.path()
            + ": a segment of the log is missing: "
            + name(number)
            + "; "
            + why
            + "; nothing was changed; put the file back, or restore the directory from a backup");
  }

  /** Deletes what crashes left of segments that were being made. Not to be called while one is. */
  static void deleteTemporaries(Directory directory) throws IOException {
    for (String name : directory.list()) {
      if (TEMPORARY_NAME.matcher(name).matches()) {
        directory.delete(name);
      }
    }
  }
}
