package dev.hmdb.internal.snapshot;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.log.DatabaseId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can still be read of a snapshot file that is damaged. Opening it reads all of the file; a
 * byte is never changed. Several threads may read the blocks at once.
 */
public final class SnapshotSalvage implements AutoCloseable {
  /*
   * Goes from head to head, as each says where the next one is, and neither needs nor believes the
   * index. Where a payload is damaged its head still says whose entries they were. Where a head is
   * damaged the next intact one is searched for; what lies between is lost.
   *
   * Where the blocks end is said twice: by the trailer, and by the head of the index. If both are
   * damaged the file may have been cut, and what was behind its end is lost without a trace.
   */
  private static final int PIECE = 1 << 16;

  private final DiskFile file;
  private final SectionReader sections;
  private final byte[] buffer = new byte[PIECE];

  private byte @Nullable [] schema;
  private final List<Block> blocks = new ArrayList<>();
  private final List<LostRange> lost = new ArrayList<>();
  private boolean hasEnd;

  private SnapshotSalvage(DiskFile file, SnapshotHeader snapshot) throws IOException {
    long size = file.size();
    this.file = file;
    this.sections = new SectionReader(file, snapshot, size);
    long end = endByTrailer(snapshot, size);
    walk(new HeadSearch(file, snapshot, end), end);
  }

  /**
   * Opens a snapshot whose header is intact.
   *
   * @throws CorruptDatabaseException if the header is damaged
   * @throws dev.hmdb.DatabaseOpenException if a newer release wrote it
   */
  public static SnapshotSalvage open(Directory directory, long number) throws IOException {
    return open(directory, number, file -> SnapshotHeader.read(file, number));
  }

  /**
   * Opens a snapshot without regard for its header.
   *
   * @param databaseId as another file of the database has it; what belongs to any other does not
   *     count
   */
  public static SnapshotSalvage open(Directory directory, long number, DatabaseId databaseId)
      throws IOException {
    return open(directory, number, file -> new SnapshotHeader(databaseId, number));
  }

  /**
   * The database that a snapshot says it is of; empty if more than one byte of its header is wrong.
   *
   * @throws dev.hmdb.DatabaseOpenException if a newer release wrote it
   */
  public static Optional<DatabaseId> databaseId(Directory directory, long number)
      throws IOException {
    try (DiskFile file = directory.open(Snapshots.name(number), Access.READ)) {
      try {
        return Optional.of(SnapshotHeader.read(file, number).databaseId());
      } catch (CorruptDatabaseException e) {
        return Optional.ofNullable(SnapshotHeader.repaired(file, number))
            .map(SnapshotHeader::databaseId);
      }
    }
  }

  /**
   * What a snapshot is, by its intact header, if it is not the one that belongs under its name; in
   * words.
   *
   * @throws dev.hmdb.DatabaseOpenException if a newer release wrote it
   */
  public static Optional<String> stranger(Directory directory, long number, DatabaseId expected)
      throws IOException {
    try (DiskFile file = directory.open(Snapshots.name(number), Access.READ)) {
      SnapshotHeader header = SnapshotHeader.intact(file);
      if (header == null) {
        return Optional.empty();
      }
      if (!header.databaseId().equals(expected)) {
        return Optional.of("it belongs to another database");
      }
      return header.number() == number
          ? Optional.empty()
          : Optional.of("it is snapshot number " + header.number() + " under another name");
    }
  }

  private interface HeaderSource {
    SnapshotHeader of(DiskFile file) throws IOException;
  }

  private static SnapshotSalvage open(Directory directory, long number, HeaderSource header)
      throws IOException {
    DiskFile file = directory.open(Snapshots.name(number), Access.READ);
    try {
      return new SnapshotSalvage(file, header.of(file));
    } catch (Throwable e) {
      SnapshotReader.closeAfter(e, file);
      throw e;
    }
  }

  /** Where the blocks end if the trailer is intact, which is then noted; else the file's size. */
  private long endByTrailer(SnapshotHeader snapshot, long size) throws IOException {
    try {
      long indexOffset = Trailer.read(file, size, new PlaceChecksum(snapshot)).indexOffset();
      hasEnd = indexOffset >= HeaderLayout.LENGTH && indexOffset <= size - TrailerLayout.LENGTH;
      return hasEnd ? indexOffset : size;
    } catch (CorruptDatabaseException e) {
      return size; // what the damage means is for the walk to find out
    }
  }

  private void walk(HeadSearch heads, long end) throws IOException {
    long offset = HeaderLayout.LENGTH;
    while (offset < end) {
      SectionHead head = heads.at(offset);
      if (head == null) {
        long next = heads.next(offset + 1);
        lost.add(new LostRange(offset, next - offset, null));
        offset = next;
      } else if (head.kind() == SectionKind.INDEX) {
        hasEnd = true;
        return;
      } else {
        keep(offset, head);
        offset += SectionLayout.PAYLOAD_OFFSET + head.length();
      }
    }
  }

  private void keep(long offset, SectionHead head) throws IOException {
    boolean isBlock = SectionKind.isBlock(head.kind());
    Block block = isBlock ? Block.of(offset, head) : null;
    if (!sections.isIntact(offset, head, buffer) || (block != null && !isReadable(block))) {
      lost.add(new LostRange(offset, (long) SectionLayout.PAYLOAD_OFFSET + head.length(), block));
    } else if (block != null) {
      blocks.add(block);
    } else {
      schema = sections.payload(offset, head);
    }
  }

  /** Whether a block whose checksum holds can be read: what is compressed may be nonsense. */
  private boolean isReadable(Block block) throws IOException {
    try {
      return !block.isCompressed() || sections.block(block).length > 0;
    } catch (CorruptDatabaseException e) {
      return false;
    }
  }

  /** The schema; empty if it is lost. */
  public Optional<byte[]> schema() {
    return Optional.ofNullable(schema).map(byte[]::clone);
  }

  /**
   * The blocks whose checksum holds and that can be read, in the order in which they were written.
   */
  public List<Block> blocks() {
    return List.copyOf(blocks);
  }

  /**
   * What lies between those, by offset. Header, index and trailer hold no entries and are left out.
   */
  public List<LostRange> lost() {
    return List.copyOf(lost);
  }

  /** Whether the end of the blocks was found. If not, more may be missing than is known. */
  public boolean hasEnd() {
    return hasEnd;
  }

  /**
   * The entries of one of {@link #blocks}, one behind the other; the array is the caller's.
   *
   * @throws CorruptDatabaseException if the block was damaged since the file was opened
   */
  public byte[] read(Block block) throws IOException {
    return sections.block(block);
  }

  /** What is left of the entries of a block that is damaged; not to be trusted. */
  public byte[] readDamaged(Block block) throws IOException {
    return sections.damaged(block);
  }

  /** Size of the file in bytes. */
  public long size() throws IOException {
    return file.size();
  }

  /** Closes the file. Nobody may be reading. */
  @Override
  public void close() throws IOException {
    sections.close();
  }
}
