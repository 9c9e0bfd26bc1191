package dev.hmdb.internal.log;

/** What a frame holds. The numbers are on disk: never change or reuse one. */
public final class FrameKind {
  /** The schema that the commits after it were written with. The caller's bytes. */
  public static final byte SCHEMA = 1;

  /** One transaction. The caller's bytes. */
  public static final byte COMMIT = 2;

  /** A clean close: everything before it was synced. The log's own; the body is empty. */
  public static final byte SEAL = 3;

  /**
   * The log goes on in the next segment, and nothing follows in this one. The log's own; the body
   * is empty.
   */
  public static final byte NEXT = 4;

  private FrameKind() {}

  /** Whether a visitor is shown such frames. */
  static boolean isShown(byte kind) {
    return kind == SCHEMA || kind == COMMIT;
  }

  static boolean isKnown(byte kind) {
    return kind >= SCHEMA && kind <= NEXT;
  }
}
