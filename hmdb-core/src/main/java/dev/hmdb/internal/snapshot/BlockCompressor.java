package dev.hmdb.internal.snapshot;

import dev.hmdb.internal.log.LittleEndian;
import java.util.zip.Deflater;

/** Makes payloads of compressed blocks. For one thread. */
final class BlockCompressor implements AutoCloseable {
  /** What the other levels save and cost: {@code docs/decisions/compressed-snapshots.md}. */
  private static final int LEVEL = Deflater.BEST_SPEED;

  /** A block that shrinks by less than one of so many parts is not worth being inflated. */
  private static final int LEAST_PART_SAVED = 8;

  private final Deflater deflater = new Deflater(LEVEL, true);

  /** For blocks of the usual length. */
  private final byte[] usual = new byte[SnapshotWriter.BLOCK_LENGTH];

  private byte[] payload = usual;

  /**
   * Compresses entries.
   *
   * @return how many bytes of {@link #payload} that took; 0 if they are better written as they are
   */
  int compress(byte[] entries, int offset, int length) {
    int limit = length - length / LEAST_PART_SAVED;
    if (length > CompressedLayout.MAX_LENGTH || limit <= CompressedLayout.STREAM_OFFSET) {
      return 0;
    }
    payload = limit <= usual.length ? usual : new byte[limit];
    LittleEndian.putInt(payload, CompressedLayout.LENGTH_OFFSET, length);
    deflater.reset();
    deflater.setInput(entries, offset, length);
    deflater.finish();
    int end = CompressedLayout.STREAM_OFFSET;
    while (end < limit && !deflater.finished()) {
      end += deflater.deflate(payload, end, limit - end);
    }
    return deflater.finished() ? end : 0;
  }

  /** What {@link #compress} made last. */
  byte[] payload() {
    return payload;
  }

  /** Gives back memory outside of the heap. A second call does nothing. */
  @Override
  public void close() {
    deflater.end();
  }
}
