package dev.hmdb.processor.form;

/** A text that is no form. */
public final class FormException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String reason;
  private final boolean isNewer;

  FormException(int line, String reason, boolean isNewer) {
    super("line " + line + ": " + reason);
    this.line = line;
    this.reason = reason;
    this.isNewer = isNewer;
  }

  /** The number of the line that is wrong; the first is 1. */
  public int line() {
    return line;
  }

  /** What is wrong. */
  public String reason() {
    return reason;
  }

  /** Whether a newer version of hmdb wrote it, so that nothing is wrong with it. */
  public boolean isNewer() {
    return isNewer;
  }
}
