package dev.hmdb.internal.log;

/** Offsets in the control file: {@code docs/format/control.md}. */
final class ControlLayout {
  static final int MAGIC_OFFSET = 0;
  static final int VERSION_OFFSET = 8;
  static final int DATABASE_ID_OFFSET = 16;

  /** Alone in its cache line: every read of every process looks at it. */
  static final int CHANGE_OFFSET = 64;

  /** Of two states; the number of the change says which one counts. */
  static final int STATES_OFFSET = 128;

  static final int STATE_LENGTH = 64;
  static final int END_OFFSET = 0;
  static final int SEGMENT_OFFSET = 8;
  static final int SNAPSHOT_OFFSET = 16;
  static final int GENERATION_OFFSET = 24;
  static final int COMMITS_OFFSET = 32;
  static final int COMMITS_BEFORE_OFFSET = 40;

  static final int SYNCED_OFFSET = 256;
  static final int WRITING_OFFSET = 264;
  static final int WRITER_OFFSET = 272;
  static final int FAILED_OFFSET = 280;
  static final int RECOVERING_OFFSET = 288;
  static final int NEXT_OFFSET = 296;

  /** One for each member: since when it waits, and when it looked last. */
  static final int WAITERS_OFFSET = 1024;

  static final int WAITER_LENGTH = 16;
  static final int WAITERS = 64;

  /** Length of the file: what one page can hold, so that it is one. */
  static final int LENGTH = 4096;

  /** The bytes 89 'h' 'm' 'd' 'b' 'c' 't' 'l', read as a little-endian u64. */
  static final long MAGIC = 0x6C74636264_6D6889L;

  static final int VERSION = 1;

  private ControlLayout() {}
}
