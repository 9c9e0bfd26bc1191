package dev.hmdb;

import java.io.Serial;

/**
 * A file of the database is damaged where that cannot be the trace of a crash. Nothing was changed.
 */
public final class CorruptDatabaseException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, and what to do. */
  public CorruptDatabaseException(String message) {
    super(message);
  }

  /** As {@link #CorruptDatabaseException(String)}, with what caused it. */
  public CorruptDatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
