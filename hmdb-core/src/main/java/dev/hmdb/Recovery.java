package dev.hmdb;

/** What to do with damage that is found on opening. */
public enum Recovery {
  /**
   * A torn tail, bytes of a commit that never returned, is cut off and counted in {@link
   * Stats#tornBytes}. Damage anywhere else refuses to open with {@link CorruptDatabaseException}.
   */
  STRICT,
  /**
   * Skips the damage and keeps everything whose checksum holds. This version refuses it with {@link
   * UnsupportedOperationException}.
   */
  SALVAGE
}
