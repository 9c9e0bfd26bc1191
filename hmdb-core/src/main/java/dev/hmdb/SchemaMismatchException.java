package dev.hmdb;

import java.io.Serial;

/**
 * The database was written with a schema that does not fit the one it is opened with. Nothing was
 * changed.
 */
public final class SchemaMismatchException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, and what to do. */
  public SchemaMismatchException(String message) {
    super(message);
  }

  /** As {@link #SchemaMismatchException(String)}, with what caused it. */
  public SchemaMismatchException(String message, Throwable cause) {
    super(message, cause);
  }
}
