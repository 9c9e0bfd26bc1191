package dev.hmdb.internal.engine;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.snapshot.Block;
import dev.hmdb.internal.snapshot.SnapshotReader;
import dev.hmdb.internal.snapshot.Snapshots;
import dev.hmdb.internal.snapshot.TableTotal;
import dev.hmdb.internal.table.BulkLoad;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills the tables of a database that is being opened from a snapshot file, on all cores. */
final class SnapshotLoad {
  /*
   * Blocks are read, checked, decoded and put into the tables by several threads, each taking the
   * next block that nobody has. A cursor walks a table in the order of its hashes, and so blocks that
   * lie apart hold keys of different buckets: the threads hardly ever meet in one. BulkLoad does not
   * depend on that.
   */

  /** So many blocks, a megabyte, are worth a thread of their own. */
  private static final int BLOCKS_PER_THREAD = 8;

  private final LoadedTables tables;
  private final SnapshotReader reader;
  private final String file;
  private final EncodedEntries read;
  private final Map<Integer, Target<?, ?>> targets = new HashMap<>();

  /** A table and its entries on their way in. */
  private record Target<K, V>(LoadedTable<K, V> table, BulkLoad<K, V> entries) {

    static <K, V> Target<K, V> of(LoadedTable<K, V> table, long count) {
      return new Target<>(table, table.entries().bulkLoad(count));
    }

    void add(Decoder in) {
      K key = table.key(in);
      if (!entries.add(key, table.value(key, in))) {
        throw new DecodingException(
            "table " + table.name() + " has key " + UnreadableEntryException.text(key) + " twice",
            in.offset());
      }
    }
  }

  private SnapshotLoad(
      LoadedTables tables, SnapshotReader reader, String file, EncodedEntries read) {
    this.tables = tables;
    this.reader = reader;
    this.file = file;
    this.read = read;
  }

  /**
   * Loads snapshot {@code number}. The tables must be empty, and nobody else may use them yet. On
   * return the calling thread sees all of it, and every thread that was begun has ended; so it is
   * after a throw, with anything in the tables.
   *
   * @return the database that the snapshot is of, to be compared with the log's
   * @throws CorruptDatabaseException if it is damaged, or an entry is refused
   * @throws dev.hmdb.SchemaMismatchException if it was written with another schema
   */
  static DatabaseId load(Directory directory, long number, LoadedTables tables) throws IOException {
    return load(directory, number, tables, Runtime.getRuntime().availableProcessors());
  }

  /** As {@link #load(Directory, long, LoadedTables)}, with at most so many threads. */
  static DatabaseId load(Directory directory, long number, LoadedTables tables, int maxThreads)
      throws IOException {
    return load(
        directory, number, Snapshots.name(number), tables, maxThreads, EncodedEntries.UNWATCHED);
  }

  /**
   * As {@link #load(Directory, long, LoadedTables)}, of a snapshot whose file has another name.
   *
   * @param read is told each entry, when it was decoded
   */
  static DatabaseId load(
      Directory directory,
      long number,
      String name,
      LoadedTables tables,
      int maxThreads,
      EncodedEntries read)
      throws IOException {
    try (SnapshotReader reader = SnapshotReader.open(directory, number, name)) {
      String file = tables.directory().resolve(name).toString();
      new SnapshotLoad(tables, reader, file, read).run(maxThreads);
      return reader.databaseId();
    }
  }

  private void run(int maxThreads) throws IOException {
    try {
      tables.readCatalog(new Decoder(reader.schema()));
      for (TableTotal total : reader.totals()) {
        LoadedTable<?, ?> table = tables.table(total.table(), 0);
        if (!table.isDropped()) {
          targets.put(total.table(), target(table, total));
        }
      }
    } catch (DecodingException e) {
      throw unreadable("the schema", e);
    }
    List<Block> blocks = reader.blocks();
    int threads = Math.clamp(blocks.size() / BLOCKS_PER_THREAD, 1, maxThreads);
    new ParallelLoad<>(blocks, this::load).run(threads);
    targets.values().forEach(target -> target.entries.finish());
  }

  private static Target<?, ?> target(LoadedTable<?, ?> table, TableTotal total) {
    // A count is input like any other, and there will be a bucket for each; but no more than the
    // file has bytes, since what is compressed can claim a thousand times as many.
    long least = table.minimumBytes();
    if (least > 0 && total.entries() > total.maxBytes() / least) {
      throw new DecodingException(
          "table "
              + table.name()
              + " has "
              + total.entries()
              + " entries in "
              + total.maxBytes()
              + " bytes, each at least "
              + least,
          0);
    }
    return Target.of(table, Math.min(total.entries(), total.bytes() + 1));
  }

  private void load(Block block) throws IOException {
    byte[] bytes = reader.read(block);
    Target<?, ?> target = targets.get(block.table());
    if (target != null) { // else the table was dropped
      add(bytes, block, target);
    }
    tables.progress().done(block.length(), block.entries());
  }

  private void add(byte[] bytes, Block block, Target<?, ?> target) {
    Decoder decoder = new Decoder(bytes);
    try {
      for (int i = 0; i < block.entries(); i++) {
        int from = decoder.offset();
        target.add(decoder);
        read.add(block.table(), bytes, from, decoder.offset());
      }
      decoder.expectEnd();
    } catch (RuntimeException e) { // a DecodingException, or what a user's codec or equals throws
      throw unreadable("the " + block, e);
    }
  }

  private CorruptDatabaseException unreadable(String what, RuntimeException e) {
    return new CorruptDatabaseException(
        file
            + ": "
            + what
            + " has a checksum that holds, but cannot be read: "
            + UnreadableEntryException.reason(e)
            + ". If a type refuses a value that it took before, let it take the value again",
        e);
  }
}
