package dev.hmdb;

import java.util.Objects;

/**
 * How far a migration is.
 *
 * @param phase what is being done
 * @param entriesDone entries that the phase is done with, only growing
 * @param entriesTotal entries that it will have been done with at its end
 */
public record MigrationProgress(Phase phase, long entriesDone, long entriesTotal) {

  /** Checks that there is a phase. */
  public MigrationProgress {
    Objects.requireNonNull(phase, "phase");
  }

  /** What is being done, in this order. A dry run ends with the first. */
  public enum Phase {
    /** The functions run on every entry. Nothing is written yet. */
    CONVERTING,
    /** The state before is written once more, to be gone back to, and the new one. */
    WRITING,
    /** Both are read again, and compared. After that, the new one replaces the old one. */
    VERIFYING
  }
}
