package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open segment that frames are copied to. {@link #reserve}, {@link #copy} and {@link #frame} are
 * the appender's; everything else may be called by any thread.
 */
final class Segment {
  private static final ValueLayout.OfLong HEAD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final DiskFile file;
  private final SegmentHeader header;
  private final Growth growth;
  private final long reserve;

  /** Null if frames are copied to the mapped file. */
  private final @Nullable HeldFrames held;

  // Of the appender.
  private final FrameChecksum checksum;
  private final byte[] head = new byte[FrameLayout.PAYLOAD_OFFSET + FrameLayout.MAX_UNSYNCED + 1];
  private int headLength;
  private @Nullable Window window;
  private boolean isNextAsked;

  /**
   * @param end position where the log ends; behind it the file has zeros that were really written
   */
  private Segment(
      DiskFile file, @Nullable HeldFrames held, SegmentHeader header, long end, LogOptions options)
      throws IOException {
    this.file = file;
    this.held = held;
    this.header = header;
    this.reserve = options.reserve();
    this.checksum = new FrameChecksum(header);
    this.growth = new Growth(file, options, end - header.basePosition(), file.size());
  }

  /** Opens the file of a segment that ends at {@code end}. */
  static Segment open(Directory directory, SegmentHeader header, long end, LogOptions options)
      throws IOException {
    String name = Segments.name(header.number());
    DiskFile file = directory.open(name, Access.READ_WRITE);
    HeldFrames held = null;
    Segment segment = null;
    try {
      if (options.writesThrough() && directory.canWriteThrough()) {
        held = new HeldFrames(directory.open(name, Access.WRITE_THROUGH), options);
      }
      segment = new Segment(file, held, header, end, options);
      return segment;
    } finally {
      if (segment == null) {
        close(file, held);
      }
    }
  }

  SegmentHeader header() {
    return header;
  }

  DiskFile file() {
    return file;
  }

  /** Size of the file. */
  long grown() {
    return growth.grown();
  }

  private long offset(long position) {
    return position - header.basePosition();
  }

  /** Has the first bytes mapped, so that the first append need not wait for it. */
  void map(long end) throws IOException {
    windowFor(offset(end), offset(end) + 1);
  }

  /**
   * Makes room for a frame at position {@code at}, and gets ready to {@link #copy} it.
   *
   * @param synced position up to which the log is on stable storage
   * @param length of the body
   * @param mayUseReserve whether the last bytes of a full disk are for this frame, too
   * @return the position after the frame
   * @throws IOException if there is no space; nothing was changed
   */
  long reserve(long at, long synced, byte kind, int length, boolean mayUseReserve)
      throws IOException {
    headLength = encodeHead(at, synced, kind);
    long next = at + headLength + length;
    try {
      windowFor(offset(at), offset(next) + reserve);
    } catch (IOException e) {
      if (!mayUseReserve) {
        throw e;
      }
      windowFor(offset(at), offset(next));
    }
    return next;
  }

  /**
   * Copies the frame that was made room for, or holds it until the next {@link #syncFrames}. After
   * a throw any part of it may be there.
   */
  void copy(long at, byte[] body, int offset, int length) {
    int payload = headLength - FrameLayout.PAYLOAD_OFFSET + length;
    checksum.begin(at, payload);
    checksum.update(head, FrameLayout.PAYLOAD_OFFSET, headLength - FrameLayout.PAYLOAD_OFFSET);
    checksum.update(body, offset, length);
    if (held != null) {
      LittleEndian.putInt(head, FrameLayout.LENGTH_OFFSET, payload);
      LittleEndian.putInt(head, FrameLayout.CHECKSUM_OFFSET, checksum.value());
      if (held.add(offset(at), head, headLength, body, offset, length)) {
        return;
      }
    }
    copyToMap(at, (long) checksum.value() << 32 | payload, body, offset, length);
  }

  /**
   * @param first the length and the checksum
   */
  private void copyToMap(long at, long first, byte[] body, int offset, int length) {
    Window target = Objects.requireNonNull(window);
    MemorySegment segment = target.region().segment();
    long to = offset(at) - target.start();
    MemorySegment.copy(body, offset, segment, ValueLayout.JAVA_BYTE, to + headLength, length);
    MemorySegment.copy(
        head,
        FrameLayout.PAYLOAD_OFFSET,
        segment,
        ValueLayout.JAVA_BYTE,
        to + FrameLayout.PAYLOAD_OFFSET,
        headLength - FrameLayout.PAYLOAD_OFFSET);
    segment.set(HEAD, to, first);
  }

  /**
   * Encodes what comes between the checksum and the body; returns how long all before the body is.
   */
  private int encodeHead(long at, long synced, byte kind) {
    int index = Varint.put(head, FrameLayout.PAYLOAD_OFFSET, at - synced);
    head[index] = kind;
    return index + 1;
  }

  private void windowFor(long from, long to) throws IOException {
    Window current = window;
    if (current == null || to > current.limit()) {
      current = growth.exchange(current, from, to);
      window = current;
      isNextAsked = false;
    }
    if (!isNextAsked && to >= current.aheadFrom()) {
      isNextAsked = true;
      growth.ask(from);
    }
  }

  /** The bytes of a frame without a body, or of one whose body is {@code body}. */
  static byte[] frame(SegmentHeader header, long at, long synced, byte kind, byte[] body) {
    return frame(header, at, synced, kind, body, 0, body.length);
  }

  /** As {@link #frame(SegmentHeader, long, long, byte, byte[])}, for a part of an array. */
  static byte[] frame(
      SegmentHeader header, long at, long synced, byte kind, byte[] body, int offset, int length) {
    byte[] frame = new byte[FrameLayout.PAYLOAD_OFFSET + FrameLayout.MAX_UNSYNCED + 1 + length];
    int index = Varint.put(frame, FrameLayout.PAYLOAD_OFFSET, at - synced);
    frame[index++] = kind;
    System.arraycopy(body, offset, frame, index, length);
    int payload = index + length - FrameLayout.PAYLOAD_OFFSET;
    FrameChecksum checksum = new FrameChecksum(header);
    checksum.begin(at, payload);
    checksum.update(frame, FrameLayout.PAYLOAD_OFFSET, payload);
    LittleEndian.putInt(frame, FrameLayout.LENGTH_OFFSET, payload);
    LittleEndian.putInt(frame, FrameLayout.CHECKSUM_OFFSET, checksum.value());
    return Arrays.copyOf(frame, FrameLayout.PAYLOAD_OFFSET + payload);
  }

  /** Puts on stable storage the frames that were copied before the call. */
  void syncFrames() throws IOException {
    if (held == null || held.writeThrough()) {
      sync();
    } else {
      growth.requireSynced();
    }
  }

  /** Puts on stable storage what is in the file, frames that are held not included. */
  void sync() throws IOException {
    growth.syncInTurn();
  }

  /** Takes it out of memory, after which nothing can be copied to it. Twice is harmless. */
  void unmap() {
    growth.close();
    Window last = window;
    if (last != null) {
      last.region().close();
    }
  }

  /** Cuts off what was only reserved. It must be unmapped. */
  void cutTo(long end) throws IOException {
    if (growth.grown() != offset(end)) {
      file.truncate(offset(end));
    }
  }

  /** Writes behind the end, or nothing if there is no space. It must be unmapped and cut. */
  void writeIfThereIsSpace(long end, byte[] frame) throws IOException {
    try {
      file.write(offset(end), frame, 0, frame.length);
    } catch (IOException e) {
      file.truncate(offset(end));
    }
  }

  void close() throws IOException {
    close(file, held);
  }

  private static void close(DiskFile file, @Nullable HeldFrames held) throws IOException {
    try {
      if (held != null) {
        held.close();
      }
    } finally {
      file.close();
    }
  }
}
