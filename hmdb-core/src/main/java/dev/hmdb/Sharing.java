package dev.hmdb;

/** Who may have the directory open at the same time. */
public enum Sharing {
  /**
   * This process alone. A second open fails with {@link DatabaseLockedException}, at once or after
   * {@link Options#lockTimeout}.
   */
  EXCLUSIVE,
  /**
   * Several processes of one machine, all reading and writing, none of which need know of the
   * others. Every read sees every commit that returned before it, in any process, and transactions
   * are strictly serializable over all of them.
   *
   * <p>All processes that have the directory open at a time must open it like this, with the same
   * schema; durability, compaction and timeouts may differ. {@code openReadOnly} follows them, if
   * one of them has the directory open by then; if none has, it keeps them out until it is closed.
   * Opening waits for a process that writes or recovers, for {@link Options#lockTimeout} if that is
   * not zero, else for a second. There is room for 64 processes. A commit waits for those of other
   * processes, at most for {@link Options#lockTimeout} if that is not zero, else for ten seconds;
   * then it fails with a {@link DatabaseLockedException} that names who holds it up, and nothing of
   * it is kept, so that it may be tried again; a process that is stopped while it writes, by a
   * debugger say, makes all the others wait so long. With {@link Durability#SYNC} each commit has a
   * sync of its own. A transaction that locks ({@link TxOptions#lockAll}, {@link TxOptions#lock},
   * and one that met conflicts again and again) keeps the other processes from committing while its
   * body runs. A directory on a network file system is refused where that can be told.
   */
  MULTI_PROCESS
}
