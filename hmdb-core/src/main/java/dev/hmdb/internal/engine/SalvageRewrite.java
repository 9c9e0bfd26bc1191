package dev.hmdb.internal.engine;

import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogSalvage;
import dev.hmdb.internal.snapshot.SnapshotForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts what was salvaged in place of the damaged files, of which it keeps copies. */
final class SalvageRewrite {
  /*
   * 1. Each file is copied under a name that nothing reads, and the copies are put on stable storage.
   * 2. A segment without commits is made, with a number that is greater than all.
   * 3. A snapshot of the same number is written from the tables.
   * 4. The damaged files are deleted.
   *
   * A crash before 3 is done leaves a database as damaged as before, with copies and a segment besides
   * that nothing follows from; it can be salvaged again, and copied again. A crash afterwards leaves
   * the new state, and the next opening deletes the damaged files as it deletes what a compaction
   * replaced; the copies are there.
   *
   * The new state gets a database id of its own, so that no damaged file can ever count again.
   */
  private static final int CHUNK = 1 << 18;

  private final Directory directory;
  private final Salvage salvage;
  private final SnapshotForm form;
  private final List<String> damaged;

  private SalvageRewrite(Directory directory, Salvage salvage, SnapshotForm form) {
    this.directory = directory;
    this.salvage = salvage;
    this.form = form;
    this.damaged = salvage.files();
  }

  /**
   * Rewrites the directory.
   *
   * @param form of the snapshot file that is written
   * @return the names of the copies
   */
  static List<String> run(Directory directory, Salvage salvage, SnapshotForm form)
      throws IOException {
    return new SalvageRewrite(directory, salvage, form).run();
  }

  private List<String> run() throws IOException {
    List<String> copies = copyAside();
    DatabaseId id = DatabaseId.random();
    long number = salvage.nextNumber();
    Catalog catalog = salvage.catalog();
    Encoder encoded = new Encoder();
    catalog.encode(encoded);
    Log.createFile(directory, id, number, encoded.toByteArray());
    try {
      writeSnapshot(id, number, catalog);
    } catch (Throwable t) {
      remove(List.of(LogSalvage.name(number)), t); // else it would look like another database's
      throw t;
    }
    for (String name : damaged) {
      directory.delete(name);
    }
    directory.sync();
    return copies;
  }

  private void writeSnapshot(DatabaseId id, long number, Catalog catalog) throws IOException {
    LoadedTables loaded = salvage.tables();
    try (TablesState state = TablesState.resting(loaded.schema(), loaded.all(), catalog)) {
      SnapshotSave.write(
          directory, id, number, catalog, state.tables(), state.context(), form, () -> false);
    }
  }

  /** Copies the damaged files; returns the names of the copies. */
  private List<String> copyAside() throws IOException {
    String suffix = freeSuffix();
    List<String> copies = new ArrayList<>();
    try {
      for (String name : damaged) {
        copies.add(name + suffix);
        copy(name, name + suffix);
      }
      directory.sync();
    } catch (Throwable t) {
      remove(copies, t);
      throw t;
    }
    return copies;
  }

  private String freeSuffix() throws IOException {
    List<String> names = directory.list();
    int number = 1;
    while (endsAny(names, ".damaged-" + number)) {
      number++;
    }
    return ".damaged-" + number;
  }

  private static boolean endsAny(List<String> names, String suffix) {
    return names.stream().anyMatch(name -> name.endsWith(suffix));
  }

  private void copy(String from, String to) throws IOException {
    try (DiskFile source = salvage.source().open(from, Access.READ);
        DiskFile target = directory.create(to)) {
      byte[] bytes = new byte[CHUNK];
      long offset = 0;
      int length = source.read(offset, bytes, 0, CHUNK);
      while (length > 0) {
        target.write(offset, bytes, 0, length);
        offset += length;
        length = source.read(offset, bytes, 0, CHUNK);
      }
      target.sync();
    }
  }

  private void remove(List<String> copies, Throwable reason) {
    for (String name : copies) {
      try {
        if (directory.exists(name)) {
          directory.delete(name);
        }
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
  }
}
