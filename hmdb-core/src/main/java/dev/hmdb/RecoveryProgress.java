package dev.hmdb;

import java.util.Objects;

/**
 * How far the opening of a database is. With {@link Recovery#SALVAGE} a damaged database is read
 * more than once, and each time counts from the beginning.
 *
 * @param phase what is being read
 * @param bytesDone bytes that were read; equal to {@code bytesTotal} in the last one of an opening
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
    LOG
  }
}
