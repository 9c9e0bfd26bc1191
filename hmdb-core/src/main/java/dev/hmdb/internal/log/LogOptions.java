package dev.hmdb.internal.log;

/**
 * How a log grows.
 *
 * @param firstGrowth bytes reserved when a segment is made, and the least that it grows by
 * @param maxGrowth the most that it grows by; in between it is a part of its size
 * @param growAhead whether a thread of the log's own grows it before the space is used up; if not,
 *     the append that needs space makes it, which keeps the order of all file calls reproducible
 * @param writesThrough whether frames are kept in memory until the next sync, which writes them to
 *     stable storage, where the directory can do that: for a log of which each append is synced
 */
public record LogOptions(
    long firstGrowth, long maxGrowth, boolean growAhead, boolean writesThrough) {
  /** A segment grows by this part of its size: more would count on disk, less costs more calls. */
  static final long PART = 16;

  /** More would be in vain if the log does not go on growing. */
  private static final long LARGEST_BEGINNING = 1 << 20;

  /** A hundred removals or more, and little beside what a log begins with. */
  private static final long LARGEST_RESERVE = 8 << 10;

  public LogOptions {
    if (firstGrowth < 1 || maxGrowth < firstGrowth) {
      throw new IllegalArgumentException(
          "firstGrowth=" + firstGrowth + " maxGrowth=" + maxGrowth + " must be 1 <= first <= max");
    }
  }

  /** Bytes of the space that was made, which only frames may use that make room elsewhere. */
  long reserve() {
    return Math.min(LARGEST_RESERVE, firstGrowth / 8);
  }

  /** Each append survives the death of the process. */
  public LogOptions(long firstGrowth, long maxGrowth, boolean growAhead) {
    this(firstGrowth, maxGrowth, growAhead, false);
  }

  /** These options for a log that is written at its syncs, or not. */
  public LogOptions writesThrough(boolean value) {
    return new LogOptions(firstGrowth, maxGrowth, growAhead, value);
  }

  /**
   * These options for a segment that will be about as large as one of {@code bytes}: it need not
   * begin with small steps.
   */
  LogOptions forAnother(long bytes) {
    long most = Math.max(firstGrowth, Math.min(LARGEST_BEGINNING, maxGrowth));
    return new LogOptions(
        Math.clamp(bytes / PART, firstGrowth, most), maxGrowth, growAhead, writesThrough);
  }

  /**
   * The most that a segment grows by. The zeros that are written should still be in the cache when
   * frames are copied over them: with 64 MiB at a time a million overwriting puts of 95 bytes took
   * 1.3 to 1.5 times as long as with 1 to 4 MiB, where a core has 1 MiB of its own and all share
   * 32.
   */
  public static final long LARGEST_STEP = 2 << 20;

  /** 64 KiB at first, a sixteenth of its size then, at most 2 MiB at a time, ahead of need. */
  public static LogOptions defaults() {
    return new LogOptions(64 << 10, LARGEST_STEP, true);
  }
}
