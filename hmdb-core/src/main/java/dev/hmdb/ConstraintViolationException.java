package dev.hmdb;

import java.io.Serial;

/**
 * A commit would have broken a constraint of the schema, and nothing of it was kept; or a database
 * that was to be opened breaks one, and is as it was.
 */
public final class ConstraintViolationException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, and what to do. */
  public ConstraintViolationException(String message) {
    super(message);
  }

  /** As {@link #ConstraintViolationException(String)}, with what caused it. */
  public ConstraintViolationException(String message, Throwable cause) {
    super(message, cause);
  }
}
