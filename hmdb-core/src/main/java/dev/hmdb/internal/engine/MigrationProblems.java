package dev.hmdb.internal.engine;

import dev.hmdb.MigrationException;
import dev.hmdb.MigrationReport.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects why entries cannot be migrated. For one thread. */
final class MigrationProblems {
  /** More are only counted: they are likely to be of the same kind. */
  private static final int MAX_TOLD = 100;

  private final List<Problem> first = new ArrayList<>();
  private @Nullable Throwable firstCause;
  private long count;

  /**
   * @param cause what was thrown; null if nothing was
   */
  void add(String table, Object key, String reason, @Nullable Throwable cause) {
    if (count == 0) {
      firstCause = cause;
    }
    if (count < MAX_TOLD) {
      first.add(new Problem(table, UnreadableEntryException.text(key), reason));
    }
    count++;
  }

  long count() {
    return count;
  }

  List<Problem> first() {
    return first;
  }

  /**
   * @throws MigrationException if there is a problem; it is about the first
   */
  void requireNone() {
    if (count > 0) {
      Problem problem = first.getFirst();
      String message =
          "The migration failed in table "
              + problem.table()
              + " at key "
              + problem.key()
              + ": "
              + problem.reason()
              + "; the database is as it was. A dry run lists every such entry";
      throw firstCause == null
          ? new MigrationException(message)
          : new MigrationException(message, firstCause);
    }
  }
}
