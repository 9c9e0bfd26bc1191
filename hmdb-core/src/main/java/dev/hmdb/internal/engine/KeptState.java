package dev.hmdb.internal.engine;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.snapshot.SnapshotReader;
import dev.hmdb.internal.snapshot.Snapshots;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The state before a migration: a snapshot file under a name that opening does not read.
 *
 * @param number of the snapshot that the migration wrote; the file says so, too
 * @param successor the simple name of the schema that the database was migrated to
 * @param since when, to a second
 */
record KeptState(long number, String successor, Instant since) {
  /*
   * A file like this is written before the database is migrated, so that it is there whatever happens
   * afterwards; whether the database was migrated then, it does not say. That is said by what replaced
   * it: the file has a database id of its own, made for this migration, and the new state's catalog has
   * that id in its lineage, where it stays as long as the database goes on from there. So a file counts
   * only if its id is in the lineage of the present catalog. A migration that was cut short, and going
   * back, leave a catalog without it.
   */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern NAME =
      Pattern.compile("snapshot-(\\d{16})\\.hmdb\\.before-(\\w+)-(\\d{8}T\\d{6}Z)");

  /**
   * @param successor the qualified name of the schema that the database is migrated to
   */
  static KeptState of(long number, String successor, Instant now) {
    String simple = successor.substring(successor.lastIndexOf('.') + 1);
    // Not every file system takes every letter that a Java name may have.
    return new KeptState(
        number, simple.replaceAll("[^A-Za-z0-9_]", "_"), now.truncatedTo(ChronoUnit.SECONDS));
  }

  String fileName() {
    return Snapshots.name(number) + ".before-" + successor + "-" + TIME.format(since);
  }

  /** All of a directory, the newest last. */
  static List<KeptState> all(Directory directory) throws IOException {
    return directory.list().stream()
        .map(KeptState::parse)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingLong(KeptState::number))
        .toList();
  }

  private static @Nullable KeptState parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      return null;
    }
    try {
      LocalDateTime since = LocalDateTime.parse(matcher.group(3), TIME);
      return new KeptState(
          Long.parseLong(matcher.group(1)), matcher.group(2), since.toInstant(ZoneOffset.UTC));
    } catch (java.time.format.DateTimeParseException e) {
      return null; // somebody else's file
    }
  }

  SnapshotReader open(Directory directory) throws IOException {
    return SnapshotReader.open(directory, number, fileName());
  }

  /** What stands in the lineage of every catalog that came after a state with this id. */
  static Fingerprint mark(DatabaseId id) {
    // A catalog has them with the lowest byte first; so it has the same 16 bytes as the file.
    return new Fingerprint(Long.reverseBytes(id.first()), Long.reverseBytes(id.second()));
  }

  /**
   * Deletes what migrations left that were cut short: states that the database never left, and that
   * have its present form.
   */
  static void deleteLeftovers(Directory directory, Catalog present) throws IOException {
    for (KeptState kept : all(directory)) {
      boolean isLeftover;
      try (SnapshotReader reader = kept.open(directory)) {
        isLeftover =
            !present.lineage().contains(mark(reader.databaseId()))
                && PresentState.catalog(directory, reader.schema())
                    .fingerprint()
                    .equals(present.fingerprint());
      }
      if (isLeftover) {
        directory.delete(kept.fileName());
      }
    }
  }
}
