package dev.hmdb.internal.snapshot;

import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.log.LittleEndian;
import java.io.IOException;

/** Writes a snapshot file from its beginning to its end, in large pieces. For one thread. */
final class SectionOutput {
  /** A block or two at a time. */
  private static final int BUFFER_LENGTH = 1 << 18;

  private final DiskFile file;
  private final PlaceChecksum checksum;
  private final byte[] head = new byte[SectionLayout.PAYLOAD_OFFSET];

  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private int buffered;

  /** How much of the file is written. */
  private long written;

  SectionOutput(DiskFile file, SnapshotHeader snapshot) {
    this.file = file;
    this.checksum = new PlaceChecksum(snapshot);
  }

  /** Where what comes next will be. */
  long offset() {
    return written + buffered;
  }

  /** Writes a section with {@code payload}, which is at most {@code MAX_PAYLOAD} long. */
  SectionHead section(int kind, int table, int count, byte[] payload, int offset, int length)
      throws IOException {
    SectionHead.put(head, length, kind, table, count);
    checksum.begin(offset());
    checksum.update(head, 0, SectionLayout.HEAD_CHECKSUM_OFFSET);
    LittleEndian.putInt(head, SectionLayout.HEAD_CHECKSUM_OFFSET, checksum.value());
    checksum.update(payload, offset, length);
    int value = checksum.value();
    LittleEndian.putInt(head, SectionLayout.PAYLOAD_CHECKSUM_OFFSET, value);
    write(head, 0, head.length);
    write(payload, offset, length);
    return new SectionHead(length, kind, table, count, value);
  }

  /** Writes the trailer that makes the file complete. */
  void trailer(long indexOffset, SectionHead index) throws IOException {
    write(new Trailer(indexOffset, index.checksum()).toBytes(checksum, offset()));
  }

  void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.length - buffered) {
      writeOut();
    }
    if (length > buffer.length) {
      file.write(written, bytes, offset, length);
      written += length;
    } else {
      System.arraycopy(bytes, offset, buffer, buffered, length);
      buffered += length;
    }
  }

  /** Hands to the file what is still in memory. */
  void writeOut() throws IOException {
    file.write(written, buffer, 0, buffered);
    written += buffered;
    buffered = 0;
  }
}
