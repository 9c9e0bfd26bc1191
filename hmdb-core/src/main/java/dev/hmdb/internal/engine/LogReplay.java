package dev.hmdb.internal.engine;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.HmdbException;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.FrameVisitor;
import dev.hmdb.internal.table.HashTable;
import java.nio.file.Path;
import java.util.List;

/** Builds the tables from the frames of the log. For one thread, before anybody reads. */
final class LogReplay implements FrameVisitor {
  private final LoadedTables tables;
  private final Decoder decoder = new Decoder(new byte[0]);
  private long commits;

  /** Of the frame that is being read. */
  private long operations;

  /**
   * @param entries the tables to fill, in the order of the schema
   */
  LogReplay(
      Path directory,
      SchemaDefinition<?> schema,
      List<HashTable<?, ?>> entries,
      Progress progress) {
    this.tables = new LoadedTables(directory, schema, entries, progress);
  }

  /** What is built; a snapshot file fills it before the log goes on. */
  LoadedTables tables() {
    return tables;
  }

  /** Forgets everything that was read. */
  void restart() {
    tables.restart();
    commits = 0;
  }

  @Override
  public void frame(byte kind, long position, byte[] buffer, int offset, int length) {
    decoder.reset(buffer, offset, length);
    operations = 0;
    try {
      switch (kind) {
        case FrameKind.SCHEMA -> tables.readCatalog(decoder);
        case FrameKind.COMMIT -> commit();
        default -> throw new DecodingException("frame kind " + kind + " is unknown", 0);
      }
    } catch (HmdbException e) {
      throw e;
    } catch (RuntimeException e) { // a DecodingException, or what a user's codec or equals throws
      throw new CorruptDatabaseException(
          tables.directory()
              + ": the frame at position "
              + position
              + " has a checksum that holds, but cannot be read: "
              + UnreadableEntryException.reason(e)
              + ". If a type refuses a value that it took before, let it take the value again",
          e);
    }
    tables.progress().done(length, operations);
  }

  private void commit() {
    while (decoder.remaining() > 0) {
      long header = decoder.readVarint(Integer.MAX_VALUE);
      int id = (int) (header >>> OperationLayout.KIND_BITS);
      tables.table(id, decoder.offset()).apply((int) header & OperationLayout.KIND_MASK, decoder);
      operations++;
    }
    commits++;
  }

  /** The newest catalog in the files. */
  Catalog catalog() {
    return tables.catalog();
  }

  /** How many transactions were read. */
  long commits() {
    return commits;
  }
}
