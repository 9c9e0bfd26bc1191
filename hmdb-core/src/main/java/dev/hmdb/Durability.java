package dev.hmdb;

/** What a commit has survived when its call returns. */
public enum Durability {
  /**
   * The death of the process, {@code kill -9} included. A background sync every {@link
   * Options#syncInterval} bounds what a power cut can take: the last commits, whole ones.
   */
  BUFFERED,
  /** A power cut: the commit is on stable storage. Concurrent commits share one sync. */
  SYNC
}
