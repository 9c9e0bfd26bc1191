package dev.hmdb;

import java.io.Serial;

/**
 * Another process, or this one, has the database open; or, with {@link Sharing#MULTI_PROCESS},
 * another process would not let a commit through for too long, of which nothing was kept.
 */
public final class DatabaseLockedException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, and what to do. */
  public DatabaseLockedException(String message) {
    super(message);
  }

  /** As {@link #DatabaseLockedException(String)}, with what caused it. */
  public DatabaseLockedException(String message, Throwable cause) {
    super(message, cause);
  }
}
