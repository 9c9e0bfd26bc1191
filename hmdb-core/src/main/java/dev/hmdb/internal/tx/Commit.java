package dev.hmdb.internal.tx;

import dev.hmdb.codec.Encoder;
import org.jspecify.annotations.Nullable;

/** A set of changes on its way into the tables. Every method is called under the commit lock. */
abstract class Commit {
  // For UnsettledCommits alone.
  long unsettledTimestamp;
  @Nullable Commit nextUnsettled;

  /** Whether these changes write the table at an index. */
  abstract boolean writes(int table);

  /** Whether everything that these changes depend on is still as it was read. */
  abstract boolean isValid();

  /**
   * Makes everything that {@link #install} will need. May fail, with nothing changed.
   *
   * @return false if there is nothing to change after all
   */
  abstract boolean prepare(long timestamp);

  /** Shows what {@link #prepare} prepared, before {@link #install}. */
  abstract void show(CommitObserver.Receiver receiver);

  /** What goes to the log. */
  abstract Encoder encoded();

  /** Whether all that these changes do is to remove. */
  abstract boolean onlyRemoves();

  /** Puts the prepared changes into the tables. Allocates nothing and calls no user's code. */
  abstract void install(long timestamp);

  /** Settles what {@link #install} installed. */
  abstract void settle();
}
