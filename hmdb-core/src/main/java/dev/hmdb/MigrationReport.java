package dev.hmdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a migration did, or would do.
 *
 * @param outcome how it ended
 * @param moves what became of each table that was read; empty if none was
 * @param problemCount what would make it fail; 0 unless it was a dry run
 * @param problems the first of those
 * @param kept the file that holds the state before, for {@link Migration#goBack}; to be deleted
 *     when nobody wants to go back any more; null unless it was migrated
 */
public record MigrationReport(
    Outcome outcome,
    List<Move> moves,
    long problemCount,
    List<Problem> problems,
    @Nullable Path kept) {

  /** Copies the lists. */
  public MigrationReport {
    Objects.requireNonNull(outcome, "outcome");
    moves = List.copyOf(moves);
    problems = List.copyOf(problems);
  }

  /** How it ended. */
  public enum Outcome {
    /** There is no database, or it has the new schema, or a later one, already. */
    NOT_NEEDED,
    /** It was a dry run. */
    REHEARSED,
    /** The database has the new schema. */
    MIGRATED
  }

  /**
   * From one table to another.
   *
   * @param from the table's name in the old schema
   * @param to the table's name in the new schema; null if it was dropped
   * @param read entries of the old table
   * @param written entries that were made of them
   */
  public record Move(String from, @Nullable String to, long read, long written) {
    /** Checks that there is a table. */
    public Move {
      Objects.requireNonNull(from, "from");
    }
  }

  /**
   * An entry that cannot be migrated.
   *
   * @param table its table in the old schema; or in the new one, if the entry could be moved, but a
   *     constraint of the new schema does not allow it
   * @param key its key as text, cut if it is long
   * @param reason what was thrown, which key there would be twice, or which constraint it breaks
   */
  public record Problem(String table, String key, String reason) {
    /** Checks that nothing is null. */
    public Problem {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
