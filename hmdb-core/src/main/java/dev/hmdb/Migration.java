package dev.hmdb;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.hmdb.internal.engine.MigratedForm;
import dev.hmdb.internal.engine.MigrationPlan;
import dev.hmdb.internal.engine.MigrationRun;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes a database from one schema to another that opening it could not take it to. To be built,
 * and run before the database is opened with the new schema:
 *
 * <pre>{@code
 * Migration.from(SchemaV1Db.SCHEMA, Path.of("data.db"))
 *     .to(SchemaV2Db.SCHEMA)
 *     .table(SchemaV1::accounts, SchemaV2::accounts, (name, account) -> AccountV2.from(account))
 *     .same(SchemaV1::files, SchemaV2::files)
 *     .drop(SchemaV1::sessions)
 *     .empty(SchemaV2::counters)
 *     .run();
 * }</pre>
 *
 * <p>Every table of both schemas has to be mentioned. Several tables may become one, and one
 * several. The functions run on the calling thread, each once for each entry. Cells, lists and
 * multimaps are mentioned by a {@link MigratedTable}:
 *
 * <pre>{@code
 * .same(MigratedTable.cell(SchemaV1::settings), MigratedTable.cell(SchemaV2::settings))
 * }</pre>
 *
 * <p>The new state is built in memory and then written beside the old one, in the database's own
 * directory; both are in memory meanwhile. The database is locked until it is done. A program that
 * calls {@link #run} whenever it starts does no harm: a database that was migrated already, or that
 * the new schema or a later one made, is left as it is. The simple names of the schemas tell; so
 * the old one keeps its name, and the new one has another.
 *
 * <p>Not thread-safe.
 *
 * @param <A> the schema that the database has
 * @param <B> the schema that it gets
 */
public final class Migration<A, B> {
  private final Path path;
  private final MigrationPlan<A, B> plan;
  private Consumer<? super MigrationProgress> listener = progress -> {};

  private Migration(Path path, MigrationPlan<A, B> plan) {
    this.path = path;
    this.plan = plan;
  }

  /**
   * Begins a migration.
   *
   * @param schema the constant {@code SCHEMA} of the old schema's generated class
   * @param path the database's directory
   */
  public static <A> From<A> from(SchemaDefinition<A> schema, Path path) {
    return new From<>(
        Objects.requireNonNull(schema, "schema is null"),
        Objects.requireNonNull(path, "path is null"));
  }

  /**
   * A migration of which the old schema is known.
   *
   * @param <A> the schema that the database has
   */
  public static final class From<A> {
    private final SchemaDefinition<A> schema;
    private final Path path;

    private From(SchemaDefinition<A> schema, Path path) {
      this.schema = schema;
      this.path = path;
    }

    /**
     * Says where the migration leads.
     *
     * @param next the constant {@code SCHEMA} of the new schema's generated class
     */
    public <B> Migration<A, B> to(SchemaDefinition<B> next) {
      Objects.requireNonNull(next, "schema is null");
      return between(schema, next, path);
    }
  }

  private static <A, B> Migration<A, B> between(
      SchemaDefinition<A> from, SchemaDefinition<B> to, Path path) {
    return new Migration<>(path, new MigrationPlan<>(from, to));
  }

  /** Makes the values of a table anew; keys stay. */
  @CanIgnoreReturnValue
  public <K, V, W> Migration<A, B> table(
      Function<? super A, ? extends Table<K, V>> from,
      Function<? super B, ? extends Table<K, W>> to,
      ValueMigration<? super K, ? super V, ? extends W> function) {
    Objects.requireNonNull(function, "function is null");
    return entries(
        from,
        to,
        (key, value, out) -> {
          W made = function.migrate(key, value);
          if (made != null) {
            out.accept(key, made);
          }
        });
  }

  /** Makes the entries of a table anew, or such of another table. */
  @CanIgnoreReturnValue
  public <K, V, L, W> Migration<A, B> entries(
      Function<? super A, ? extends Table<K, V>> from,
      Function<? super B, ? extends Table<L, W>> to,
      EntryMigration<? super K, ? super V, L, W> function) {
    Objects.requireNonNull(function, "function is null");
    plan.move(AskedTable.of(plan.from(), from), AskedTable.of(plan.to(), to), function);
    return this;
  }

  /**
   * As {@link #entries(Function, Function, EntryMigration)}, of tables of whatever kind. Of a list
   * and of each key's values in a multimap of lists the order is kept.
   *
   * <pre>{@code
   * .entries(
   *     MigratedTable.table(SchemaV1::tags),
   *     MigratedTable.setMultimap(SchemaV2::tags),
   *     (name, list, out) -> list.forEach(tag -> out.accept(name, tag)))
   * }</pre>
   */
  @CanIgnoreReturnValue
  public <K, V, L, W> Migration<A, B> entries(
      MigratedTable<A, K, V> from,
      MigratedTable<B, L, W> to,
      EntryMigration<? super K, ? super V, L, W> function) {
    Objects.requireNonNull(from, "from is null");
    Objects.requireNonNull(to, "to is null");
    Objects.requireNonNull(function, "function is null");
    MigratedForm<K, V> source = MigratedForm.of(from.in(plan.from()));
    MigratedForm<L, W> target = MigratedForm.of(to.in(plan.to()));
    plan.move(source, target, function);
    return this;
  }

  /** Takes all that a table of whatever kind has over as it is. */
  @CanIgnoreReturnValue
  public <K, V> Migration<A, B> same(MigratedTable<A, K, V> from, MigratedTable<B, K, V> to) {
    return entries(from, to, (key, value, out) -> out.accept(key, value));
  }

  /** Takes the entries of a table over as they are. */
  @CanIgnoreReturnValue
  public <K, V> Migration<A, B> same(
      Function<? super A, ? extends Table<K, V>> from,
      Function<? super B, ? extends Table<K, V>> to) {
    return entries(from, to, (key, value, out) -> out.accept(key, value));
  }

  /** Gives up a table of the old schema, of whatever kind. */
  @CanIgnoreReturnValue
  public Migration<A, B> drop(Function<? super A, ? extends AnyTable> from) {
    plan.drop(AskedTable.any(plan.from(), from));
    return this;
  }

  /** Lets a table of the new schema, of whatever kind, begin without entries. */
  @CanIgnoreReturnValue
  public Migration<A, B> empty(Function<? super B, ? extends AnyTable> to) {
    plan.empty(AskedTable.any(plan.to(), to));
    return this;
  }

  /**
   * Says who is told how far it is, on the calling thread: again and again while the functions run,
   * and at the beginning and end of each phase. What it throws ends the migration as it is thrown,
   * with the database as it was.
   */
  @CanIgnoreReturnValue
  public Migration<A, B> listener(Consumer<? super MigrationProgress> listener) {
    this.listener = Objects.requireNonNull(listener, "listener is null");
    return this;
  }

  /**
   * Runs every function on every entry, and writes nothing. What would make {@link #run} fail is in
   * the report, and does not end the dry run.
   *
   * @throws IllegalStateException if a table is not mentioned
   * @throws SchemaMismatchException if the database does not fit the old schema, whose name it has,
   *     or if it has its form, and a name from which nobody can tell whether it was migrated
   * @throws DatabaseLockedException if somebody has the database open
   * @throws CorruptDatabaseException if it is damaged
   * @throws DatabaseOpenException if it cannot be read
   */
  public MigrationReport dryRun() {
    return MigrationRun.rehearse(path, plan, listener);
  }

  /**
   * Migrates the database, unless it was migrated already or never had the old schema. On return it
   * is on stable storage, and opens with the new schema alone.
   *
   * <p>It may die at any moment, and the power may fail: then the database is found with all of the
   * old state or all of the new one, and running it again is all there is to do. Before the new
   * state counts, it was read again as opening does, and compared, table by table, in the number of
   * entries and in a checksum of their bytes.
   *
   * @throws IllegalStateException if a table is not mentioned; nothing was touched
   * @throws MigrationException if a function throws or a key would be there twice, naming the table
   *     and the key, or if it cannot be written or is not found again as it was written
   * @throws SchemaMismatchException if the database does not fit the old schema, whose name it has,
   *     or if it has its form, and a name from which nobody can tell whether it was migrated
   * @throws DatabaseLockedException if somebody has the database open
   * @throws CorruptDatabaseException if it is damaged
   * @throws DatabaseOpenException if it cannot be read
   */
  public MigrationReport run() {
    return MigrationRun.run(path, plan, listener);
  }

  /**
   * Takes a database back to what it was before it was last migrated, with the schema it had then.
   * What was committed since is lost; a {@linkplain Database#backup backup} keeps it. As {@link
   * #run}, it may die at any moment and be called again; if it was done already, that does nothing.
   *
   * @param path the database's directory
   * @throws MigrationException if the database was not migrated, if what was kept is not there any
   *     more, or if it cannot be written
   * @throws DatabaseLockedException if somebody has the database open
   * @throws CorruptDatabaseException if it, or what was kept, is damaged
   * @throws DatabaseOpenException if it cannot be read
   */
  public static void goBack(Path path) {
    MigrationRun.goBack(Objects.requireNonNull(path, "path is null"));
  }
}
