package dev.hmdb;

import java.io.Serial;

/** The database was used after it was closed. */
public final class DatabaseClosedException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, and what to do. */
  public DatabaseClosedException(String message) {
    super(message);
  }

  /** As {@link #DatabaseClosedException(String)}, with what caused it. */
  public DatabaseClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
