package dev.hmdb.internal.snapshot;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.log.DatabaseId;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a snapshot file. Until {@link #finish} or {@link #publish} returns there is no snapshot,
 * and no other file is touched; {@link #close} removes what was written of one that was not
 * finished. For one thread.
 */
public final class SnapshotWriter implements AutoCloseable {
  /*
   * Invariants
   * 1. The file is called by its temporary name until all of it is on stable storage. So whatever has a
   *    snapshot's name is complete, and one that is not is damage, never the trace of a crash.
   * 2. While bytes are on their way out the state is BROKEN. Whatever is thrown there, an
   *    OutOfMemoryError too, leaves it so, and a broken snapshot cannot be finished.
   *
   * Failure: a sync that failed is not tried again; the file is deleted instead. If the sync of the
   * directory fails the snapshot has its name, but nobody knows whether a power cut would take it
   * back; close deletes it. Should a crash prevent that, it is found complete, or not at all.
   *
   * Memory: one block, twice if it is compressed, one buffer of output, and 16 bytes for each block
   * written.
   */

  /**
   * A block ends before its entries would become longer. Large enough that its 40 bytes of head and
   * index do not count and that reading it is one large read, small enough that a table of some
   * megabytes is loaded by all cores and that damage costs little.
   */
  static final int BLOCK_LENGTH = 1 << 17;

  private final Directory directory;
  private final long number;
  private final DiskFile file;
  private final SectionOutput out;
  private final IndexWriter index = new IndexWriter();

  /** Null if blocks are written as they are. */
  private final @Nullable BlockCompressor compressor;

  private final byte[] block = new byte[BLOCK_LENGTH];
  private int blockTable;
  private int blockLength;
  private int blockEntries;

  private State state = State.OPEN;

  /** The final name that the file may have; null before it can. */
  private @Nullable String published;

  private enum State {
    OPEN,
    BROKEN,
    COMPLETE,
    FINISHED,
    CLOSED
  }

  private SnapshotWriter(Directory directory, DiskFile file, SnapshotHeader header, byte[] schema)
      throws IOException {
    this.directory = directory;
    this.number = header.number();
    this.file = file;
    this.out = new SectionOutput(file, header);
    out.write(header.toBytes());
    out.section(SectionKind.SCHEMA, 0, 0, schema, 0, schema.length);
    this.compressor = header.form() == SnapshotForm.COMPRESSED ? new BlockCompressor() : null;
  }

  /**
   * Begins a snapshot under its temporary name, in place of one that a crash left there. After a
   * throw nothing is left of it.
   *
   * @param number of the segment of the log that goes on where the snapshot ends
   * @param schema kept as it is
   * @throws IOException if there is a snapshot of that number, too
   */
  public static SnapshotWriter begin(
      Directory directory, DatabaseId databaseId, long number, byte[] schema, SnapshotForm form)
      throws IOException {
    String name = Snapshots.name(number);
    String temporary = Snapshots.temporaryName(number);
    requireLength("schema", schema.length);
    if (directory.exists(name)) {
      throw new IOException(directory.path() + ": " + name + " exists already");
    }
    Snapshots.deleteIfThere(directory, temporary);
    DiskFile file = directory.create(temporary);
    try {
      return new SnapshotWriter(
          directory, file, new SnapshotHeader(databaseId, number, form), schema);
    } catch (Throwable e) {
      discardAfter(e, directory, file, temporary);
      throw e;
    }
  }

  private static void discardAfter(
      Throwable failure, Directory directory, DiskFile file, String name) {
    try {
      discard(directory, file, name);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Adds an entry. Those of one table may be interrupted by others, which costs a block each time.
   *
   * @param length at most {@code 2^31 - 65}
   * @throws IOException if it cannot be written; then the snapshot can only be closed
   */
  public void add(int table, byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    requireLength("entry", length);
    requireOpen();
    if (table != blockTable || !fits(length)) {
      endBlock();
      blockTable = table;
    }
    if (length > BLOCK_LENGTH) {
      writeBlock(table, 1, buffer, offset, length);
      return;
    }
    System.arraycopy(buffer, offset, block, blockLength, length);
    blockLength += length;
    blockEntries++;
  }

  /**
   * Adds a block of another snapshot of the same form as it is.
   *
   * @param stored from {@link SnapshotReader#readStored}
   * @throws IOException if it cannot be written; then the snapshot can only be closed
   */
  public void addBlock(Block block, byte[] stored) throws IOException {
    if (block.isCompressed() && compressor == null) {
      throw new IllegalArgumentException(
          Snapshots.name(number) + ": is plain, and a " + block + " cannot be added to it");
    }
    requireOpen();
    endBlock();
    state = State.BROKEN;
    index.add(out.section(block.kind(), block.table(), block.entries(), stored, 0, stored.length));
    state = State.OPEN;
  }

  /** Whether the entry may share the block, which must not have more entries than length + 1. */
  private boolean fits(int length) {
    return length <= BLOCK_LENGTH - blockLength && blockEntries <= blockLength + length;
  }

  private void endBlock() throws IOException {
    if (blockEntries > 0) {
      writeBlock(blockTable, blockEntries, block, 0, blockLength);
      blockLength = 0;
      blockEntries = 0;
    }
  }

  private void writeBlock(int table, int entries, byte[] bytes, int offset, int length)
      throws IOException {
    state = State.BROKEN;
    int compressed = compressor == null ? 0 : compressor.compress(bytes, offset, length);
    index.add(
        compressor == null || compressed == 0
            ? out.section(SectionKind.BLOCK, table, entries, bytes, offset, length)
            : out.section(
                SectionKind.COMPRESSED_BLOCK, table, entries, compressor.payload(), 0, compressed));
    state = State.OPEN;
  }

  /**
   * Makes the snapshot complete, durable and known by its name, in this order. If it throws, there
   * is none after {@link #close}.
   *
   * @return the size of the file in bytes
   */
  public long finish() throws IOException {
    complete();
    return publish(Snapshots.name(number));
  }

  /**
   * Makes the snapshot complete and durable under its temporary name, to be read and then
   * published.
   */
  public void complete() throws IOException {
    requireOpen();
    endBlock();
    state = State.BROKEN;
    long indexOffset = out.offset();
    out.trailer(indexOffset, index.writeTo(out));
    out.writeOut();
    letGoOfCompressor();
    file.sync();
    file.close();
    state = State.COMPLETE;
  }

  /**
   * Makes a complete snapshot known by a name, durably. If it throws, there is none of that name
   * after {@link #close}.
   *
   * @return the size of the file in bytes
   */
  public long publish(String name) throws IOException {
    if (state != State.COMPLETE) {
      throw new IllegalStateException(Snapshots.name(number) + ": is not complete");
    }
    state = State.BROKEN;
    published = name;
    directory.rename(Snapshots.temporaryName(number), name);
    directory.sync();
    state = State.FINISHED;
    return out.offset();
  }

  /**
   * Deletes what was written if it was not finished. A second call does nothing.
   *
   * @throws IOException if something is left, which is called by its temporary name unless {@link
   *     #publish} failed
   */
  @Override
  public void close() throws IOException {
    if (state == State.FINISHED || state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    letGoOfCompressor();
    discard(directory, file, Snapshots.temporaryName(number));
    if (published != null) {
      Snapshots.deleteIfThere(directory, published);
    }
  }

  private void letGoOfCompressor() {
    if (compressor != null) {
      compressor.close();
    }
  }

  private static void discard(Directory directory, DiskFile file, String name) throws IOException {
    try {
      file.close();
    } catch (IOException e) {
      try {
        Snapshots.deleteIfThere(directory, name);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    Snapshots.deleteIfThere(directory, name);
  }

  private static void requireLength(String what, int length) {
    if (length > SectionLayout.MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          what + " length=" + length + " is more than " + SectionLayout.MAX_PAYLOAD);
    }
  }

  private void requireOpen() {
    if (state != State.OPEN) {
      throw new IllegalStateException(
          Snapshots.name(number)
              + ": is "
              + switch (state) {
                case BROKEN -> "broken by a failure before; close it and begin anew";
                case COMPLETE, FINISHED -> "finished already";
                default -> "closed";
              });
    }
  }
}
