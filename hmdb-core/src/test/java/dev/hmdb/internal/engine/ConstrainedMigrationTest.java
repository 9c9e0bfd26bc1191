package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.CheckDefinition;
import dev.hmdb.IndexDefinition;
import dev.hmdb.MigrationException;
import dev.hmdb.MigrationReport;
import dev.hmdb.MigrationReport.Outcome;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.engine.MigratedDisk.Form;
import dev.hmdb.internal.engine.MigratedDisk.State;
import dev.hmdb.schema.Evolution;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** A migration to a schema that demands something of its entries. */
class ConstrainedMigrationTest {
  private static final CheckDefinition<Long, Long> POSITIVE =
      new CheckDefinition<>(
          "isPositive", TwoTables.NUMBERS, (_, value) -> value > 0 ? null : "not positive");
  private static final IndexDefinition<Long, Long, Long> BY_VALUE =
      IndexDefinition.unique(
          0, "byValue", TwoTables.NUMBERS, (_, value, action) -> action.accept(value));

  private static MigrationPlan<TwoTables, TwoTables> plan(LongUnaryOperator valueOf) {
    SchemaDefinition<TwoTables> next =
        new SchemaDefinition<>(
            "dev.hmdb.test.Next",
            TwoTables.SCHEMA.tables(),
            List.of(BY_VALUE),
            List.of(POSITIVE),
            TwoTables.Bound::new,
            Evolution.none());
    MigrationPlan<TwoTables, TwoTables> plan = new MigrationPlan<>(TwoTables.SCHEMA, next);
    plan.drop(TwoTables.WORDS);
    plan.empty(TwoTables.WORDS);
    plan.move(
        TwoTables.NUMBERS,
        TwoTables.NUMBERS,
        (key, _, out) -> out.accept(key, valueOf.applyAsLong(key)));
    return plan;
  }

  private static MigrationReport rehearse(MigrationPlan<?, ?> plan) throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    return new MigrationRun<>(disk.readOnly(), plan, _ -> {}, Instant.EPOCH).rehearse();
  }

  @Test
  void isNotDoneIfAnEntryWouldNotPassACheck() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    assertThatThrownBy(() -> MigratedDisk.migrate(disk, plan(key -> -key)))
        .isInstanceOf(MigrationException.class)
        .hasMessageContainingAll("numbers", "the database is as it was");
    assertThat(MigratedDisk.stateOf(disk, "")).isEqualTo(State.BEFORE);
  }

  @Test
  void aRehearsalTellsOfAUniqueIndexThatWouldBeBroken() throws IOException {
    MigrationReport report = rehearse(plan(_ -> 5));
    assertThat(report.outcome()).isEqualTo(Outcome.REHEARSED);
    assertThat(report.problems()).isNotEmpty();
    assertThat(report.problems().getFirst().reason()).contains("byValue", "has already");
  }

  @Test
  void isDoneIfNothingIsBroken() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    assertThat(MigratedDisk.migrate(disk, plan(key -> key)).outcome()).isEqualTo(Outcome.MIGRATED);
  }
}
