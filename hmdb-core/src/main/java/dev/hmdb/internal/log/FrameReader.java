package dev.hmdb.internal.log;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;

/** Reads the frames of a segment one after the other. For one thread. */
final class FrameReader {
  /*
   * Bytes from disk are input. A length is compared with what is left of the file before anything is
   * done with it (bit rot, hostile files; a crash can leave any length too). A frame larger than the
   * buffer is checked piece by piece, and only a frame whose checksum holds makes the buffer grow, so
   * a wrong length never allocates. Nothing of a payload is decoded before its checksum holds; after
   * that, what does not decode is no accident of the disk and refuses to open wherever it is.
   */
  private static final int BUFFER_LENGTH = 1 << 20;

  private final DiskFile file;
  private final SegmentHeader segment;
  private final FrameChecksum checksum;
  private final long size;

  private byte[] buffer;
  private long bufferStart;
  private int bufferLength;

  private long next;
  private long promised;
  private byte kind;
  private int bodyOffset;
  private int bodyLength;
  private String problem = "";

  /** What is at an offset. */
  enum Found {
    FRAME,
    /** A length of zero, or fewer bytes than a frame begins with. */
    END,
    DAMAGE
  }

  FrameReader(DiskFile file, SegmentHeader segment) throws IOException {
    this(file, segment, 0, file.size());
  }

  /** Reads frames between two offsets, and takes the second for the end of the file. */
  FrameReader(DiskFile file, SegmentHeader segment, long from, long size) {
    this.file = file;
    this.segment = segment;
    this.checksum = new FrameChecksum(segment);
    this.size = size;
    this.buffer = new byte[Math.clamp(size - from, FrameLayout.PAYLOAD_OFFSET, BUFFER_LENGTH)];
  }

  /** Size of the file when reading began. */
  long size() {
    return size;
  }

  /**
   * Reads what is at {@code offset}.
   *
   * @throws CorruptDatabaseException if it is a frame that is intact and makes no sense
   */
  Found read(long offset) throws IOException {
    long left = size - offset - FrameLayout.PAYLOAD_OFFSET;
    if (left < 0) {
      problem = "fewer bytes are left than a frame begins with";
      return Found.END;
    }
    int head = buffered(offset, FrameLayout.PAYLOAD_OFFSET);
    long length = LittleEndian.getUnsignedInt(buffer, head + FrameLayout.LENGTH_OFFSET);
    int stored = LittleEndian.getInt(buffer, head + FrameLayout.CHECKSUM_OFFSET);
    if (length == 0) {
      problem = "its length is 0";
      return Found.END;
    }
    if (length < FrameLayout.MIN_PAYLOAD || length > Math.min(left, Integer.MAX_VALUE)) {
      problem = "length found=" + length + " expected=" + FrameLayout.MIN_PAYLOAD + " to " + left;
      return Found.DAMAGE;
    }
    long payload = offset + FrameLayout.PAYLOAD_OFFSET;
    int computed = checksum(offset, payload, (int) length);
    if (stored != computed) {
      problem =
          "checksum found=0x"
              + Integer.toHexString(stored)
              + " expected=0x"
              + Integer.toHexString(computed);
      return Found.DAMAGE;
    }
    decode(offset, payload, (int) length);
    return Found.FRAME;
  }

  private int checksum(long offset, long payload, int length) throws IOException {
    checksum.begin(segment.basePosition() + offset, length);
    int done = 0;
    while (done < length) {
      int piece = Math.min(length - done, buffer.length);
      checksum.update(buffer, buffered(payload + done, piece), piece);
      done += piece;
    }
    return checksum.value();
  }

  private void decode(long offset, long payload, int length) throws IOException {
    if (length > buffer.length) {
      buffer = new byte[length];
      bufferLength = 0;
    }
    int at = buffered(payload, length);
    int unsyncedLength = Varint.length(buffer[at]);
    if (unsyncedLength == 0 || unsyncedLength >= length) {
      throw senseless(offset, "it has no kind");
    }
    long unsynced = Varint.get(buffer, at);
    long position = segment.basePosition() + offset;
    if (unsynced < 0 || unsynced > position) {
      throw senseless(offset, "unsynced=" + unsynced + " is more than what is before it");
    }
    kind = buffer[at + unsyncedLength];
    if (!FrameKind.isKnown(kind)) {
      throw senseless(offset, "kind=" + kind + " is unknown to format version 1");
    }
    promised = position - unsynced;
    bodyOffset = at + unsyncedLength + 1;
    bodyLength = length - unsyncedLength - 1;
    next = payload + length;
  }

  private CorruptDatabaseException senseless(long offset, String why) {
    return new CorruptDatabaseException(
        file.path()
            + ": the frame at offset="
            + offset
            + " has a valid checksum, but "
            + why
            + "; nothing was changed; open it with the release that wrote it");
  }

  /**
   * Makes bytes of the file available, no more than the buffer has, and returns their index in it.
   */
  private int buffered(long offset, int length) throws IOException {
    if (offset < bufferStart || offset + length > bufferStart + bufferLength) {
      bufferLength = file.read(offset, buffer, 0, buffer.length);
      bufferStart = offset;
      if (bufferLength < length) {
        throw new IOException(
            file.path() + ": became shorter than " + (offset + length) + " while it was read");
      }
    }
    return (int) (offset - bufferStart);
  }

  /** The bytes from {@code offset} up to the last one that is not zero. */
  long bytesBeforeZeros(long offset) throws IOException {
    long last = offset;
    long at = offset;
    while (at < size) {
      int length = (int) Math.min(buffer.length, size - at);
      int start = buffered(at, length);
      int used = length;
      while (used > 0 && buffer[start + used - 1] == 0) {
        used--;
      }
      last = used > 0 ? at + used : last;
      at += length;
    }
    return last - offset;
  }

  /** Offset after the frame. */
  long next() {
    return next;
  }

  /** Position up to which the log was on stable storage when the frame was written. */
  long promised() {
    return promised;
  }

  byte kind() {
    return kind;
  }

  /** Shows the frame that was read at {@code offset}. */
  void show(long offset, FrameVisitor visitor) throws IOException {
    visitor.frame(kind, segment.basePosition() + offset, buffer, bodyOffset, bodyLength);
  }

  /** Why the last thing read is no frame. */
  String problem() {
    return problem;
  }
}
