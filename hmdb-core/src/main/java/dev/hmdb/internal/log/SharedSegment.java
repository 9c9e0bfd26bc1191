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
  private static final long MAX_GROWTH = 64 << 20;
  private static final long PAGE = 4096;

  /** Left alone by all but frames that make room elsewhere. */
  private static final long RESERVE = 8 << 10;

  private final DiskFile file;
  private final SegmentHeader header;

  /** Else frames are written with calls, so that a sync by any process covers them. */
  private final boolean isMapped;

  private @Nullable MappedRegion window;
  private long windowStart;

  private SharedSegment(DiskFile file, SegmentHeader header, boolean isMapped) {
    this.file = file;
    this.header = header;
    this.isMapped = isMapped;
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
   * Makes room for the bytes between two positions.
   *
   * @param mayUseReserve whether the last bytes of a full disk are for them, too
   * @throws IOException if there is no space; nothing was changed
   */
  void reserve(long from, long to, boolean mayUseReserve) throws IOException {
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
    long growth = Math.clamp(size / LogOptions.PART, MIN_GROWTH, MAX_GROWTH);
    try {
      file.zeroFill(size, Math.max(needed + reserve, size + growth));
    } catch (IOException e) {
      file.truncate(size); // nobody has mapped what is behind
      file.zeroFill(size, needed + reserve);
    }
  }

  /** Copies bytes to a position for which there is room. */
  void copy(long at, byte[] bytes) throws IOException {
    if (!isMapped) {
      file.write(offset(at), bytes, 0, bytes.length);
      return;
    }
    MappedRegion target = window;
    if (target == null) {
      throw new IllegalStateException("no room was made");
    }
    MemorySegment.copy(
        bytes, 0, target.segment(), ValueLayout.JAVA_BYTE, offset(at) - windowStart, bytes.length);
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
