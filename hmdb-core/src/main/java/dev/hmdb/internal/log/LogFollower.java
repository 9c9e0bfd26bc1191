package dev.hmdb.internal.log;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log while others append to it, each frame once, up to an end that they say. For one
 * thread at a time.
 */
public final class LogFollower implements AutoCloseable {
  /*
   * It reads the files and never maps them: whoever recovers the database may cut them off.
   *
   * A segment that it has open stays readable where the operating system lets open files be deleted.
   * Where it does not, the file cannot be deleted either until it is let go of.
   */
  private final Directory directory;
  private final @Nullable DatabaseId databaseId;

  private long number;
  private @Nullable DiskFile file;
  private @Nullable SegmentHeader header;
  private long offset;

  /**
   * @param first number of the segment to begin with
   * @param databaseId of the database that it must belong to; null for any
   */
  public LogFollower(Directory directory, long first, @Nullable DatabaseId databaseId) {
    this.directory = directory;
    this.number = first;
    this.databaseId = databaseId;
  }

  /**
   * Opens the segment that is read next, so that it can be read also if it is deleted.
   *
   * @throws SegmentGoneException if it was deleted before
   */
  public void hold() throws IOException {
    DiskFile _ = open();
  }

  /**
   * Shows the frames that were not shown yet. After an exception, those that the visitor has taken
   * are not shown again.
   *
   * @param segment number of the segment that the end is in
   * @param end position of the end
   * @throws SegmentGoneException if a segment that has to be read was deleted
   * @throws CorruptDatabaseException if what is before the end is no frame
   */
  public void readTo(long segment, long end, FrameVisitor visitor) throws IOException {
    while (true) {
      if (number > segment) {
        throw new SegmentGoneException(
            directory.path() + ": the log does not go on in segment " + number);
      }
      DiskFile current = open();
      SegmentHeader of = header();
      long limit = number == segment ? end - of.basePosition() : current.size();
      boolean goesOn = offset < limit && show(current, of, limit, visitor);
      if (number == segment && !goesOn) {
        return;
      }
      if (!goesOn) {
        throw new CorruptDatabaseException(
            current.path()
                + ": ends at offset="
                + offset
                + " without saying where the log goes on");
      }
      close();
      number++;
    }
  }

  /** Whether the log goes on in the next segment. */
  private boolean show(DiskFile from, SegmentHeader of, long limit, FrameVisitor visitor)
      throws IOException {
    FrameReader reader = new FrameReader(from, of, offset, limit);
    while (offset < limit) {
      if (reader.read(offset) != FrameReader.Found.FRAME) {
        throw new CorruptDatabaseException(
            from.path()
                + ": no frame at offset="
                + offset
                + ": "
                + reader.problem()
                + "; the log counts up to offset="
                + limit
                + ". Close the database in every process, and open it again to see what is damaged");
      }
      if (FrameKind.isShown(reader.kind())) {
        reader.show(offset, visitor);
      }
      offset = reader.next();
      if (reader.kind() == FrameKind.NEXT) {
        return true;
      }
    }
    return false;
  }

  private DiskFile open() throws IOException {
    DiskFile present = file;
    if (present != null) {
      return present;
    }
    String name = Segments.name(number);
    DiskFile opened;
    try {
      opened = directory.open(name, Access.READ);
    } catch (IOException e) {
      if (directory.exists(name)) {
        throw e;
      }
      throw new SegmentGoneException(directory.path() + ": " + name + " is gone");
    }
    try {
      SegmentHeader read = SegmentHeader.read(opened, number);
      if (databaseId != null) {
        read.requireOf(databaseId, "the control file", opened);
      }
      header = read;
      offset = SegmentLayout.HEADER_LENGTH;
      file = opened;
      return opened;
    } finally {
      if (file == null) {
        opened.close();
      }
    }
  }

  private SegmentHeader header() {
    SegmentHeader present = header;
    if (present == null) {
      throw new IllegalStateException("no segment was read yet");
    }
    return present;
  }

  /**
   * Leaves out what is before a position of the segment that is being read: the caller knows it.
   *
   * @param segment number of that segment
   * @throws IOException if the segment cannot be opened
   */
  public void skipTo(long segment, long position) throws IOException {
    if (segment != number) {
      throw new IllegalStateException("reading segment " + number + ", not " + segment);
    }
    DiskFile _ = open();
    offset = position - header().basePosition();
  }

  /** Bytes that were read of the last segment. */
  public long bytes() {
    return offset;
  }

  /** Lets go of the file; reading goes on by opening it again, at the beginning of a segment. */
  @Override
  public void close() throws IOException {
    DiskFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
