package dev.hmdb.internal.feed;

import dev.hmdb.ChangesMissedException;
import dev.hmdb.CommittedTransaction;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The transactions that are not in memory any more, and how far they are on stable storage. */
public interface History {
  /** Whether there is any past to read; else there is only what the feed keeps. */
  boolean isKept();

  /** Whether other processes may commit, too, and nobody says when. */
  boolean hasOthers();

  /** Position up to which commits are on stable storage. By any thread, but not after the end. */
  long durable();

  /**
   * Where the log ends now. Called between two commits.
   *
   * @param installed timestamp of the commit before
   */
  End end(long installed);

  /**
   * An end of the log.
   *
   * @param segment the number of its segment; 0 if there is none
   * @param position of the end
   */
  record End(long segment, long position) {}

  /**
   * The transactions behind a position, up to an end that is visible to everybody.
   *
   * @throws ChangesMissedException if they are not all there
   * @throws IOException if they cannot be read
   */
  Past read(long position, End end) throws IOException;

  /** Transactions that are read one after the other. For one thread. */
  interface Past extends AutoCloseable {
    /**
     * The next one; null when there is none.
     *
     * @throws ChangesMissedException if it is not there any more
     */
    @Nullable CommittedTransaction next() throws IOException;

    @Override
    void close() throws IOException;
  }
}
