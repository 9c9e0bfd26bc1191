package dev.hmdb.it.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseLockedException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.Durability;
import dev.hmdb.Migration;
import dev.hmdb.MigrationException;
import dev.hmdb.MigrationProgress;
import dev.hmdb.MigrationProgress.Phase;
import dev.hmdb.MigrationReport;
import dev.hmdb.MigrationReport.Move;
import dev.hmdb.MigrationReport.Outcome;
import dev.hmdb.MigrationReport.Problem;
import dev.hmdb.Options;
import dev.hmdb.SchemaMismatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
  private static final int ACCOUNTS = 100;

  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void write() {
    directory = parent.resolve("data.db");
    Content.write(directory, ACCOUNTS);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(directory)) {
      for (Path path : paths.toList()) {
        if (!path.endsWith("LOCK")) {
          files.put(
              path.getFileName().toString(),
              Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }

  @Test
  void plainLoopsCopyFromOneDatabaseToAnother() {
    Path copy = parent.resolve("data-v2.db");
    try (SchemaV1Db old = SchemaV1Db.openReadOnly(directory);
        SchemaV2Db next = SchemaV2Db.open(copy, Options.defaults().durability(Durability.SYNC))) {
      old.accounts()
          .forEach((name, account) -> next.accounts().put(name, SchemaV2.Account.from(account)));
      next.tags()
          .putInBatches(
              old.accounts().stream()
                  .flatMap(entry ->
                      entry.getValue().tags().stream().map(tag -> Map.entry(tag, entry.getKey()))));
      old.files().forEach(next.files()::put);
    }
    Content.requireAfter(copy, ACCOUNTS);
  }

  @Test
  void aMigratedDatabaseHasEverythingInTheNewSchema() {
    MigrationReport report = Content.migration(directory).run();
    assertThat(report.outcome()).isEqualTo(Outcome.MIGRATED);
    assertThat(report.moves())
        .containsExactlyInAnyOrder(
            new Move("accounts", "accounts", ACCOUNTS, ACCOUNTS),
            new Move("accounts", "tags", ACCOUNTS, ACCOUNTS),
            new Move("files", "files", 1, 1),
            new Move("sessions", null, 1, 0));
    Content.requireAfter(directory, ACCOUNTS);
  }

  @Test
  void theStateBeforeIsKeptInOneFile() {
    MigrationReport report = Content.migration(directory).run();
    assertThat(Objects.requireNonNull(report.kept()))
        .exists()
        .hasParent(directory.toAbsolutePath())
        .asString()
        .contains(".before-SchemaV2-");
  }

  @Test
  void aProgramThatMigratesWheneverItStartsDoesSoOnce() throws IOException {
    Content.migration(directory).run();
    try (SchemaV2Db db = SchemaV2Db.open(directory)) {
      db.counters().put("starts", 1L);
    }
    Map<String, String> before = files();
    MigrationReport report = Content.migration(directory).run();
    assertThat(report.outcome()).isEqualTo(Outcome.NOT_NEEDED);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void whereThereIsNoDatabaseThereIsNothingToMigrate() {
    Path missing = parent.resolve("missing.db");
    assertThat(Content.migration(missing).run().outcome()).isEqualTo(Outcome.NOT_NEEDED);
    assertThat(missing).doesNotExist();
  }

  @Test
  void aNewDatabaseOfTheNewSchemaIsNotMigrated() {
    Path fresh = parent.resolve("fresh.db");
    SchemaV2Db.open(fresh).close();
    assertThat(Content.migration(fresh).run().outcome()).isEqualTo(Outcome.NOT_NEEDED);
    SchemaV2Db.open(fresh).close();
  }

  @Test
  void aDatabaseOfNeitherSchemaIsLeftToTheOpeningWhichRefusesIt() throws IOException {
    Path other = parent.resolve("other.db");
    try (dev.hmdb.it.LedgerDb db = dev.hmdb.it.LedgerDb.open(other)) {
      db.debits().put("a", 1L);
    }
    assertThat(Content.migration(other).run().outcome()).isEqualTo(Outcome.NOT_NEEDED);
    assertThatThrownBy(() -> SchemaV2Db.open(other))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("dev.hmdb.it.Ledger");
    try (dev.hmdb.it.LedgerDb db = dev.hmdb.it.LedgerDb.open(other)) {
      assertThat(db.debits().get("a")).isEqualTo(1);
    }
  }

  @Test
  void theOldProgramIsToldWhenItWasMigratedAndHowToGoBack() {
    Content.migration(directory).run();
    assertThatThrownBy(() -> SchemaV1Db.open(directory))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageMatching(
            "(?s).* was migrated from dev.hmdb.it.migration.SchemaV1 to SchemaV2 at 20\\S+Z\\. Open it with"
                + " dev.hmdb.it.migration.SchemaV2; or go back with Migration.goBack\\(path\\), which"
                + " loses what was committed since");
  }

  @Test
  void theOldProgramIsRefusedWhenNothingWasKept() throws IOException {
    Files.delete(Objects.requireNonNull(Content.migration(directory).run().kept()));
    assertThatThrownBy(() -> SchemaV1Db.open(directory))
        .isInstanceOf(SchemaMismatchException.class);
    assertThatThrownBy(() -> SchemaV1Db.openReadOnly(directory))
        .isInstanceOf(SchemaMismatchException.class);
  }

  @Test
  void goingBackRestoresTheOldSchemaAndItsEntries() {
    Content.migration(directory).run();
    try (SchemaV2Db db = SchemaV2Db.open(directory)) {
      db.accounts().clear();
      db.compact();
      db.counters().put("a", 1L);
      db.compact();
    }
    Migration.goBack(directory);
    Content.requireBefore(directory, ACCOUNTS);
    assertThatThrownBy(() -> SchemaV2Db.open(directory))
        .isInstanceOf(SchemaMismatchException.class);
  }

  @Test
  void afterGoingBackItCanBeMigratedAgain() {
    Content.migration(directory).run();
    Migration.goBack(directory);
    assertThat(Content.migration(directory).run().outcome()).isEqualTo(Outcome.MIGRATED);
    Content.requireAfter(directory, ACCOUNTS);
    Migration.goBack(directory);
    Content.requireBefore(directory, ACCOUNTS);
  }

  @Test
  void goingBackOnceMoreIsRefused() {
    Content.migration(directory).run();
    Migration.goBack(directory);
    assertThatThrownBy(() -> Migration.goBack(directory))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("there is no state from before a migration");
    Content.requireBefore(directory, ACCOUNTS);
  }

  @Test
  void goingBackWhereNothingWasMigratedIsRefused() {
    assertThatThrownBy(() -> Migration.goBack(directory)).isInstanceOf(MigrationException.class);
    assertThatThrownBy(() -> Migration.goBack(parent.resolve("missing.db")))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining("does not exist");
    Content.requireBefore(directory, ACCOUNTS);
  }

  @Test
  void tablesThatAreNotMentionedAreNamedAndNothingIsTouched() throws IOException {
    Map<String, String> before = files();
    Migration<SchemaV1, SchemaV2> incomplete =
        Migration.from(SchemaV1Db.SCHEMA, directory)
            .to(SchemaV2Db.SCHEMA)
            .same(SchemaV1::files, SchemaV2::files)
            .drop(SchemaV1::sessions);
    assertThatThrownBy(incomplete::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The migration from dev.hmdb.it.migration.SchemaV1 to dev.hmdb.it.migration.SchemaV2 was"
                + " not begun, because it does not say what becomes of accounts, nor where accounts,"
                + " tags, counters comes from. Mention each: with table, entries or same, or with"
                + " drop and empty");
    assertThatThrownBy(incomplete::dryRun).isInstanceOf(IllegalStateException.class);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void contradictionsAreRefusedWhereTheyAreMade() {
    Migration<SchemaV1, SchemaV2> migration =
        Migration.from(SchemaV1Db.SCHEMA, directory)
            .to(SchemaV2Db.SCHEMA)
            .same(SchemaV1::files, SchemaV2::files)
            .drop(SchemaV1::sessions);
    assertThatThrownBy(() -> migration.drop(SchemaV1::files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("table files");
    assertThatThrownBy(() -> migration.empty(SchemaV2::files))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> migration.same(SchemaV1::sessions, SchemaV2::counters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dropped");
  }

  private Migration<SchemaV1, SchemaV2> failing() {
    return Migration.from(SchemaV1Db.SCHEMA, directory)
        .to(SchemaV2Db.SCHEMA)
        .table(
            SchemaV1::accounts,
            SchemaV2::accounts,
            (name, old) -> {
              if (name.equals(Content.name(42)) || name.equals(Content.name(43))) {
                throw new IOException("no such rate");
              }
              return SchemaV2.Account.from(old);
            })
        .same(SchemaV1::files, SchemaV2::files)
        .drop(SchemaV1::sessions)
        .empty(SchemaV2::tags)
        .empty(SchemaV2::counters);
  }

  @Test
  void whatAFunctionThrowsNamesTableAndKeyAndLeavesEveryByte() throws IOException {
    Map<String, String> before = files();
    assertThatThrownBy(() -> failing().run())
        .isInstanceOf(MigrationException.class)
        .hasMessageMatching(
            "The migration failed in table accounts at key Username\\[value=user-4[23]]:"
                + " java.io.IOException: no such rate; the database is as it was. A dry run lists"
                + " every such entry")
        .hasCauseInstanceOf(IOException.class);
    assertThat(files()).isEqualTo(before);
    Content.requireBefore(directory, ACCOUNTS);
  }

  @Test
  void aDryRunListsEveryProblemAndWritesNothing() throws IOException {
    Map<String, String> before = files();
    MigrationReport report = failing().dryRun();
    assertThat(report.outcome()).isEqualTo(Outcome.REHEARSED);
    assertThat(report.problemCount()).isEqualTo(2);
    assertThat(report.problems())
        .containsExactlyInAnyOrder(
            new Problem("accounts", "Username[value=user-42]", "java.io.IOException: no such rate"),
            new Problem(
                "accounts", "Username[value=user-43]", "java.io.IOException: no such rate"));
    assertThat(report.moves()).contains(new Move("accounts", "accounts", ACCOUNTS, ACCOUNTS - 2));
    assertThat(report.kept()).isNull();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aKeyThatWouldBeThereTwiceIsAProblem() throws IOException {
    Map<String, String> before = files();
    Migration<SchemaV1, SchemaV2> merging =
        Migration.from(SchemaV1Db.SCHEMA, directory)
            .to(SchemaV2Db.SCHEMA)
            .entries(
                SchemaV1::accounts,
                SchemaV2::accounts,
                (name, old, out) -> {
                  try {
                    out.accept(new Username("all"), SchemaV2.Account.from(old));
                  } catch (RuntimeException e) {
                    throw new AssertionError("nothing is thrown here", e);
                  }
                })
            .same(SchemaV1::files, SchemaV2::files)
            .drop(SchemaV1::sessions)
            .empty(SchemaV2::tags)
            .empty(SchemaV2::counters);
    assertThat(merging.dryRun().problemCount()).isEqualTo(ACCOUNTS - 1);
    assertThatThrownBy(merging::run)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("table accounts would have the key Username[value=all] twice");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void anEntryForWhichNothingIsReturnedIsLeftOut() {
    Migration.from(SchemaV1Db.SCHEMA, directory)
        .to(SchemaV2Db.SCHEMA)
        .table(
            SchemaV1::accounts,
            SchemaV2::accounts,
            (name, old) -> name.equals(Content.name(1)) ? SchemaV2.Account.from(old) : null)
        .same(SchemaV1::files, SchemaV2::files)
        .same(SchemaV1::sessions, SchemaV2::counters)
        .empty(SchemaV2::tags)
        .run();
    try (SchemaV2Db db = SchemaV2Db.open(directory)) {
      assertThat(db.accounts().keys()).containsExactly(Content.name(1));
      assertThat(db.counters().get("s")).isEqualTo(1);
    }
  }

  @Test
  void aDatabaseThatSomebodyHasOpenIsNotMigrated() {
    try (SchemaV1Db db = SchemaV1Db.open(directory)) {
      assertThatThrownBy(() -> Content.migration(directory).run())
          .isInstanceOf(DatabaseLockedException.class);
      assertThatThrownBy(() -> Content.migration(directory).dryRun())
          .isInstanceOf(DatabaseLockedException.class);
      assertThatThrownBy(() -> Migration.goBack(directory))
          .isInstanceOf(DatabaseLockedException.class);
      assertThat(db.accounts().size()).isEqualTo(ACCOUNTS);
    }
  }

  @Test
  void nobodyCanOpenItMeanwhile() {
    Content.migration(directory)
        .listener(progress ->
            assertThatThrownBy(() -> SchemaV1Db.openReadOnly(directory))
                .isInstanceOf(DatabaseLockedException.class))
        .run();
  }

  @Test
  void theListenerIsToldEveryPhaseFromItsBeginningToItsEnd() {
    List<MigrationProgress> told = new ArrayList<>();
    Content.migration(directory).listener(told::add).run();
    assertThat(told.stream().map(MigrationProgress::phase).distinct())
        .containsExactly(Phase.CONVERTING, Phase.WRITING, Phase.VERIFYING);
    for (Phase phase : Phase.values()) {
      List<MigrationProgress> of = told.stream().filter(one -> one.phase() == phase).toList();
      assertThat(of.getFirst().entriesDone()).isZero();
      assertThat(of.getLast().entriesDone()).isEqualTo(of.getLast().entriesTotal()).isPositive();
    }
  }

  @Test
  void whatTheListenerThrowsLeavesEveryByte() throws IOException {
    Map<String, String> before = files();
    for (Phase phase : Phase.values()) {
      IllegalStateException stop = new IllegalStateException("stop");
      assertThatThrownBy(() ->
              Content.migration(directory)
                  .listener(progress -> {
                    if (progress.phase() == phase) {
                      throw stop;
                    }
                  })
                  .run())
          .isSameAs(stop);
      assertThat(files()).isEqualTo(before);
    }
  }

  @Test
  void theFunctionsMayReadAnotherDatabase() {
    try (SchemaV2Db other = SchemaV2Db.inMemory()) {
      other.counters().put("rate", 3L);
      Migration.from(SchemaV1Db.SCHEMA, directory)
          .to(SchemaV2Db.SCHEMA)
          .table(SchemaV1::accounts, SchemaV2::accounts, (n, old) -> SchemaV2.Account.from(old))
          .same(SchemaV1::files, SchemaV2::files)
          .table(SchemaV1::sessions, SchemaV2::counters, (k, v) -> other.counters().get("rate"))
          .empty(SchemaV2::tags)
          .run();
    }
    try (SchemaV2Db db = SchemaV2Db.open(directory)) {
      assertThat(db.counters().get("s")).isEqualTo(3);
    }
  }
}
