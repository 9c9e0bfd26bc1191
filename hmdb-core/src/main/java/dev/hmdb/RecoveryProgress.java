package dev.hmdb;

import java.util.Objects;

/**
 * How far the opening of a database is. {@code bytesDone} and {@code entries} only grow, with one
 * exception: where {@link Recovery#SALVAGE} finds damage, {@link Phase#SALVAGE} counts from the
 * beginning, and after it, unless it was opened read-only, what was written in place of the damaged
 * files is read in the phases of any opening, from the beginning again.
 *
 * @param phase what is being read
 * @param bytesDone bytes that were read; equal to {@code bytesTotal} in the last one of an opening
 *     and in the last one of {@code SALVAGE}
 * @param bytesTotal bytes of the files to be read, those that only reserve space included
 * @param entries entries that were read from a snapshot file, and writes of transactions from the
 *     log
 */
public record RecoveryProgress(Phase phase, long bytesDone, long bytesTotal, long entries) {

  /** Checks that there is a phase. */
  public RecoveryProgress {
    Objects.requireNonNull(phase, "phase");
  }

  /** What is being read. */
  public enum Phase {
    /** The snapshot file, on all cores. */
    SNAPSHOT,
    /** The transactions that were committed after it. */
    LOG,
    /** Damaged files, for what is left in them. */
    SALVAGE
  }
}
