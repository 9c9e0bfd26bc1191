package dev.hmdb.internal.engine;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.snapshot.SnapshotReader;
import dev.hmdb.internal.snapshot.Snapshots;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said to a program that opens a database with the schema from before its migration.
 *
 * @param kept the state that it could go back to
 * @param before the schema that the database had
 * @param after the schema that it was migrated to, or that it got since
 */
record MigratedAway(KeptState kept, Catalog before, Catalog after) {

  /**
   * Finds out whether a database was migrated and can go back; null if not, or if it is damaged so
   * that nobody knows.
   */
  static @Nullable MigratedAway find(Directory directory) throws IOException {
    List<KeptState> all = KeptState.all(directory);
    if (all.isEmpty() || Snapshots.newest(directory).isEmpty()) {
      return null;
    }
    // A migrated database has a snapshot file, and its mark is in all that follow: no need of the
    // log.
    long newest = Snapshots.newest(directory).getAsLong();
    KeptState kept = all.getLast();
    try (SnapshotReader old = kept.open(directory);
        SnapshotReader present = SnapshotReader.open(directory, newest)) {
      Catalog after = PresentState.catalog(directory, present.schema());
      return after.lineage().contains(KeptState.mark(old.databaseId()))
          ? new MigratedAway(kept, PresentState.catalog(directory, old.schema()), after)
          : null;
    } catch (CorruptDatabaseException e) {
      return null; // whoever opens the database will say so
    }
  }

  /**
   * Refuses the schema that the database had before, which may well fit: two schemas can have the
   * same types and mean something else.
   *
   * @throws SchemaMismatchException if it is that one
   */
  void refuse(Directory directory, SchemaDefinition<?> schema) {
    if (schema.name().equals(before.schemaName()) && !schema.name().equals(after.schemaName())) {
      throw new SchemaMismatchException(directory.path() + " " + text());
    }
  }

  /** A refusal for another reason, with what was found here. */
  SchemaMismatchException explained(SchemaMismatchException e) {
    return new SchemaMismatchException(e.getMessage() + "\nThe database " + text(), e);
  }

  private String text() {
    return "was migrated from "
        + before.title()
        + " to "
        + kept.successor()
        + " at "
        + kept.since()
        + ". Open it with "
        + after.title()
        + "; or go back with Migration.goBack(path), which loses what was committed since";
  }
}
