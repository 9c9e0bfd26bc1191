package dev.hmdb.internal.engine;

/**
 * The body of a commit frame: operations, one after the other, to its end. {@code
 * docs/format/catalog.md} is the whole story. The numbers are on disk: never change or reuse one.
 */
final class OperationLayout {
  /** The low bits of an operation's first number say what it does; the rest is the table's id. */
  static final int KIND_BITS = 2;

  static final int KIND_MASK = (1 << KIND_BITS) - 1;

  /** Followed by the key and the value. */
  static final int PUT = 0;

  /** Followed by the key. */
  static final int REMOVE = 1;

  /** Followed by nothing. */
  static final int CLEAR = 2;

  private OperationLayout() {}

  static long header(int tableId, int kind) {
    return ((long) tableId << KIND_BITS) | kind;
  }
}
