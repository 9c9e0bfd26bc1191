package dev.hmdb.internal.disk;

import java.io.IOException;

/**
 * A place among the processes that have one directory open for writing. Whatever a member holds
 * ends with its process, however that dies. Any thread may call these, interrupted or not.
 */
public interface Membership extends DirectoryLock {
  /** What one member at a time may have. */
  enum Right {
    /** To be the next who gets {@link #WRITER}. */
    TURN,
    /** To change the files that all share. */
    WRITER,
    /** To compact. */
    COMPACTION
  }

  /** The number of this member, from 0; of the members that there are no two have the same. */
  int number();

  /**
   * Takes a right if nobody has it, this member included; without waiting.
   *
   * @return whether it was taken
   */
  boolean tryTake(Right right) throws IOException;

  /** Gives back a right; does nothing without having it, or once this was closed. */
  void giveBack(Right right) throws IOException;

  /**
   * Whether there is no other member. Exact for as long as this one has {@link Right#WRITER}:
   * nobody comes without having it.
   */
  boolean isAlone() throws IOException;

  /** Who a member is, for messages. */
  String describe(int member);
}
