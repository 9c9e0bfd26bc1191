package dev.hmdb.internal.log;

import java.io.IOException;
import java.io.Serial;

/**
 * The log has failed for good: a sync failed, or a copy into the mapped file died. It refuses every
 * append and sync from now on; opening the log anew finds out what is there.
 */
public final class LogFailedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  LogFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
