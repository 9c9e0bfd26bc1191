package dev.hmdb.internal.tx;

import org.jspecify.annotations.Nullable;

/** Is told of commits, in their order. Called under the commit lock, but for {@link #synced}. */
public interface CommitObserver {
  /** Takes the changes of one commit. */
  interface Receiver {
    /**
     * One key.
     *
     * @param before null if it had no value
     * @param after null if it has none any more
     */
    <K, V> void change(StoredTable<K, V> table, K key, @Nullable V before, @Nullable V after);
  }

  /** A commit that is ready to be installed. */
  @FunctionalInterface
  interface Prepared {
    void show(Receiver receiver);
  }

  /** What was noted of a commit. */
  @FunctionalInterface
  interface Note {
    /**
     * The commit is in the log and in the tables. Allocates nothing and throws nothing.
     *
     * @param position behind it in the log
     */
    void committed(long timestamp, long position);
  }

  /**
   * Notes what a commit is about to change. It may still come to nothing, and then is not heard of
   * again. May fail, with nothing changed.
   */
  Note note(Prepared commit);

  /** Several commits were applied as one, and nobody knows any more what each of them did. */
  void skipped(long timestamp, long position);

  /** More is on stable storage. Called by any thread; throws nothing. */
  void synced();
}
