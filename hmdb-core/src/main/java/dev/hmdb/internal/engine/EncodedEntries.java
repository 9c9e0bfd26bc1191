package dev.hmdb.internal.engine;

/** Is told the bytes of every entry that is written to a snapshot or read from it. */
@FunctionalInterface
interface EncodedEntries {
  /** Nobody who wants to know. */
  EncodedEntries UNWATCHED = (table, bytes, from, to) -> {};

  /**
   * One entry. Several threads may call this.
   *
   * @param table its id
   * @param bytes have the key and then the value, from {@code from} to before {@code to}; may
   *     change after the call
   */
  void add(int table, byte[] bytes, int from, int to);
}
