package dev.hmdb;

import java.io.Serial;

/**
 * A transaction of the imperative form read something that another commit changed. Nothing of it
 * was kept; run it anew.
 */
public final class ConflictException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, and what to do. */
  public ConflictException(String message) {
    super(message);
  }

  /** As {@link #ConflictException(String)}, with what caused it. */
  public ConflictException(String message, Throwable cause) {
    super(message, cause);
  }
}
