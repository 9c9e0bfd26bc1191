package dev.hmdb.internal.log;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can still be read of a segment that is damaged. A byte is never changed. For one thread. */
public final class LogSalvage implements AutoCloseable {
  /*
   * Frames are read one after the other. Where one is damaged, the next intact one is looked for at
   * every byte, which the place in the checksum makes reliable; what lies between is lost. Whether
   * that was a torn tail makes no difference here.
   */

  /** More of a lost range is not shown: it is for a report, and of use only from its beginning. */
  private static final int MAX_SHOWN = 1 << 20;

  private final DiskFile file;
  private final SegmentHeader header;
  private final boolean hadDamagedHeader;
  private boolean goesOn;
  private long frames;

  private LogSalvage(DiskFile file, SegmentHeader header, boolean hadDamagedHeader) {
    this.file = file;
    this.header = header;
    this.hadDamagedHeader = hadDamagedHeader;
  }

  /** Is shown what lies between two intact frames. */
  @FunctionalInterface
  public interface LostRange {
    /**
     * A range without an intact frame.
     *
     * @param offset in the file
     * @param length in bytes
     * @param bodies what may be the bodies of commits in it, damaged, each from its beginning
     */
    void lost(long offset, long length, List<byte[]> bodies) throws IOException;
  }

  /** The numbers of all segments of a directory, ascending. */
  public static List<Long> numbers(Directory directory) throws IOException {
    return Segments.numbers(directory);
  }

  /** The file name of a segment. */
  public static String name(long number) {
    return Segments.name(number);
  }

  /**
   * Opens a segment; null if its header is damaged beyond repair, and so nothing of it can be read.
   *
   * @throws dev.hmdb.DatabaseOpenException if a newer hmdb wrote it
   */
  public static @Nullable LogSalvage open(Directory directory, long number) throws IOException {
    DiskFile file = directory.open(Segments.name(number), Access.READ);
    LogSalvage salvage = null;
    try {
      salvage = of(file, number);
      return salvage;
    } finally {
      if (salvage == null) {
        file.close();
      }
    }
  }

  private static @Nullable LogSalvage of(DiskFile file, long number) throws IOException {
    try {
      return new LogSalvage(file, SegmentHeader.read(file, number), false);
    } catch (CorruptDatabaseException e) {
      SegmentHeader repaired = SegmentHeader.repaired(file, number);
      return repaired == null ? null : new LogSalvage(file, repaired, true);
    }
  }

  /** The database that the segment belongs to. */
  public DatabaseId databaseId() {
    return header.databaseId();
  }

  /** The offset in the file of a position in the log. */
  public long offset(long position) {
    return position - header.basePosition();
  }

  /** Whether a byte of the header was wrong. */
  public boolean hadDamagedHeader() {
    return hadDamagedHeader;
  }

  /**
   * Reads the segment to its end.
   *
   * @param visitor is shown the frames whose checksum holds
   * @param losses is told what lies between them, in the order of both
   */
  public void read(FrameVisitor visitor, LostRange losses) throws IOException {
    FrameReader reader = new FrameReader(file, header);
    Survivors.Search search = null;
    long offset = SegmentLayout.HEADER_LENGTH;
    while (!goesOn) {
      if (isFrame(reader, offset)) {
        show(reader, offset, visitor);
        offset = reader.next();
        continue;
      }
      long used = reader.bytesBeforeZeros(offset);
      if (used == 0) {
        return;
      }
      if (search == null) {
        search = new Survivors.Search(file, header, offset, offset + used);
      }
      long next = search.next(offset + 1);
      losses.lost(offset, next - offset, bodies(offset, next));
      offset = next;
    }
  }

  private static boolean isFrame(FrameReader reader, long offset) throws IOException {
    try {
      return reader.read(offset) == FrameReader.Found.FRAME;
    } catch (CorruptDatabaseException e) {
      return false; // intact, and makes no sense: nobody can read it
    }
  }

  private void show(FrameReader reader, long offset, FrameVisitor visitor) throws IOException {
    frames++;
    goesOn = reader.kind() == FrameKind.NEXT;
    if (FrameKind.isShown(reader.kind())) {
      reader.show(offset, visitor);
    }
  }

  /** What may be frames, as far as one that is damaged says where the next one begins. */
  private List<byte[]> bodies(long from, long to) throws IOException {
    int length = (int) Math.min(to - from, MAX_SHOWN);
    byte[] bytes = new byte[length];
    file.read(from, bytes, 0, length);
    List<byte[]> bodies = new ArrayList<>();
    long at = 0;
    while (length - at > FrameLayout.PAYLOAD_OFFSET + FrameLayout.MIN_PAYLOAD) {
      int head = (int) at;
      int unsynced = Varint.length(bytes[head + FrameLayout.PAYLOAD_OFFSET]);
      int body = head + FrameLayout.PAYLOAD_OFFSET + Math.max(unsynced, 1) + 1;
      long payload = LittleEndian.getUnsignedInt(bytes, head + FrameLayout.LENGTH_OFFSET);
      long end = at + FrameLayout.PAYLOAD_OFFSET + payload;
      if (payload < FrameLayout.MIN_PAYLOAD || end > length) {
        end = length;
      }
      if (body < end && bytes[body - 1] != FrameKind.SCHEMA) {
        bodies.add(Arrays.copyOfRange(bytes, body, (int) end));
      }
      at = end;
    }
    return bodies;
  }

  /** Whether the log goes on in the next segment. Known once it was read. */
  public boolean goesOn() {
    return goesOn;
  }

  /** How many frames there were. Known once it was read. */
  public long frames() {
    return frames;
  }

  /** Size of the file. */
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
