package dev.hmdb;

/** Who may have the directory open at the same time. */
public enum Sharing {
  /**
   * This process alone. A second open fails with {@link DatabaseLockedException}, at once or after
   * {@link Options#lockTimeout}.
   */
  EXCLUSIVE,
  /**
   * Several processes, all reading and writing. This version refuses it with {@link
   * UnsupportedOperationException}.
   */
  MULTI_PROCESS
}
