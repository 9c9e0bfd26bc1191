package dev.hmdb;

import java.io.Serial;

/**
 * A migration, or going back from one, failed. The database is as it was before the call, unless
 * the message says that this is not known; calling again is always safe.
 */
public final class MigrationException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, and what to do. */
  public MigrationException(String message) {
    super(message);
  }

  /** As {@link #MigrationException(String)}, with what caused it. */
  public MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
