package dev.hmdb.internal.tx;

import dev.hmdb.codec.Encoder;
import java.io.IOException;

/** Where commits are kept. */
public interface CommitLog {

  /**
   * Appends one commit. Called under the commit lock.
   *
   * <p>On return the commit survives the death of the process. After an exception nothing of it is
   * in the log.
   */
  void append(Encoder commit) throws IOException;

  /**
   * Returns when everything appended before the call is on stable storage. Called by one thread at
   * a time, while others append. A failure is final.
   */
  void sync() throws IOException;

  /** The log of a database that is in memory only: remembers nothing. */
  CommitLog NONE =
      new CommitLog() {
        @Override
        public void append(Encoder commit) {}

        @Override
        public void sync() {}
      };
}
