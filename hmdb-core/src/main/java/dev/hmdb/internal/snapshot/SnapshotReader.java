package dev.hmdb.internal.snapshot;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.log.DatabaseId;
import java.io.IOException;
import java.util.List;

/**
 * An open snapshot file. Opening it checks everything but the blocks, which are checked when they
 * are read. Several threads may read at once; a byte is never changed.
 */
public final class SnapshotReader implements AutoCloseable {
  private final DiskFile file;
  private final SnapshotHeader header;
  private final SectionReader sections;
  private final long size;
  private final byte[] schema;
  private final List<Block> blocks;

  private SnapshotReader(DiskFile file, long number) throws IOException {
    this.file = file;
    this.header = SnapshotHeader.read(file, number);
    this.size = file.size();
    this.sections = new SectionReader(file, header, size);
    Trailer trailer = Trailer.read(file, size, new PlaceChecksum(header));
    long indexOffset = trailer.indexOffset();
    SectionHead index = sections.head(indexOffset, SectionKind.INDEX);
    requireEndOfIndex(indexOffset, index, trailer);
    SectionHead schemaHead = sections.head(HeaderLayout.LENGTH, SectionKind.SCHEMA);
    this.schema = sections.payload(HeaderLayout.LENGTH, schemaHead);
    long start = (long) HeaderLayout.LENGTH + SectionLayout.PAYLOAD_OFFSET + schema.length;
    this.blocks =
        IndexReader.blocks(
            file, header.form(), index, sections.payload(indexOffset, index), start, indexOffset);
  }

  /**
   * Opens a snapshot.
   *
   * @throws CorruptDatabaseException if header, trailer, index or schema are damaged
   * @throws dev.hmdb.DatabaseOpenException if a newer release wrote it
   */
  public static SnapshotReader open(Directory directory, long number) throws IOException {
    return open(directory, number, Snapshots.name(number));
  }

  /** As {@link #open(Directory, long)}, of a snapshot whose file has another name. */
  public static SnapshotReader open(Directory directory, long number, String name)
      throws IOException {
    DiskFile file = directory.open(name, Access.READ);
    try {
      return new SnapshotReader(file, number);
    } catch (Throwable e) {
      closeAfter(e, file);
      throw e;
    }
  }

  /** Closes a file because of a failure, which is told if that fails too. */
  static void closeAfter(Throwable failure, DiskFile file) {
    try {
      file.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void requireEndOfIndex(long indexOffset, SectionHead index, Trailer trailer) {
    long found = indexOffset + SectionLayout.PAYLOAD_OFFSET + index.length();
    long expected = size - TrailerLayout.LENGTH;
    if (found != expected) {
      throw Damage.of(
          file,
          "the index at offset="
              + indexOffset
              + " ends at offset="
              + found
              + " expected="
              + expected);
    }
    if (index.checksum() != trailer.indexChecksum()) {
      throw Damage.of(
          file,
          "the index at offset="
              + indexOffset
              + " is not the one that the trailer means: "
              + Damage.checksum(index.checksum(), trailer.indexChecksum()));
    }
  }

  public DatabaseId databaseId() {
    return header.databaseId();
  }

  /** In which form it is written. */
  public SnapshotForm form() {
    return header.form();
  }

  /** Size of the file in bytes. */
  public long size() {
    return size;
  }

  public byte[] schema() {
    return schema.clone();
  }

  /** All blocks in the order in which they were written. */
  public List<Block> blocks() {
    return blocks;
  }

  /** What there is of each table that has entries, by id. */
  public List<TableTotal> totals() {
    return TableTotal.of(blocks);
  }

  /**
   * The entries of one of {@link #blocks}, one behind the other; the array is the caller's.
   *
   * @throws CorruptDatabaseException if the block is damaged; others may be read nevertheless
   */
  public byte[] read(Block block) throws IOException {
    return sections.block(block);
  }

  /**
   * What the file has of one of {@link #blocks}, for {@link SnapshotWriter#addBlock}; the array is
   * the caller's.
   *
   * @throws CorruptDatabaseException if the block is damaged
   */
  public byte[] readStored(Block block) throws IOException {
    return sections.stored(block);
  }

  /**
   * As {@link #read}, without regard for the block's head: the index says all that it says.
   *
   * @throws CorruptDatabaseException if the entries are damaged
   */
  public byte[] readWithoutHead(Block block) throws IOException {
    return sections.blockWithoutHead(block);
  }

  /** What is left of the entries of a block that is damaged; not to be trusted. */
  public byte[] readDamaged(Block block) throws IOException {
    return sections.damaged(block);
  }

  /** Closes the file. Nobody may be reading. */
  @Override
  public void close() throws IOException {
    sections.close();
  }
}
