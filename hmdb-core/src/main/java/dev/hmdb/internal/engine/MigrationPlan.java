package dev.hmdb.internal.engine;

import dev.hmdb.EntryMigration;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.TableDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to become of each table of a schema, and where each table of another comes from.
 *
 * @param <A> the schema that the database has
 * @param <B> the schema that it gets
 */
public final class MigrationPlan<A, B> {
  private final SchemaDefinition<A> from;
  private final SchemaDefinition<B> to;
  private final List<Move<?, ?, ?, ?>> moves = new ArrayList<>();
  private final Set<TableDefinition<?, ?>> dropped = new LinkedHashSet<>();
  private final Set<TableDefinition<?, ?>> emptied = new LinkedHashSet<>();

  /** The entries of one table become entries of another. */
  record Move<K, V, L, W>(
      MigratedForm<K, V> source,
      MigratedForm<L, W> target,
      EntryMigration<? super K, ? super V, L, W> function) {
    TableDefinition<?, ?> from() {
      return source.definition();
    }

    TableDefinition<?, ?> to() {
      return target.definition();
    }
  }

  /** A plan that says nothing of any table yet. */
  public MigrationPlan(SchemaDefinition<A> from, SchemaDefinition<B> to) {
    this.from = from;
    this.to = to;
  }

  /** The schema that the database has. */
  public SchemaDefinition<A> from() {
    return from;
  }

  /** The schema that it gets. */
  public SchemaDefinition<B> to() {
    return to;
  }

  /** Entries of one table become entries of another. */
  public <K, V, L, W> void move(
      TableDefinition<K, V> source,
      TableDefinition<L, W> target,
      EntryMigration<? super K, ? super V, L, W> function) {
    move(MigratedForm.table(source), MigratedForm.table(target), function);
  }

  /** What one table has, of whatever kind, becomes what another has. */
  public <K, V, L, W> void move(
      MigratedForm<K, V> from,
      MigratedForm<L, W> to,
      EntryMigration<? super K, ? super V, L, W> function) {
    TableDefinition<?, ?> source = from.definition();
    TableDefinition<?, ?> target = to.definition();
    requireUnless(dropped.contains(source), source, "dropped, and moved to " + target.name());
    requireUnless(emptied.contains(target), target, "empty, and filled from " + source.name());
    moves.add(new Move<>(from, to, function));
  }

  /** A table of the old schema is given up. */
  public void drop(TableDefinition<?, ?> table) {
    boolean isMoved = moves.stream().anyMatch(move -> move.from().equals(table));
    requireUnless(isMoved || !dropped.add(table), table, "dropped, and mentioned before");
  }

  /** A table of the new schema begins without entries. */
  public void empty(TableDefinition<?, ?> table) {
    boolean isFilled = moves.stream().anyMatch(move -> move.to().equals(table));
    requireUnless(isFilled || !emptied.add(table), table, "empty, and mentioned before");
  }

  private static void requireUnless(
      boolean isWrong, TableDefinition<?, ?> table, String contradiction) {
    if (isWrong) {
      throw new IllegalArgumentException(
          "table " + table.name() + " is to be " + contradiction + ": say one or the other");
    }
  }

  List<Move<?, ?, ?, ?>> moves() {
    return List.copyOf(moves);
  }

  Set<TableDefinition<?, ?>> dropped() {
    return Set.copyOf(dropped);
  }

  /**
   * @throws IllegalStateException if a table of either schema is not mentioned
   */
  void requireComplete() {
    List<TableDefinition<?, ?>> sources = new ArrayList<>(from.tables());
    sources.removeAll(dropped);
    List<TableDefinition<?, ?>> targets = new ArrayList<>(to.tables());
    targets.removeAll(emptied);
    for (Move<?, ?, ?, ?> move : moves) {
      sources.remove(move.from());
      targets.remove(move.to());
    }
    if (!sources.isEmpty() || !targets.isEmpty()) {
      throw new IllegalStateException(
          "The migration from "
              + from.name()
              + " to "
              + to.name()
              + " was not begun, because it does not say"
              + (sources.isEmpty() ? "" : " what becomes of " + names(sources))
              + (sources.isEmpty() || targets.isEmpty() ? "" : ", nor")
              + (targets.isEmpty() ? "" : " where " + names(targets) + " comes from")
              + ". Mention each: with table, entries or same, or with "
              + (sources.isEmpty() ? "" : "drop")
              + (sources.isEmpty() || targets.isEmpty() ? "" : " and ")
              + (targets.isEmpty() ? "" : "empty"));
    }
  }

  private static String names(List<TableDefinition<?, ?>> tables) {
    return String.join(", ", tables.stream().map(TableDefinition::name).toList());
  }
}
