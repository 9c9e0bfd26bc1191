package dev.hmdb.examples.accounts;

import java.io.Serial;

/** An account's plan does not allow what was asked for. */
public final class QuotaExceededException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** With the account that asked for too much. */
  public QuotaExceededException(Username name) {
    super(name.value() + " has used up its plan");
  }
}
