package dev.hmdb;

import java.io.Serial;

/**
 * The database could not be opened or created: the path, a right or the space is wrong. Nothing
 * half-made is left.
 */
public final class DatabaseOpenException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, and what to do. */
  public DatabaseOpenException(String message) {
    super(message);
  }

  /** As {@link #DatabaseOpenException(String)}, with what caused it. */
  public DatabaseOpenException(String message, Throwable cause) {
    super(message, cause);
  }
}
