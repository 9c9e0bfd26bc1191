package dev.hmdb;

import java.io.Serial;

/**
 * A backup could not be written. What was written of it is gone unless the message says otherwise,
 * and the database is as it was: it goes on, and another backup may succeed.
 */
public final class BackupFailedException extends HmdbException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, and what to do. */
  public BackupFailedException(String message) {
    super(message);
  }

  /** As {@link #BackupFailedException(String)}, with what caused it. */
  public BackupFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
