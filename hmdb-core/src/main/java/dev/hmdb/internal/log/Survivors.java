package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.util.Arrays;

/**
 * The intact frames behind a damaged one.
 *
 * @param count how many there are
 * @param promised the highest position up to which one of them says the log was on stable storage;
 *     0 if there is none
 */
record Survivors(long count, long promised) {
  /*
   * The checksum covers a frame's position, so bytes that pass it at some offset are a frame that was
   * written there, by this database; chance gets by once in four billion candidates. Candidates are
   * rejected by length, kind and promise first, which leaves about one in a hundred of plausible
   * lengths.
   */

  /** How many bytes at a time are looked through for the beginnings of frames. */
  private static final int CHUNK = 1 << 16;

  /** The longest beginning of a frame: up to its kind. */
  private static final int HEAD = FrameLayout.PAYLOAD_OFFSET + FrameLayout.MAX_UNSYNCED + 1;

  /** Looks at every offset behind the header. */
  static Survivors in(DiskFile file, SegmentHeader segment, long end) throws IOException {
    return behind(file, segment, SegmentLayout.HEADER_LENGTH - 1, end);
  }

  /**
   * Looks at every offset after {@code damage}.
   *
   * @param end offset where the file's last byte that is not zero ends
   */
  static Survivors behind(DiskFile file, SegmentHeader segment, long damage, long end)
      throws IOException {
    return new Search(file, segment, damage, end).run();
  }

  /** Tries every offset from one on. */
  static final class Search {
    private final DiskFile file;
    private final SegmentHeader segment;
    private final long damage;
    private final long end;
    private final long size;
    private final FrameChecksum place;
    private final RangeChecksum payloads;
    private final byte[] chunk = new byte[CHUNK + HEAD];

    private long count;
    private long promised;

    Search(DiskFile file, SegmentHeader segment, long damage, long end) throws IOException {
      this.file = file;
      this.segment = segment;
      this.damage = damage;
      this.end = end;
      this.size = file.size();
      this.place = new FrameChecksum(segment);
      this.payloads = new RangeChecksum(file, damage, size);
    }

    Survivors run() throws IOException {
      long offset = damage + 1;
      while (offset < end) {
        int length = file.read(offset, chunk, 0, chunk.length);
        Arrays.fill(chunk, length, chunk.length, (byte) 0);
        offset = lookThrough(offset);
      }
      return new Survivors(count, promised);
    }

    /** Offset of the first intact frame at {@code from} or behind it; the end if there is none. */
    long next(long from) throws IOException {
      long start = from;
      while (start < end) {
        int length = file.read(start, chunk, 0, chunk.length);
        Arrays.fill(chunk, length, chunk.length, (byte) 0);
        for (long offset = start; offset < Math.min(start + CHUNK, end); offset++) {
          int index = (int) (offset - start);
          int payload = candidate(index, offset);
          if (payload > 0 && isIntact(index, offset, payload)) {
            return offset;
          }
        }
        start += CHUNK;
      }
      return end;
    }

    /** Looks through the chunk that begins at {@code start}; returns where to go on. */
    private long lookThrough(long start) throws IOException {
      long offset = start;
      while (offset < Math.min(start + CHUNK, end)) {
        int length = candidate((int) (offset - start), offset);
        if (length > 0 && isIntact((int) (offset - start), offset, length)) {
          count++;
          promised = Math.max(promised, promise((int) (offset - start), offset));
          offset += FrameLayout.PAYLOAD_OFFSET + length;
        } else {
          offset++;
        }
      }
      return offset;
    }

    /** The length of the payload of what may be a frame; 0 if it cannot be one. */
    private int candidate(int index, long offset) {
      long length = LittleEndian.getUnsignedInt(chunk, index + FrameLayout.LENGTH_OFFSET);
      long left = size - offset - FrameLayout.PAYLOAD_OFFSET;
      if (length < FrameLayout.MIN_PAYLOAD || length > Math.min(left, Integer.MAX_VALUE)) {
        return 0;
      }
      int unsyncedLength = Varint.length(chunk[index + FrameLayout.PAYLOAD_OFFSET]);
      if (unsyncedLength == 0 || unsyncedLength >= length) {
        return 0;
      }
      long promise = promise(index, offset);
      byte kind = chunk[index + FrameLayout.PAYLOAD_OFFSET + unsyncedLength];
      return promise >= 0 && promise <= segment.basePosition() + offset && FrameKind.isKnown(kind)
          ? (int) length
          : 0;
    }

    private long promise(int index, long offset) {
      return segment.basePosition()
          + offset
          - Varint.get(chunk, index + FrameLayout.PAYLOAD_OFFSET);
    }

    private boolean isIntact(int index, long offset, int length) throws IOException {
      place.begin(segment.basePosition() + offset, length);
      return LittleEndian.getInt(chunk, index + FrameLayout.CHECKSUM_OFFSET)
          == payloads.of(place.value(), offset + FrameLayout.PAYLOAD_OFFSET, length);
    }
  }
}
