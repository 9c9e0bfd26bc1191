package dev.hmdb;

/** What to do with damage that is found on opening. */
public enum Recovery {
  /**
   * A torn tail, bytes of a commit that never returned, is cut off and counted in {@link
   * Stats#tornBytes}. Damage anywhere else refuses to open with {@link CorruptDatabaseException}.
   */
  STRICT,
  /**
   * Opens whatever is damaged: keeps everything whose checksum holds, skips the rest, and says what
   * was lost in {@link Database#salvageReport} and in the log. A transaction is kept entirely or
   * not at all; one that is kept may follow one that is lost.
   *
   * <p>Where nothing is damaged it is {@link #STRICT}. Otherwise the damaged files are first
   * copied, byte for byte, to names that end with {@code .damaged-} and a number, which nothing
   * reads or deletes; then the database goes on in new files. That takes space for another two of
   * it. Where the disk cannot read, the copies have zeros. Opened read-only, nothing is changed on
   * disk. If the opening fails after all, by a full disk, say, the exception has what was or would
   * be lost among those that it suppressed.
   */
  SALVAGE
}
