package dev.hmdb.internal.tx;

import dev.hmdb.codec.Encoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where commits are kept. */
public interface CommitLog {

  /**
   * Appends one commit. Called under the commit lock.
   *
   * <p>On return the commit survives the death of the process; if commits are only visible once
   * synced, it may do so only after the next sync. After any other exception than those named here
   * it is unknown whether it is in the log, and the log takes no more.
   *
   * @param onlyRemoves whether there should be room for it even if there is none for others
   * @throws IOException if there was no room for it; nothing of it is in the log, and a later one
   *     may succeed
   * @throws IllegalArgumentException if it is too large; nothing of it is in the log
   */
  void append(Encoder commit, boolean onlyRemoves) throws IOException;

  /**
   * Position behind the commit that was appended last; grows with each. Called under the commit
   * lock.
   *
   * @param timestamp of that commit
   */
  default long position(long timestamp) {
    return timestamp;
  }

  /**
   * Called before a commit, without the commit lock: may wait a while if the log has grown faster
   * than it can be compacted. An interrupt does not end the wait and is not lost.
   */
  default void awaitRoom() {}

  /**
   * Returns when everything appended before the call is on stable storage. Called by one thread at
   * a time, any thread, while others append. An interrupt does not disturb it and is not lost. A
   * failure is final.
   */
  void sync() throws IOException;

  /** The other processes that append to it; null if there cannot be any. */
  default @Nullable OtherProcesses others() {
    return null;
  }

  /** Whether there is anything to {@link #sync}. */
  default boolean isKept() {
    return true;
  }

  /** The log of a database that is in memory only: remembers nothing. */
  CommitLog NONE =
      new CommitLog() {
        @Override
        public void append(Encoder commit, boolean onlyRemoves) {}

        @Override
        public void sync() {}

        @Override
        public boolean isKept() {
          return false;
        }
      };
}
