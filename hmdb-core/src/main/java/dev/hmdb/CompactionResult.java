package dev.hmdb;

/**
 * What a compaction saved.
 *
 * @param bytesBefore bytes of the database's files when it began
 * @param bytesAfter bytes of them when it ended, what others wrote meanwhile included
 */
public record CompactionResult(long bytesBefore, long bytesAfter) {

  /** Bytes saved; negative if the files are larger now. */
  public long bytesSaved() {
    return bytesBefore - bytesAfter;
  }
}
