package dev.hmdb.internal.engine;

import dev.hmdb.BackupFailedException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.DirectoryLock;
import dev.hmdb.internal.disk.DirectoryLockedException;
import dev.hmdb.internal.disk.RealDirectory;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StoredTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a state of a database to a directory of its own, which is a database then. */
final class Backup {
  /*
   * The directory gets a snapshot file and the empty segment of the log that goes on from there, in
   * this order: a snapshot without its segment is refused by whoever opens the directory, while a
   * segment without its snapshot would be an empty database. So a crash leaves a backup that is
   * complete, or one that does not open.
   *
   * The copy has a database id of its own, because from its first commit on it is another database:
   * checksums cover the id, so no file of one is ever taken for a file of the other.
   */

  private final Directory directory;
  private final Catalog catalog;
  private final List<StoredTable<?, ?>> tables;
  private final SnapshotContext state;
  private final SnapshotForm form;
  private Left left = Left.NOTHING;

  /** What a failure leaves. */
  private enum Left {
    NOTHING("failed, and nothing of it was left"),
    SOMETHING("failed, and what was written of it could not be removed: delete the directory"),
    ALL("is complete and on stable storage, but its directory could not be let go of");

    final String text;

    Left(String text) {
      this.text = text;
    }
  }

  private Backup(
      Directory directory,
      Catalog catalog,
      List<StoredTable<?, ?>> tables,
      SnapshotContext state,
      SnapshotForm form) {
    this.directory = directory;
    this.catalog = catalog;
    this.tables = tables;
    this.state = state;
    this.form = form;
  }

  /**
   * Writes a state to the directory at {@code path}, which is created if its parent is there.
   *
   * @param database the directory of the database, in which no backup may lie; null if it has none
   * @param state stays open; to be closed by the caller
   * @param form of its snapshot file
   * @throws BackupFailedException if it cannot be written, or the directory holds anything; the
   *     message says so if anything of it is left
   * @throws dev.hmdb.DatabaseClosedException if the database is closed meanwhile; the same
   */
  static void write(
      Path path,
      @Nullable Path database,
      Catalog catalog,
      List<StoredTable<?, ?>> tables,
      SnapshotContext state,
      SnapshotForm form) {
    Directory directory;
    try {
      directory = RealDirectory.open(path, true);
    } catch (IOException e) {
      throw failed(path, Left.NOTHING, e);
    }
    write(directory, database, catalog, tables, state, form);
  }

  /** Writes a state to a directory and closes it. */
  static void write(
      Directory directory,
      @Nullable Path database,
      Catalog catalog,
      List<StoredTable<?, ?>> tables,
      SnapshotContext state,
      SnapshotForm form) {
    Backup backup = new Backup(directory, catalog, tables, state, form);
    try (directory) {
      try {
        backup.requireOutside(database);
        backup.run();
      } catch (Throwable t) {
        undoCreation(directory, t);
        throw t;
      }
    } catch (IOException e) {
      throw failed(directory.path(), backup.left, e);
    }
  }

  private static void undoCreation(Directory directory, Throwable reason) {
    try {
      directory.undoCreation();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static BackupFailedException failed(Path path, Left left, IOException e) {
    return new BackupFailedException(
        "The backup to " + path + " " + left.text + ": " + e.getMessage(), e);
  }

  /** What lies in a database's directory is deleted, moved or copied along with it. */
  private void requireOutside(@Nullable Path database) {
    if (database != null && directory.path().startsWith(database)) {
      throw new BackupFailedException(
          "The backup was not begun: "
              + directory.path()
              + " lies in the database's own directory; take one elsewhere");
    }
  }

  private void run() throws IOException {
    requireEmpty(); // before the lock puts a file there
    DirectoryLock lock = lock();
    try (lock) {
      requireEmpty();
      try {
        write();
        left = Left.ALL;
      } catch (Throwable t) {
        remove(t);
        throw t;
      }
    }
  }

  private DirectoryLock lock() throws IOException {
    try {
      return directory.lock(Duration.ZERO);
    } catch (DirectoryLockedException e) {
      throw new BackupFailedException(
          "The backup was not begun: " + e.getMessage() + "; take another directory", e);
    }
  }

  private void requireEmpty() throws IOException {
    List<String> found = directory.list();
    if (!found.isEmpty()) {
      throw new BackupFailedException(
          "The backup was not begun: "
              + directory.path()
              + " is not empty, it holds "
              + found.getFirst()
              + (found.size() == 1 ? "" : " and " + (found.size() - 1) + " more")
              + "; take a directory that is empty or does not exist yet");
    }
  }

  private void write() throws IOException {
    DatabaseId id = DatabaseId.random();
    SnapshotSave.write(directory, id, Log.FIRST_SEGMENT, catalog, tables, state, form, () -> false);
    Encoder schema = new Encoder();
    catalog.encode(schema);
    Log.createFile(directory, id, Log.FIRST_SEGMENT, schema.toByteArray());
  }

  /** Removes what was written to the directory, which was empty. */
  private void remove(Throwable reason) {
    try {
      for (String name : directory.list()) {
        directory.delete(name);
      }
      directory.sync();
    } catch (IOException e) {
      left = Left.SOMETHING;
      reason.addSuppressed(e);
    }
  }
}
