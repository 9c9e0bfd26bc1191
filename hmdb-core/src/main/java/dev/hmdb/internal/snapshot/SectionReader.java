package dev.hmdb.internal.snapshot;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.util.zip.DataFormatException;

/** Reads single sections of a snapshot file. For several threads. */
final class SectionReader implements AutoCloseable {
  /*
   * Bytes from disk are input. A head counts only if its checksum holds; then its length is compared
   * with what is left of the file before an array of it is made. A head that someone forged can so cost
   * as much memory as the file has bytes, and no more.
   */
  private final DiskFile file;
  private final SnapshotHeader snapshot;
  private final long size;
  private final BlockInflation inflation = new BlockInflation();

  /**
   * @param size of the file when it was opened; no section reaches beyond it
   */
  SectionReader(DiskFile file, SnapshotHeader snapshot, long size) {
    this.file = file;
    this.snapshot = snapshot;
    this.size = size;
  }

  /**
   * Reads the one section that may be at {@code offset}.
   *
   * @throws CorruptDatabaseException if its head is damaged or another section's
   */
  SectionHead head(long offset, int kind) throws IOException {
    if (offset < HeaderLayout.LENGTH || offset > size - SectionLayout.PAYLOAD_OFFSET) {
      throw Damage.of(
          file, SectionKind.name(kind) + " at offset=" + offset + " is not in its size=" + size);
    }
    byte[] bytes = new byte[SectionLayout.PAYLOAD_OFFSET];
    readFully(offset, bytes, bytes.length);
    PlaceChecksum checksum = new PlaceChecksum(snapshot);
    checksum.begin(offset);
    checksum.update(bytes, 0, SectionLayout.HEAD_CHECKSUM_OFFSET);
    int stored = SectionHead.storedHeadChecksum(bytes, 0);
    if (stored != checksum.value()) {
      throw Damage.of(
          file,
          "damaged head of the "
              + SectionKind.name(kind)
              + " at offset="
              + offset
              + ": "
              + Damage.checksum(stored, checksum.value()));
    }
    SectionHead head = SectionHead.get(bytes, 0);
    if (head.kind() != kind || !head.isPossible(left(offset))) {
      throw Damage.of(
          file,
          "expected "
              + (kind == SectionKind.INDEX ? "an " : "a ")
              + SectionKind.name(kind)
              + " at offset="
              + offset
              + " with a length of at most "
              + left(offset)
              + ", found="
              + head);
    }
    return head;
  }

  private long left(long offset) {
    return size - offset - SectionLayout.PAYLOAD_OFFSET;
  }

  /**
   * @throws CorruptDatabaseException if its checksum does not hold
   */
  byte[] payload(long offset, SectionHead head) throws IOException {
    byte[] payload = new byte[head.length()];
    readFully(offset + SectionLayout.PAYLOAD_OFFSET, payload, payload.length);
    PlaceChecksum checksum = begun(offset, head);
    checksum.update(payload, 0, payload.length);
    if (checksum.value() != head.checksum()) {
      throw Damage.of(
          file,
          "damaged "
              + (SectionKind.isBlock(head.kind())
                  ? Block.of(offset, head)
                  : SectionKind.name(head.kind()) + " at offset=" + offset)
              + ": "
              + Damage.checksum(head.checksum(), checksum.value()));
    }
    return payload;
  }

  /**
   * The entries of a block.
   *
   * @throws CorruptDatabaseException if what is there is damaged or not this block
   */
  byte[] block(Block block) throws IOException {
    return entries(block, stored(block));
  }

  /**
   * What the file has of a block, compressed or not.
   *
   * @throws CorruptDatabaseException if what is there is damaged or not this block
   */
  byte[] stored(Block block) throws IOException {
    SectionHead head = head(block.offset(), block.kind());
    if (!head.equals(block.head())) {
      throw Damage.of(
          file,
          "damaged "
              + block
              + ", it is not the one that the index means: found="
              + head
              + " expected="
              + block.head());
    }
    return payload(block.offset(), head);
  }

  /**
   * The entries of a block that an index knows, whatever its head says.
   *
   * @throws CorruptDatabaseException if they are damaged
   */
  byte[] blockWithoutHead(Block block) throws IOException {
    return entries(block, payload(block.offset(), block.head()));
  }

  private byte[] entries(Block block, byte[] payload) {
    if (!block.isCompressed()) {
      return payload;
    }
    try {
      return inflation.entries(payload);
    } catch (DataFormatException e) {
      throw Damage.of(
          file,
          "damaged "
              + block
              + ", its checksum holds, but it cannot be decompressed: "
              + e.getMessage());
    }
  }

  /** The entries of a block as far as they are there, whatever the checksums say. */
  byte[] damaged(Block block) throws IOException {
    byte[] payload = new byte[block.length()];
    readFully(block.offset() + SectionLayout.PAYLOAD_OFFSET, payload, payload.length);
    return block.isCompressed() ? inflation.entriesOfDamaged(payload) : payload;
  }

  /** Whether the checksum of a payload holds; takes no more memory than {@code buffer}. */
  boolean isIntact(long offset, SectionHead head, byte[] buffer) throws IOException {
    PlaceChecksum checksum = begun(offset, head);
    long payload = offset + SectionLayout.PAYLOAD_OFFSET;
    int done = 0;
    while (done < head.length()) {
      int piece = Math.min(head.length() - done, buffer.length);
      readFully(payload + done, buffer, piece);
      checksum.update(buffer, 0, piece);
      done += piece;
    }
    return checksum.value() == head.checksum();
  }

  /** A checksum that goes on with the payload. */
  private PlaceChecksum begun(long offset, SectionHead head) {
    byte[] bytes = new byte[SectionLayout.PAYLOAD_OFFSET];
    SectionHead.put(bytes, head.length(), head.kind(), head.table(), head.count());
    PlaceChecksum checksum = new PlaceChecksum(snapshot);
    checksum.begin(offset);
    checksum.update(bytes, 0, SectionLayout.HEAD_CHECKSUM_OFFSET);
    return checksum;
  }

  private void readFully(long offset, byte[] bytes, int length) throws IOException {
    if (file.read(offset, bytes, 0, length) < length) {
      throw new IOException(
          file.path() + ": became shorter than " + (offset + length) + " while it was read");
    }
  }

  /** Closes the file. Nobody may be reading. */
  @Override
  public void close() throws IOException {
    try (inflation) {
      file.close();
    }
  }
}
