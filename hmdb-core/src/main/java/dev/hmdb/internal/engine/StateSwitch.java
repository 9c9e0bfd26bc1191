package dev.hmdb.internal.engine;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogSalvage;
import dev.hmdb.internal.snapshot.SnapshotWriter;
import dev.hmdb.internal.snapshot.Snapshots;
import java.io.IOException;

/** Puts another state in the place of a database's. */
final class StateSwitch {
  /*
   * As a compaction does: a snapshot with a greater number than all makes everything before it
   * obsolete, from the moment on at which it has its name. That is one rename.
   *
   * 1. The segment is made with which the log will go on. Whoever opens the database takes it for one
   *    that a compaction made ahead, and deletes it.
   * 2. The snapshot, which is complete and on stable storage under its temporary name, is renamed, and
   *    the directory synced.
   * 3. The files before it are deleted. If that fails, the next opening does it.
   *
   * A crash before the rename of 2. leaves the old state and two files that the next opening deletes;
   * after it, the new one. If the sync of 2. fails, the snapshot is deleted again. Its segment is
   * deleted only once that is on stable storage: a snapshot without its segment does not open.
   */
  private StateSwitch() {}

  /**
   * Switches to the state of a snapshot. If it throws, the state is what it was, unless the
   * snapshot is there.
   *
   * @param next a snapshot of the database's that is complete
   * @param number of the snapshot, from {@code present}
   * @param schema the catalog of the snapshot
   */
  static void run(
      Directory directory, PresentState present, SnapshotWriter next, long number, byte[] schema)
      throws IOException {
    Log.createAhead(directory, present.log(), number, schema);
    try {
      next.publish(Snapshots.name(number));
    } catch (Throwable t) {
      takeBack(directory, next, number, t);
      throw t;
    }
    deleteBefore(directory, number);
  }

  private static void takeBack(
      Directory directory, SnapshotWriter next, long number, Throwable reason) {
    try {
      next.close();
      directory.sync();
      directory.delete(LogSalvage.name(number));
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static void deleteBefore(Directory directory, long number) {
    try {
      for (long snapshot : Snapshots.numbers(directory)) {
        if (snapshot < number) {
          directory.delete(Snapshots.name(snapshot));
        }
      }
      for (long segment : LogSalvage.numbers(directory)) {
        if (segment < number) {
          directory.delete(LogSalvage.name(segment));
        }
      }
      directory.sync();
    } catch (IOException e) {
      // The state is the new one all the same. Whoever opens the database next deletes them.
    }
  }
}
