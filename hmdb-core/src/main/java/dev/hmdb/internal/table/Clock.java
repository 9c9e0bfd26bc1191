package dev.hmdb.internal.table;

/**
 * The timestamp up to which commits are visible: one clock for all tables of a database.
 *
 * <p>Timestamps count commits: 0 is the state that was loaded, each commit takes the next. They
 * have nothing to do with time.
 */
public final class Clock {
  /*
   * Publication
   * Volatile on both sides. Acquire and release would do for visibility; the full order is for the
   * registry of snapshots: a reader announces its timestamp and then looks here, the writer
   * publishes here and then looks at what was announced, and one of the two must see the other.
   */
  private volatile long published;

  /** The newest timestamp that is visible. */
  public long published() {
    return published;
  }

  /** Makes everything up to the timestamp visible. For the one who publishes. */
  public void publish(long timestamp) {
    published = timestamp;
  }
}
