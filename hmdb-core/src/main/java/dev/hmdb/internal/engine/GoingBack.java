package dev.hmdb.internal.engine;

import dev.hmdb.MigrationException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.snapshot.Block;
import dev.hmdb.internal.snapshot.SnapshotReader;
import dev.hmdb.internal.snapshot.SnapshotWriter;
import dev.hmdb.internal.snapshot.Snapshots;
import java.io.IOException;
import java.util.List;

/** Takes a database back to the state before a migration. */
final class GoingBack {
  /*
   * The state that was kept is copied, block by block, to a snapshot file under a temporary name, which
   * then takes the place of the present state (StateSwitch). Nothing of it is decoded, so that no schema
   * is needed.
   *
   * Called again after it was cut short, it finds either what the first call found, or a state that has
   * gone back already and does not have the mark (KeptState); then only the file is left to be deleted.
   * It looks at the newest such file alone: else a second call could go back once more.
   */
  private final Directory directory;
  private final PresentState present;
  private final KeptState kept;

  private GoingBack(Directory directory, PresentState present, KeptState kept) {
    this.directory = directory;
    this.present = present;
    this.kept = kept;
  }

  /**
   * @param directory whose lock is held
   */
  static void run(Directory directory) throws IOException {
    PresentState present = PresentState.read(directory);
    List<KeptState> all = KeptState.all(directory);
    if (present == null || all.isEmpty()) {
      throw new MigrationException(
          directory.path()
              + " cannot go back: there is no state from before a migration; either it was not migrated,"
              + " or it has gone back already, or somebody deleted the file");
    }
    new GoingBack(directory, present, all.getLast()).run();
  }

  private void run() throws IOException {
    try {
      if (hasLeft()) {
        copy();
      }
    } catch (IOException e) {
      throw new MigrationException(
          directory.path() + " could not go back: " + e.getMessage() + "; call it again", e);
    }
    delete();
  }

  /**
   * Whether the database was migrated from the state that was kept, and has not gone back to it.
   *
   * @throws MigrationException if nobody knows
   */
  private boolean hasLeft() throws IOException {
    try (SnapshotReader reader = kept.open(directory)) {
      Catalog before = PresentState.catalog(directory, reader.schema());
      if (present.catalog().lineage().contains(KeptState.mark(reader.databaseId()))) {
        return true;
      }
      if (before.fingerprint().equals(present.catalog().fingerprint())) {
        return false;
      }
      throw new MigrationException(
          directory.path()
              + " cannot go back: nothing in it says that it comes from the state in "
              + kept.fileName()
              + ", which has the schema "
              + before.title()
              + "; it has "
              + present.catalog().title());
    }
  }

  private void copy() throws IOException {
    long number = present.nextNumber();
    try (SnapshotReader reader = kept.open(directory);
        SnapshotWriter writer =
            SnapshotWriter.begin(
                directory, present.log().databaseId(), number, reader.schema(), reader.form())) {
      for (Block block : reader.blocks()) {
        writer.addBlock(block, reader.readStored(block));
      }
      writer.complete();
      verify(reader, number);
      StateSwitch.run(directory, present, writer, number, reader.schema());
    }
  }

  private void verify(SnapshotReader original, long number) throws IOException {
    try (SnapshotReader copy =
        SnapshotReader.open(directory, number, Snapshots.temporaryName(number))) {
      for (Block block : copy.blocks()) {
        copy.read(block);
      }
      if (!copy.totals().equals(original.totals())) {
        throw new IOException(
            Snapshots.name(number)
                + " has not what was written to it: found="
                + copy.totals()
                + " expected="
                + original.totals());
      }
    }
  }

  private void delete() {
    try {
      directory.delete(kept.fileName());
      directory.sync();
    } catch (IOException e) {
      // It says nothing any more: what it holds is the present state.
    }
  }
}
