package dev.hmdb.internal.engine;

import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.snapshot.SnapshotWriter;
import dev.hmdb.internal.table.EntryCursor;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StoredTable;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Writes the state of all tables to a snapshot file, while others read and write them.
 *
 * <p>Takes as much memory as one block, one entry, and some bytes for each block written.
 */
final class SnapshotSave {
  /** A larger buffer is let go of again: one big entry must not pin it. */
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private final SnapshotWriter writer;
  private final SnapshotContext state;
  private final Catalog catalog;
  private final BooleanSupplier isCancelled;
  private final EncodedEntries written;
  private Encoder encoder = new Encoder();

  private SnapshotSave(
      SnapshotWriter writer,
      SnapshotContext state,
      Catalog catalog,
      BooleanSupplier isCancelled,
      EncodedEntries written) {
    this.writer = writer;
    this.state = state;
    this.catalog = catalog;
    this.isCancelled = isCancelled;
    this.written = written;
  }

  /**
   * Writes snapshot {@code number}; on return it is on stable storage under its name. Whatever is
   * thrown, nothing of it is left, and no other file was touched.
   *
   * <p>The codecs of the schema run on the calling thread, under no lock.
   *
   * @param number of the log's segment that goes on where {@code state} ends
   * @param catalog has every table
   * @param state stays open; to be closed by the caller
   * @param form of the file
   * @param isCancelled asked before each entry, on the calling thread
   * @return the size of the file in bytes
   * @throws IOException if it cannot be written, or there is a snapshot of that number already
   * @throws CancellationException if {@code isCancelled} said so
   * @throws dev.hmdb.DatabaseClosedException if the database is closed meanwhile
   * @throws RuntimeException what a codec throws
   */
  static long write(
      Directory directory,
      DatabaseId databaseId,
      long number,
      Catalog catalog,
      List<StoredTable<?, ?>> tables,
      SnapshotContext state,
      SnapshotForm form,
      BooleanSupplier isCancelled)
      throws IOException {
    Encoder schema = new Encoder();
    catalog.encode(schema);
    try (SnapshotWriter writer =
        SnapshotWriter.begin(directory, databaseId, number, schema.toByteArray(), form)) {
      SnapshotSave save =
          new SnapshotSave(writer, state, catalog, isCancelled, EncodedEntries.UNWATCHED);
      save.all(tables);
      save.requireWanted();
      return writer.finish();
    }
  }

  /** Adds the entries of all tables to a snapshot, as {@link #write} does, and tells of them. */
  static void addTo(
      SnapshotWriter writer,
      Catalog catalog,
      List<StoredTable<?, ?>> tables,
      SnapshotContext state,
      EncodedEntries written)
      throws IOException {
    new SnapshotSave(writer, state, catalog, () -> false, written).all(tables);
  }

  private void all(List<StoredTable<?, ?>> tables) throws IOException {
    for (StoredTable<?, ?> table : tables) {
      table(table);
    }
  }

  private <K, V> void table(StoredTable<K, V> table) throws IOException {
    int id = Objects.requireNonNull(catalog.find(table.name())).id();
    EntryCursor<K, V> cursor = state.cursor(table);
    while (cursor.advance()) {
      requireWanted();
      encoder.clear();
      table.keyCodec().encode(cursor.key(), encoder);
      table.valueCodec().encode(cursor.value(), encoder);
      writer.add(id, encoder.array(), 0, encoder.position());
      written.add(id, encoder.array(), 0, encoder.position());
      if (encoder.array().length > MAX_KEPT_BYTES) {
        encoder = new Encoder();
      }
    }
  }

  private void requireWanted() {
    if (isCancelled.getAsBoolean()) {
      throw new CancellationException("the snapshot is not wanted any more");
    }
  }
}
