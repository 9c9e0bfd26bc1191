package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.disk.MappedRegion;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** A segment that several processes append to, open in one of them. For one thread at a time. */
final class SharedSegment implements AutoCloseable {
  /*
   * The file grows only by whoever has the right to write, so its size can be asked for and is right
   * until the right is given back. It grows by zeros that are really written: a full disk shows as an
   * IOException, and not as the death of a copy.
   */
  private static final long MIN_GROWTH = 1 << 20;
  private static final long PAGE = 4096;

  /** Left alone by all but frames that make room elsewhere. */
  private static final long RESERVE = 8 << 10;

  private final DiskFile file;
  private final SegmentHeader header;

  /** Else frames are written with calls, so that a sync by any process covers them. */
  private final boolean isMapped;

  private final FrameChecksum checksum;

  /** What comes before the body of the frame that is appended. */
  private final byte[] head = new byte[FrameLayout.PAYLOAD_OFFSET + FrameLayout.MAX_UNSYNCED + 1];

  private int headLength;

  private @Nullable MappedRegion window;
  private long windowStart;

  private SharedSegment(DiskFile file, SegmentHeader header, boolean isMapped) {
    this.file = file;
    this.header = header;
    this.isMapped = isMapped;
    this.checksum = new FrameChecksum(header);
  }

  static SharedSegment open(Directory directory, long number, DatabaseId id) throws IOException {
    DiskFile file = directory.open(Segments.name(number), Access.READ_WRITE);
    SharedSegment segment = null;
    try {
      SegmentHeader header = SegmentHeader.read(file, number);
      header.requireOf(id, "the control file", file);
      segment = new SharedSegment(file, header, directory.canSyncMappingsOfOthers());
      return segment;
    } finally {
      if (segment == null) {
        file.close();
      }
    }
  }

  SegmentHeader header() {
    return header;
  }

  DiskFile file() {
    return file;
  }

  private long offset(long position) {
    return position - header.basePosition();
  }

  /**
   * Makes room for a frame, and gets ready to {@link #copy} it.
   *
   * @param synced position up to which the log is on stable storage
   * @param mayUseReserve whether the last bytes of a full disk are for it, too
   * @return the position after it
   * @throws IOException if there is no space; nothing was changed
   */
  long reserve(
      long at, long synced, byte kind, byte[] body, int offset, int length, boolean mayUseReserve)
      throws IOException {
    int index = Varint.put(head, FrameLayout.PAYLOAD_OFFSET, at - synced);
    head[index] = kind;
    headLength = index + 1;
    int payload = headLength - FrameLayout.PAYLOAD_OFFSET + length;
    checksum.begin(at, payload);
    checksum.update(head, FrameLayout.PAYLOAD_OFFSET, headLength - FrameLayout.PAYLOAD_OFFSET);
    checksum.update(body, offset, length);
    LittleEndian.putInt(head, FrameLayout.LENGTH_OFFSET, payload);
    LittleEndian.putInt(head, FrameLayout.CHECKSUM_OFFSET, checksum.value());
    long end = at + headLength + length;
    makeRoom(at, end, mayUseReserve);
    return end;
  }

  private void makeRoom(long from, long to, boolean mayUseReserve) throws IOException {
    MappedRegion present = window;
    if (present != null
        && offset(from) >= windowStart
        && offset(to) <= windowStart + present.segment().byteSize()) {
      return;
    }
    grow(offset(to), mayUseReserve ? 0 : RESERVE);
    if (!isMapped) {
      return;
    }
    long start = offset(from) / PAGE * PAGE;
    MappedRegion fresh = file.map(start, file.size() - start);
    window = fresh;
    windowStart = start;
    if (present != null) {
      present.close();
    }
  }

  private void grow(long needed, long reserve) throws IOException {
    long size = file.size();
    if (size >= needed) {
      return;
    }
    long growth = Math.clamp(size / LogOptions.PART, MIN_GROWTH, LogOptions.LARGEST_STEP);
    try {
      file.zeroFill(size, Math.max(needed + reserve, size + growth));
    } catch (IOException e) {
      file.truncate(size); // nobody has mapped what is behind
      file.zeroFill(size, needed + reserve);
    }
  }

  /**
   * Copies the frame that was made room for, its body first. After a throw any part of it may be
   * there.
   */
  void copy(long at, byte[] body, int offset, int length) throws IOException {
    if (!isMapped) {
      file.write(offset(at) + headLength, body, offset, length);
      file.write(offset(at), head, 0, headLength);
      return;
    }
    MappedRegion target = window;
    if (target == null) {
      throw new IllegalStateException("no room was made");
    }
    MemorySegment to = target.segment();
    long start = offset(at) - windowStart;
    MemorySegment.copy(body, offset, to, ValueLayout.JAVA_BYTE, start + headLength, length);
    MemorySegment.copy(head, 0, to, ValueLayout.JAVA_BYTE, start, headLength);
  }

  /** Overwrites with zeros what is between two positions. */
  void clear(long from, long to) throws IOException {
    long limit = Math.min(offset(to), file.size());
    if (offset(from) < limit) {
      file.zeroFill(offset(from), limit);
    }
  }

  /** Cuts off what is behind a position. */
  void cutTo(long end) throws IOException {
    unmap();
    file.truncate(offset(end));
  }

  private void unmap() {
    MappedRegion last = window;
    window = null;
    if (last != null) {
      last.close();
    }
  }

  @Override
  public void close() throws IOException {
    unmap();
    file.close();
  }
}
