package dev.hmdb;

import java.io.Serial;

/**
 * A subscriber cannot be told of every change: those behind the position that it had reached are
 * not known any more, since the log that had them was compacted, or they never were. What a
 * subscription ends with, not thrown.
 *
 * <p>To go on, subscribe {@link FeedOptions#from from} {@link #resumeAt}, and then read the tables
 * anew: they have what was missed.
 */
public final class ChangesMissedException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  private final long missedFrom;
  private final long resumeAt;

  /** With a message that says why. */
  public ChangesMissedException(String message, long missedFrom, long resumeAt) {
    super(message);
    this.missedFrom = missedFrom;
    this.resumeAt = resumeAt;
  }

  /**
   * The position behind which changes are missing: that of the last transaction told, or a later
   * one with nothing in between.
   */
  public long missedFrom() {
    return missedFrom;
  }

  /** A position from which nothing is missing. */
  public long resumeAt() {
    return resumeAt;
  }
}
