package dev.hmdb;

/**
 * Is told how far the opening of a database is, so that a long one can be shown.
 *
 * <p>Called on the thread that opens, at most some ten times a second, and at the end of each
 * phase. Whatever it throws ends the opening and is thrown by it; the directory is free then, and
 * nothing is changed that the next opening would not change.
 */
@FunctionalInterface
public interface RecoveryListener {
  /** What has been read by now. */
  void progressed(RecoveryProgress progress);
}
