package dev.hmdb;

import java.io.Serial;

/** The root of what hmdb throws for reasons that are not a mistake of the caller. */
public abstract sealed class HmdbException extends RuntimeException
    permits BackupFailedException,
        ChangesMissedException,
        ConflictException,
        ConstraintViolationException,
        CorruptDatabaseException,
        DatabaseClosedException,
        DatabaseFailedException,
        DatabaseLockedException,
        DatabaseOpenException,
        MigrationException,
        SchemaMismatchException {
  @Serial private static final long serialVersionUID = 1L;

  HmdbException(String message) {
    super(message);
  }

  HmdbException(String message, Throwable cause) {
    super(message, cause);
  }
}
