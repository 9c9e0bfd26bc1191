package dev.hmdb;

import java.io.Serial;

/**
 * A write or sync failed. Reads go on; if the message says so, writes are refused until the
 * database is reopened.
 */
public final class DatabaseFailedException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, and what to do. */
  public DatabaseFailedException(String message) {
    super(message);
  }

  /** As {@link #DatabaseFailedException(String)}, with what caused it. */
  public DatabaseFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
