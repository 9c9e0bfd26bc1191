package dev.hmdb.internal.disk;

/**
 * The bytes of {@code LOCK} that locks are taken on, none of which exists: {@code
 * docs/format/directory.md}, "Regions". An exclusive opener locks all that a lock can cover.
 */
final class LockRegions {
  /** Shared by whoever has the directory open together with others. */
  static final long PRESENCE = 0;

  /** Of the next who may wait for {@link #WRITER}. */
  static final long TURN = 1;

  static final long WRITER = 2;
  static final long COMPACTION = 3;

  /** The first of as many bytes as there can be members; each member locks one. */
  static final long MEMBERS = 16;

  static final int MAX_MEMBERS = 64;

  /** Locked by an exclusive opener alone. */
  static final long EXCLUSIVE = MEMBERS + MAX_MEMBERS;

  private LockRegions() {}
}
