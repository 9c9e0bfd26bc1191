package dev.hmdb.internal.snapshot;

import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the heads of sections without an index. For one thread. */
final class HeadSearch {
  /*
   * The checksum covers the head's place, so bytes that pass it are a head that was written there, for
   * this snapshot of this database; chance gets by once in four billion candidates. Candidates are
   * rejected by kind, length and count first, which leaves none in most bytes. So behind damage every
   * byte can be tried, and no length of a damaged head has to be believed.
   */

  /** How many bytes at a time are looked through. */
  private static final int CHUNK = 1 << 16;

  private final DiskFile file;
  private final PlaceChecksum checksum;
  private final long end;

  private final byte[] chunk = new byte[CHUNK + SectionLayout.PAYLOAD_OFFSET - 1];
  private long chunkStart;
  private int chunkLength;

  /**
   * @param end offset beyond which no section reaches
   */
  HeadSearch(DiskFile file, SnapshotHeader snapshot, long end) {
    this.file = file;
    this.checksum = new PlaceChecksum(snapshot);
    this.end = end;
  }

  /** Offset of the first intact head at {@code from} or behind it; the end if there is none. */
  long next(long from) throws IOException {
    for (long offset = from; offset <= end - SectionLayout.PAYLOAD_OFFSET; offset++) {
      if (at(offset) != null) {
        return offset;
      }
    }
    return end;
  }

  /** The head at {@code offset}; null if what is there is none, or not intact. */
  @Nullable SectionHead at(long offset) throws IOException {
    long left = end - offset - SectionLayout.PAYLOAD_OFFSET;
    if (left < 0 || !isLoaded(offset)) {
      return null;
    }
    int index = (int) (offset - chunkStart);
    SectionHead head = SectionHead.get(chunk, index);
    if (!head.isPossible(left)) {
      return null;
    }
    checksum.begin(offset);
    checksum.update(chunk, index, SectionLayout.HEAD_CHECKSUM_OFFSET);
    return SectionHead.storedHeadChecksum(chunk, index) == checksum.value() ? head : null;
  }

  private boolean isLoaded(long offset) throws IOException {
    int length = SectionLayout.PAYLOAD_OFFSET;
    if (offset < chunkStart || offset + length > chunkStart + chunkLength) {
      chunkLength = file.read(offset, chunk, 0, chunk.length);
      chunkStart = offset;
    }
    return length <= chunkLength;
  }
}
