package dev.hmdb.internal.log;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the segments of a log in order, and finds where it ends. */
final class ChainScan {
  /*
   * The chain is one log, cut into files. A segment that ends with a NEXT frame goes on in the next
   * one. The first thing that is no frame ends the log, in whatever segment that is. It is a torn tail
   * if a crash can have left it, that is, if it was never promised to be on stable storage; else it is
   * corruption. The promises are in the frames themselves, and one about the damaged place can only be
   * in a frame behind it, in the same segment or in a later one. So every frame behind it is looked
   * for. If there is none that promises more than the damaged place, what is lost was never promised:
   * cutting it off loses nothing that sync() returned for, except what damage to the very last frames
   * can hide, which is the limit of any log (docs/format/log.md).
   *
   * So segments may follow the one in which the log ends: one that was made ahead and not yet begun, or
   * one that was begun while the tail of the one before it was not on stable storage, and then the
   * power was cut. Both are dropped.
   */
  private final Directory directory;
  private final @Nullable DatabaseId databaseId;
  private final FrameVisitor visitor;

  private final List<SegmentScan> segments = new ArrayList<>();

  /** Segments behind the one in which the log ends. */
  private final List<Long> dropped = new ArrayList<>();

  /** The last of {@link #segments}, for messages. */
  private String lastFile = "";

  private long promised;
  private long tornBytes;

  private ChainScan(Directory directory, @Nullable DatabaseId databaseId, FrameVisitor visitor) {
    this.directory = directory;
    this.databaseId = databaseId;
    this.visitor = visitor;
  }

  /** Reads the log from segment {@code first} on. */
  static ChainScan of(
      Directory directory, long first, @Nullable DatabaseId databaseId, FrameVisitor visitor)
      throws IOException {
    ChainScan scan = new ChainScan(directory, databaseId, visitor);
    scan.read(Segments.chain(directory, first));
    return scan;
  }

  private void read(List<Long> numbers) throws IOException {
    int index = 0;
    while (index < numbers.size()) {
      long number = numbers.get(index++);
      if (!readSegment(number)) {
        break;
      }
      if (index == numbers.size()) {
        throw Segments.missing(
            directory, number + 1, Segments.name(number) + " says that the log goes on in it");
      }
    }
    dropped.addAll(numbers.subList(index, numbers.size()));
    for (long number : dropped) {
      lookForPromisesIn(number);
    }
  }

  /** Whether the log goes on behind this segment. */
  private boolean readSegment(long number) throws IOException {
    try (DiskFile file = open(number)) {
      SegmentHeader header = headerOf(file, number);
      SegmentScan scan = SegmentScan.of(file, header, visitor);
      segments.add(scan);
      lastFile = String.valueOf(file.path());
      promised = Math.max(promised, scan.promised());
      tornBytes = scan.tornBytes();
      if (scan.tornBytes() > 0) {
        long end = scan.endOffset() + scan.tornBytes();
        requireTorn(Survivors.behind(file, header, scan.endOffset(), end));
      }
      return scan.goesOn();
    }
  }

  private DiskFile open(long number) throws IOException {
    return directory.open(Segments.name(number), Access.READ);
  }

  private SegmentHeader headerOf(DiskFile file, long number) throws IOException {
    SegmentHeader header = SegmentHeader.read(file, number);
    if (!segments.isEmpty()) {
      header.requireAfter(last().header(), last().end(), file);
    } else if (databaseId != null) {
      header.requireOf(databaseId, "the snapshot file of its number", file);
    }
    return header;
  }

  private void lookForPromisesIn(long number) throws IOException {
    try (DiskFile file = open(number)) {
      SegmentHeader header = headerOf(file, number);
      FrameReader reader = new FrameReader(file, header);
      long start = SegmentLayout.HEADER_LENGTH;
      requireTorn(Survivors.in(file, header, start + reader.bytesBeforeZeros(start)));
      // The first frame was made with the file, and is nothing that anybody lost.
      boolean hasFirst = reader.read(start) == FrameReader.Found.FRAME;
      tornBytes += reader.bytesBeforeZeros(hasFirst ? reader.next() : start);
    }
  }

  private void requireTorn(Survivors survivors) {
    SegmentScan last = last();
    if (survivors.promised() > last.end()) {
      throw new CorruptDatabaseException(
          lastFile
              + ": damaged frame at offset="
              + last.endOffset()
              + ": "
              + last.problem()
              + ". It is no torn tail: a later frame says that everything before "
              + placeOf(survivors.promised())
              + " was on stable storage. Intact frames behind the damage="
              + survivors.count()
              + ". Nothing was changed. Check the disk; restore the whole directory from a backup, or copy the"
              + " directory before you try anything else");
    }
  }

  private String placeOf(long position) {
    SegmentHeader header = last().header();
    return position - header.basePosition() < Segments.SPACING
        ? "offset=" + (position - header.basePosition())
        : "position=" + position;
  }

  private SegmentScan last() {
    return segments.getLast();
  }

  /** The segments of the log, the one in which it ends last. */
  List<SegmentScan> segments() {
    return segments;
  }

  /** The numbers of segments behind the end of the log. */
  List<Long> dropped() {
    return dropped;
  }

  LogScan summary() {
    return new LogScan(
        last().header().databaseId(),
        last().end(),
        Math.max(promised, segments.getFirst().header().start()),
        segments.stream().mapToLong(SegmentScan::frames).sum(),
        segments.stream().mapToLong(SegmentScan::bytes).sum(),
        tornBytes,
        last().isSealed() && tornBytes == 0);
  }
}
