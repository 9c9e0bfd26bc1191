package dev.hmdb.benchmarks.peers;

/** What a store is opened for: some have to be told. */
enum Use {
  /** Reads and buffered writes by any number of threads. */
  SHARED,
  /**
   * Buffered writes by one thread. Only the limit, which needs no lock then, makes a difference.
   */
  ONE_WRITER,
  /** Writes that are on stable storage when the call returns. */
  SYNCED,
  /** Transactions of several writes, buffered. */
  TRANSACTIONS
}
