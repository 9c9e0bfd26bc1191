package dev.hmdb.internal.tx;

/**
 * The other processes that commit to the same database. Called under the commit lock, except where
 * it says otherwise.
 */
public interface OtherProcesses {
  /** Takes what others have committed, in their order. */
  @FunctionalInterface
  interface Receiver {
    /** Applies a commit. After an exception it is not applied, and has to be handed over again. */
    void apply(ForeignCommit commit);
  }

  /**
   * Whether somebody may have committed what has not been applied here. Costs a read of memory; to
   * be called by any thread.
   */
  boolean isAhead();

  /**
   * The number of the last change that anybody made to the log; they only go up. For any thread.
   *
   * @throws IllegalStateException if the database is closed
   */
  long newest();

  /** Whether a change is applied here, and all before it are. For any thread. */
  boolean hasReached(long change);

  /** Hands over everything that others have committed before the call. */
  void read(Receiver receiver);

  /**
   * Keeps all others from committing until {@link #letIn}, and hands over what they have committed.
   * While it waits it hands over what it can, so that readers need not wait, too.
   *
   * @param sinceNanos since when the caller has been waiting for this, by {@link System#nanoTime}
   * @throws dev.hmdb.DatabaseLockedException if somebody else would not let go; nobody is kept out
   * @throws dev.hmdb.DatabaseFailedException if it cannot be done; nobody is kept out
   */
  void lockOut(Receiver receiver, long sinceNanos);

  /** Lets others commit again. */
  void letIn();

  /** The commit that was appended last can be seen in this process. */
  void installed();
}
