package dev.hmdb;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a database is opened. Immutable: each method named after an option returns a copy with that
 * option changed, and the accessor of the same name without parameters reads it.
 *
 * @param durability what a commit has survived when its call returns; {@link Durability#BUFFERED}
 * @param syncInterval how often unsynced commits are synced in the background; 100 ms
 * @param compaction when the log is compacted; {@link Compaction#automatic}
 * @param compression whether the snapshot files that compaction and {@link Database#backup} write
 *     are compressed; false. They become smaller, by half perhaps, and take longer to write and to
 *     open. Every file is read whatever this says, so it may be changed with each opening; then it
 *     holds from the next compaction on, and {@link Database#compact} writes the file anew. The log
 *     is never compressed. Releases that know nothing of this refuse a compressed file. Live data
 *     counts for {@link #compaction} with the bytes that it has in the snapshot file
 * @param sharing who else may have the directory open; {@link Sharing#EXCLUSIVE}
 * @param lockTimeout how long to wait for a directory that another process has open; zero. Where
 *     processes share it ({@link Sharing#MULTI_PROCESS}), also how long opening, read-only too,
 *     waits for one that writes, a second if it is zero; and how long a commit waits for those of
 *     other processes, ten seconds if it is zero
 * @param createIfMissing whether a missing database is created, also in a directory that holds
 *     other files, which are left alone; true
 * @param recovery what to do with damage; {@link Recovery#STRICT}
 * @param recoveryListener who is told how far the opening is; null for nobody
 */
public record Options(
    Durability durability,
    Duration syncInterval,
    Compaction compaction,
    boolean compression,
    Sharing sharing,
    Duration lockTimeout,
    boolean createIfMissing,
    Recovery recovery,
    @Nullable RecoveryListener recoveryListener) {

  private static final Options DEFAULTS =
      new Options(
          Durability.BUFFERED,
          Duration.ofMillis(100),
          Compaction.automatic(),
          false,
          Sharing.EXCLUSIVE,
          Duration.ZERO,
          true,
          Recovery.STRICT,
          null);

  /**
   * @throws IllegalArgumentException if {@code syncInterval} is not positive or {@code lockTimeout}
   *     is negative
   */
  public Options {
    Objects.requireNonNull(durability, "durability");
    Objects.requireNonNull(syncInterval, "syncInterval");
    Objects.requireNonNull(compaction, "compaction");
    Objects.requireNonNull(sharing, "sharing");
    Objects.requireNonNull(lockTimeout, "lockTimeout");
    Objects.requireNonNull(recovery, "recovery");
    if (syncInterval.isNegative() || syncInterval.isZero()) {
      throw new IllegalArgumentException("syncInterval=" + syncInterval + " must be positive");
    }
    if (lockTimeout.isNegative()) {
      throw new IllegalArgumentException("lockTimeout=" + lockTimeout + " must not be negative");
    }
  }

  /** Every option at its default. */
  public static Options defaults() {
    return DEFAULTS;
  }

  /** A copy with this durability. */
  public Options durability(Durability durability) {
    return new Options(
        durability,
        syncInterval,
        compaction,
        compression,
        sharing,
        lockTimeout,
        createIfMissing,
        recovery,
        recoveryListener);
  }

  /** A copy with this interval of the background sync. */
  public Options syncInterval(Duration syncInterval) {
    return new Options(
        durability,
        syncInterval,
        compaction,
        compression,
        sharing,
        lockTimeout,
        createIfMissing,
        recovery,
        recoveryListener);
  }

  /** A copy with this compaction. */
  public Options compaction(Compaction compaction) {
    return new Options(
        durability,
        syncInterval,
        compaction,
        compression,
        sharing,
        lockTimeout,
        createIfMissing,
        recovery,
        recoveryListener);
  }

  /** A copy that compresses snapshot files, or does not. */
  public Options compression(boolean compression) {
    return new Options(
        durability,
        syncInterval,
        compaction,
        compression,
        sharing,
        lockTimeout,
        createIfMissing,
        recovery,
        recoveryListener);
  }

  /** A copy with this sharing. */
  public Options sharing(Sharing sharing) {
    return new Options(
        durability,
        syncInterval,
        compaction,
        compression,
        sharing,
        lockTimeout,
        createIfMissing,
        recovery,
        recoveryListener);
  }

  /** A copy with this time to wait for the directory's lock. */
  public Options lockTimeout(Duration lockTimeout) {
    return new Options(
        durability,
        syncInterval,
        compaction,
        compression,
        sharing,
        lockTimeout,
        createIfMissing,
        recovery,
        recoveryListener);
  }

  /** A copy with this answer to a missing database. */
  public Options createIfMissing(boolean createIfMissing) {
    return new Options(
        durability,
        syncInterval,
        compaction,
        compression,
        sharing,
        lockTimeout,
        createIfMissing,
        recovery,
        recoveryListener);
  }

  /** A copy with this recovery. */
  public Options recovery(Recovery recovery) {
    return new Options(
        durability,
        syncInterval,
        compaction,
        compression,
        sharing,
        lockTimeout,
        createIfMissing,
        recovery,
        recoveryListener);
  }

  /** A copy with this listener; null for none. */
  public Options recoveryListener(@Nullable RecoveryListener recoveryListener) {
    return new Options(
        durability,
        syncInterval,
        compaction,
        compression,
        sharing,
        lockTimeout,
        createIfMissing,
        recovery,
        recoveryListener);
  }
}
