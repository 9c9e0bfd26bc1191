package dev.hmdb.internal.engine;

import dev.hmdb.DatabaseLockedException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.MigrationException;
import dev.hmdb.MigrationProgress;
import dev.hmdb.MigrationProgress.Phase;
import dev.hmdb.MigrationReport;
import dev.hmdb.MigrationReport.Outcome;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.BorrowedDirectory;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.DirectoryLock;
import dev.hmdb.internal.disk.DirectoryLockedException;
import dev.hmdb.internal.disk.RealDirectory;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.LogOptions;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.snapshot.SnapshotWriter;
import dev.hmdb.internal.snapshot.Snapshots;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Takes a database from one schema to another. For one thread. */
public final class MigrationRun<A, B> {
  /*
   * 1. The database is read as opening does, and not changed; the functions fill the new tables.
   * 2. The old state is written to a file that opening does not read (KeptState).
   * 3. The new state is written to a snapshot file under its temporary name.
   * 4. Both are read again, and compared with what was written.
   * 5. The new one takes the place of the old one (StateSwitch).
   *
   * A failure or a crash before 5. leaves the database's own files as they are, to a byte. A failure
   * deletes what was written; what a crash leaves, the next opening deletes, except the file of 2., which
   * then says nothing and is deleted by the next run.
   *
   * Ids: the new catalog goes on with ids where the old one ends, so that no table's id ever means
   * other bytes, and all files keep the database's id, so that the segment of step 5 can lie beside the
   * old ones.
   *
   * Memory: both states while the functions run and both are written; one at a time when they are
   * compared.
   */
  private static final TableSum NOTHING = new TableSum(0, 0);

  private final Directory directory;
  private final MigrationPlan<A, B> plan;
  private final Consumer<? super MigrationProgress> listener;
  private final Instant now;

  /**
   * @param directory whose lock is held
   */
  MigrationRun(
      Directory directory,
      MigrationPlan<A, B> plan,
      Consumer<? super MigrationProgress> listener,
      Instant now) {
    this.directory = directory;
    this.plan = plan;
    this.listener = listener;
    this.now = now;
  }

  /** Migrates; see {@link dev.hmdb.Migration#run}. */
  public static MigrationReport run(
      Path path, MigrationPlan<?, ?> plan, Consumer<? super MigrationProgress> listener) {
    plan.requireComplete();
    return locked(
        path,
        false,
        directory -> new MigrationRun<>(directory, plan, listener, Instant.now()).migrate());
  }

  /** Rehearses; see {@link dev.hmdb.Migration#dryRun}. */
  public static MigrationReport rehearse(
      Path path, MigrationPlan<?, ?> plan, Consumer<? super MigrationProgress> listener) {
    plan.requireComplete();
    return locked(
        path,
        true,
        directory -> new MigrationRun<>(directory, plan, listener, Instant.now()).rehearse());
  }

  /** Goes back; see {@link dev.hmdb.Migration#goBack}. */
  public static void goBack(Path path) {
    if (RealDirectory.isMissing(path)) {
      throw new DatabaseOpenException(path + " does not exist");
    }
    locked(
        path,
        false,
        directory -> {
          GoingBack.run(directory);
          return notNeeded();
        });
  }

  private static MigrationReport notNeeded() {
    return new MigrationReport(Outcome.NOT_NEEDED, List.of(), 0, List.of(), null);
  }

  /** What is done with a directory. */
  @FunctionalInterface
  private interface Action {
    MigrationReport run(Directory directory) throws IOException;
  }

  private static MigrationReport locked(Path path, boolean isReadOnly, Action action) {
    if (RealDirectory.isMissing(path)) {
      return notNeeded();
    }
    MigrationReport report = null;
    try (Directory directory =
        isReadOnly ? RealDirectory.openReadOnly(path) : RealDirectory.open(path, false)) {
      DirectoryLock lock = directory.lock(Duration.ZERO);
      try (lock) {
        report = action.run(directory);
      }
      return report;
    } catch (DirectoryLockedException e) {
      // Without e as its cause, which would only say the same again.
      throw new DatabaseLockedException("The database cannot be migrated: " + e.getMessage());
    } catch (IOException e) {
      if (report != null) {
        throw new MigrationException(
            "All is done, but the directory could not be let go of: " + e.getMessage(), e);
      }
      throw new DatabaseOpenException("The database cannot be migrated: " + e.getMessage(), e);
    }
  }

  MigrationReport rehearse() throws IOException {
    PresentState present = PresentState.read(directory);
    if (present == null || !isNeeded(present.catalog())) {
      return notNeeded();
    }
    Engine<A> old = open();
    try {
      MigrationMoves moves = new MigrationMoves(plan, old.tables(), listener, true);
      moves.run();
      MigrationProblems problems = moves.problems();
      return new MigrationReport(
          Outcome.REHEARSED, moves.moves(), problems.count(), problems.first(), null);
    } finally {
      old.close();
    }
  }

  MigrationReport migrate() throws IOException {
    PresentState present = PresentState.read(directory);
    if (present == null || !isNeeded(present.catalog())) {
      return notNeeded();
    }
    long number = present.nextNumber();
    KeptState kept = KeptState.of(number, plan.to().name(), now);
    try {
      return migrate(present, kept);
    } catch (IOException e) {
      String state =
          isThere(Snapshots.name(number))
              ? "whether it is done is not known: run it again"
              : "the database is as it was";
      throw new MigrationException(
          "The migration could not be written: " + e.getMessage() + "; " + state, e);
    }
  }

  private MigrationReport migrate(PresentState present, KeptState kept) throws IOException {
    long number = present.nextNumber();
    try (Written written = write(present, kept)) {
      long total = written.entries();
      tell(Phase.WRITING, total, total);
      tell(Phase.VERIFYING, 0, total);
      verify(plan.from(), number, kept.fileName(), written.before.all());
      verify(plan.to(), number, Snapshots.temporaryName(number), written.after.all());
      tell(Phase.VERIFYING, total, total);
      StateSwitch.run(directory, present, written.next, number, encoded(written.catalog));
      return new MigrationReport(
          Outcome.MIGRATED, written.moves, 0, List.of(), directory.path().resolve(kept.fileName()));
    } catch (Throwable t) {
      forget(kept, t);
      throw t;
    }
  }

  private void tell(Phase phase, long done, long total) {
    listener.accept(new MigrationProgress(phase, done, total));
  }

  private boolean isNeeded(Catalog present) {
    return step().isNeeded(present, plan, directory.path());
  }

  private MigrationStep step() {
    return MigrationStep.between(plan.from().name(), plan.to().name());
  }

  private Engine<A> open() {
    return Engine.open(
        plan.from(), new BorrowedDirectory(directory), Options.defaults(), LogOptions.defaults());
  }

  /**
   * Both states on disk, and what is in them.
   *
   * @param next not published yet; closing this takes it back
   */
  private record Written(
      SnapshotWriter next,
      Catalog catalog,
      TableSums before,
      TableSums after,
      List<MigrationReport.Move> moves)
      implements AutoCloseable {

    long entries() {
      return sum(before.all()) + sum(after.all());
    }

    private static long sum(Map<Integer, TableSum> sums) {
      return sums.values().stream().mapToLong(TableSum::entries).sum();
    }

    @Override
    public void close() throws IOException {
      next.close();
    }
  }

  /** Writes the old state to {@code kept}, and the new one. Neither is in memory afterwards. */
  private Written write(PresentState present, KeptState kept) throws IOException {
    DatabaseId id = DatabaseId.random();
    Engine<A> old = open();
    try (TablesState before = old.state()) {
      MigrationMoves moves = new MigrationMoves(plan, old.tables(), listener, false);
      moves.run();
      try (TablesState after = moves.made().state(successor(before.catalog(), id))) {
        long total = before.entries() + after.entries();
        tell(Phase.WRITING, 0, total);
        KeptState.deleteLeftovers(directory, present.catalog());
        Snapshots.deleteTemporaries(directory);
        TableSums sumsBefore = new TableSums();
        keep(before, id, kept, present.form(), sumsBefore);
        TableSums sumsAfter = new TableSums();
        SnapshotWriter next =
            save(after, present.log().databaseId(), kept.number(), present.form(), sumsAfter);
        return new Written(next, after.catalog(), sumsBefore, sumsAfter, moves.moves());
      }
    } finally {
      old.close();
    }
  }

  /** The catalog of the new schema, as that of a database which had the old one. */
  private Catalog successor(Catalog before, DatabaseId mark) {
    List<Fingerprint> lineage = new ArrayList<>(before.lineage());
    lineage.add(before.fingerprint());
    lineage.add(KeptState.mark(mark));
    lineage.add(step().mark());
    return new Catalog(plan.to().name(), 0, before.nextId(), List.of(), lineage).with(plan.to());
  }

  private static byte[] encoded(Catalog catalog) {
    Encoder encoder = new Encoder();
    catalog.encode(encoder);
    return encoder.toByteArray();
  }

  private void keep(
      TablesState state, DatabaseId id, KeptState kept, SnapshotForm form, TableSums written)
      throws IOException {
    try (SnapshotWriter writer = save(state, id, kept.number(), form, written)) {
      writer.publish(kept.fileName());
    }
  }

  /** A complete snapshot under its temporary name. */
  private SnapshotWriter save(
      TablesState state, DatabaseId id, long number, SnapshotForm form, TableSums written)
      throws IOException {
    SnapshotWriter writer =
        SnapshotWriter.begin(directory, id, number, encoded(state.catalog()), form);
    try {
      state.addTo(writer, written);
      writer.complete();
      return writer;
    } catch (Throwable t) {
      closeAfter(t, writer);
      throw t;
    }
  }

  private static void closeAfter(Throwable failure, SnapshotWriter writer) {
    try {
      writer.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Reads a snapshot as opening does.
   *
   * @throws MigrationException if it has not what was written to it
   */
  private void verify(
      SchemaDefinition<?> schema, long number, String name, Map<Integer, TableSum> expected)
      throws IOException {
    List<HashTable<?, ?>> entries = Engine.emptyTables(schema, new Clock());
    LoadedTables tables =
        new LoadedTables(directory.path(), schema, entries, Progress.of(null, System::nanoTime));
    TableSums read = new TableSums();
    int threads = Runtime.getRuntime().availableProcessors();
    SnapshotLoad.load(directory, number, name, tables, threads, read);
    Map<Integer, TableSum> found = read.all();
    for (Catalog.Entry table : tables.catalog().tables()) {
      TableSum wanted = expected.getOrDefault(table.id(), NOTHING);
      TableSum sum = found.getOrDefault(table.id(), NOTHING);
      if (!sum.equals(wanted)) {
        throw new MigrationException(
            "The migration failed: of table "
                + table.name()
                + " of "
                + schema.name()
                + " "
                + sum
                + " was read where "
                + wanted
                + " was written; the database is as it was. Check the disk");
      }
    }
  }

  /** Deletes the old state that was kept, if the database still has it. */
  private void forget(KeptState kept, Throwable reason) {
    try {
      if (!isThere(Snapshots.name(kept.number())) && directory.exists(kept.fileName())) {
        directory.delete(kept.fileName());
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** Whether a file is there, or nobody knows. */
  private boolean isThere(String name) {
    try {
      return directory.exists(name);
    } catch (IOException e) {
      return true;
    }
  }
}
