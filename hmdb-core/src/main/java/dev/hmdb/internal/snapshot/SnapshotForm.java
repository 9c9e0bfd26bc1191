package dev.hmdb.internal.snapshot;

/** In which form the blocks of a snapshot file are written. Every form can be read. */
public enum SnapshotForm {
  /** As they are. */
  PLAIN(HeaderLayout.VERSION),

  /** Compressed, where that makes them smaller. Earlier releases refuse the file. */
  COMPRESSED(HeaderLayout.COMPRESSED_VERSION);

  /** The format version of such a file. */
  final int version;

  SnapshotForm(int version) {
    this.version = version;
  }

  public static SnapshotForm of(boolean isCompressed) {
    return isCompressed ? COMPRESSED : PLAIN;
  }
}
