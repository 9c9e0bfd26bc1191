package dev.hmdb.internal.engine;

import dev.hmdb.MigrationProgress;
import dev.hmdb.MigrationReport;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the functions of a migration on every entry of the old tables. For one thread. */
final class MigrationMoves {
  /** So often that a person sees it move, and so seldom that it costs nothing. */
  private static final int ENTRIES_PER_PROGRESS = 1 << 14;

  private final MigrationPlan<?, ?> plan;
  private final TableSource old;
  private final Consumer<? super MigrationProgress> listener;
  private final boolean isRehearsal;
  private final MigrationProblems problems = new MigrationProblems();
  private final MigratedTables made;
  private final List<MigrationReport.Move> moves = new ArrayList<>();
  private final long total;
  private long done;

  /**
   * @param isRehearsal whether it goes on after a problem
   */
  MigrationMoves(
      MigrationPlan<?, ?> plan,
      TableSource old,
      Consumer<? super MigrationProgress> listener,
      boolean isRehearsal) {
    this.plan = plan;
    this.old = old;
    this.listener = listener;
    this.isRehearsal = isRehearsal;
    long[] expected = new long[plan.to().tables().size()];
    long all = 0;
    for (MigrationPlan.Move<?, ?, ?, ?> move : plan.moves()) {
      long size = move.source().size().applyAsLong(old);
      expected[move.to().index()] += size;
      all += size;
    }
    this.total = all;
    this.made = new MigratedTables(plan.to(), expected);
  }

  /**
   * Fills the new tables.
   *
   * @throws dev.hmdb.MigrationException at the first problem, unless it is a rehearsal
   */
  void run() {
    tell();
    plan.moves().forEach(this::run);
    for (TableDefinition<?, ?> dropped : plan.dropped()) {
      moves.add(
          new MigrationReport.Move(
              dropped.name(), null, MigratedForm.of(dropped).size().applyAsLong(old), 0));
    }
    tell();
  }

  private <K, V, L, W> void run(MigrationPlan.Move<K, V, L, W> move) {
    Mover<K, V, L, W> mover = new Mover<>(move);
    move.source().reader().read(old, mover::entry);
    moves.add(
        new MigrationReport.Move(move.from().name(), move.to().name(), mover.read, mover.written));
  }

  private void tell() {
    listener.accept(new MigrationProgress(MigrationProgress.Phase.CONVERTING, done, total));
  }

  /** One of the moves. */
  private final class Mover<K, V, L, W> {
    private final MigrationPlan.Move<K, V, L, W> move;
    private long read;
    private long written;

    Mover(MigrationPlan.Move<K, V, L, W> move) {
      this.move = move;
    }

    void entry(K key, V value) {
      try {
        move.function().migrate(key, value, (newKey, newValue) -> put(key, newKey, newValue));
      } catch (Exception e) {
        problems.add(move.from().name(), key, e.toString(), e);
      }
      // Not where it is found: a function may catch whatever is thrown there.
      if (!isRehearsal) {
        problems.requireNone();
      }
      read++;
      done++;
      if (done % ENTRIES_PER_PROGRESS == 0) {
        tell();
      }
    }

    private void put(K key, L newKey, W newValue) {
      if (move.target().writer().add(made, newKey, newValue)) {
        written++;
      } else if (!move.target().isEachOnce()) {
        problems.add(
            move.from().name(),
            key,
            "table "
                + move.to().name()
                + " would have the key "
                + UnreadableEntryException.text(newKey)
                + " twice",
            null);
      }
    }
  }

  MigrationProblems problems() {
    return problems;
  }

  /** What became of each old table. */
  List<MigrationReport.Move> moves() {
    return moves;
  }

  MigratedTables made() {
    return made;
  }
}
