package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.MigrationException;
import dev.hmdb.MigrationProgress;
import dev.hmdb.MigrationReport.Outcome;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.engine.MigratedDisk.Form;
import dev.hmdb.internal.engine.MigratedDisk.State;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.snapshot.Snapshots;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationRunTest {
  private static final String KEPT =
      "snapshot-0000000000000002.hmdb.before-NextTables-20310203T040506Z";

  /** The form of {@link TwoTables}, with another meaning. */
  private static final SchemaDefinition<TwoTables> SAME_FORM =
      new SchemaDefinition<>(
          "dev.hmdb.test.SameForm",
          List.of(TwoTables.WORDS, TwoTables.NUMBERS),
          TwoTables.Bound::new);

  private static MigrationPlan<TwoTables, TwoTables> shouting() {
    MigrationPlan<TwoTables, TwoTables> plan = new MigrationPlan<>(TwoTables.SCHEMA, SAME_FORM);
    plan.move(TwoTables.WORDS, TwoTables.WORDS, (key, value, out) -> out.accept(key, value + "!"));
    plan.move(TwoTables.NUMBERS, TwoTables.NUMBERS, (key, value, out) -> out.accept(key, value));
    return plan;
  }

  private static Engine<TwoTables> openSameForm(SimulatedDirectory disk) {
    return Engine.open(
        SAME_FORM, disk, MigratedDisk.options(), dev.hmdb.internal.log.LogOptions.defaults());
  }

  @ParameterizedTest
  @EnumSource
  void nothingButTheNewStateAndTheKeptOneIsLeft(Form form) throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(form);
    MigratedDisk.migrate(disk);
    assertThat(disk.list()).hasSize(3);
    assertThat(disk.list()).filteredOn(name -> name.contains(".before-")).hasSize(1);
    assertThat(disk.openFiles()).isZero();
    assertThat(MigratedDisk.stateOf(disk, form.name())).isEqualTo(State.AFTER);
  }

  @Test
  void theKeptFileTellsTheSchemaAndTheTime() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    assertThat(MigratedDisk.migrate(disk).kept()).isEqualTo(disk.path().resolve(KEPT));
    assertThat(disk.list()).contains(KEPT);
  }

  @Test
  void migratingChangesNoFileBeforeTheNewStateCounts() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.SNAPSHOT_AND_LOG);
    Map<String, byte[]> before = MigratedDisk.files(disk);
    FailingDirectory calls = new FailingDirectory(disk);
    calls.beforeEachCall(() -> {
      if (disk.exists("log-0000000000000001.hmdb")
          || !disk.exists("snapshot-0000000000000003.hmdb")) {
        before.forEach((name, bytes) -> assertThat(disk.bytes(name)).as(name).isEqualTo(bytes));
      }
    });
    MigratedDisk.migrate(calls);
    assertThat(MigratedDisk.stateOf(disk, "")).isEqualTo(State.AFTER);
  }

  @Test
  void goingBackLeavesNothingOfTheMigration() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    MigratedDisk.migrate(disk);
    GoingBack.run(disk);
    assertThat(disk.list())
        .containsExactly("log-0000000000000003.hmdb", "snapshot-0000000000000003.hmdb");
    assertThat(disk.openFiles()).isZero();
    assertThat(MigratedDisk.stateOf(disk, "")).isEqualTo(State.BEFORE);
  }

  /** There and back, with what was kept, it is as the last compaction left it. */
  @Test
  void aCompressedDatabaseStaysCompressed() throws IOException {
    SimulatedDirectory disk = new SimulatedDirectory(1 << 20);
    Engine<TwoTables> engine = TwoTables.open(disk, MigratedDisk.options().compression(true));
    TwoTables.of(engine).words().put("a", "1".repeat(1000));
    engine.compact();
    engine.close();
    MigratedDisk.migrate(disk, shouting());
    assertThat(Snapshots.form(disk, 3)).isEqualTo(SnapshotForm.COMPRESSED);
    GoingBack.run(disk);
    assertThat(Snapshots.form(disk, 4)).isEqualTo(SnapshotForm.COMPRESSED);
    Engine<TwoTables> again = TwoTables.open(disk, MigratedDisk.options());
    assertThat(TwoTables.of(again).words().get("a")).isEqualTo("1".repeat(1000));
    again.close();
  }

  @Test
  void anEmptyDirectoryNeedsNoMigration() throws IOException {
    SimulatedDirectory disk = new SimulatedDirectory();
    assertThat(MigratedDisk.migrate(disk).outcome()).isEqualTo(Outcome.NOT_NEEDED);
    assertThat(disk.list()).isEmpty();
  }

  @Test
  void aSchemaOfTheSameFormAndAnotherNameIsAnotherSchema() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    assertThat(MigratedDisk.migrate(disk, shouting()).outcome()).isEqualTo(Outcome.MIGRATED);
    assertThat(MigratedDisk.migrate(disk, shouting()).outcome()).isEqualTo(Outcome.NOT_NEEDED);
    Engine<TwoTables> engine = openSameForm(disk);
    assertThat(TwoTables.of(engine).words().get("a")).isEqualTo("1!");
    engine.close();
  }

  /** Its types fit. It would read what means something else now. */
  @Test
  void theOldSchemaIsRefusedAlsoWhereItsTypesFit() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    MigratedDisk.migrate(disk, shouting());
    Map<String, byte[]> before = MigratedDisk.files(disk);
    assertThatThrownBy(() -> TwoTables.open(disk, MigratedDisk.options()))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            "simulated was migrated from dev.hmdb.test.TwoTables to SameForm at 2031-02-03T04:05:06Z."
                + " Open it with dev.hmdb.test.SameForm; or go back with Migration.goBack(path), which"
                + " loses what was committed since");
    before.forEach((name, bytes) -> assertThat(disk.bytes(name)).as(name).isEqualTo(bytes));
    GoingBack.run(disk);
    assertThat(MigratedDisk.stateOf(disk, "")).isEqualTo(State.BEFORE);
  }

  @Test
  void severalMigrationsAreGoneBackOneByOne() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    MigratedDisk.migrate(disk, shouting());
    MigrationPlan<TwoTables, NextTables> second = new MigrationPlan<>(SAME_FORM, NextTables.SCHEMA);
    second.move(
        TwoTables.WORDS,
        NextTables.WORDS,
        (key, value, out) -> out.accept(key, (long) value.length()));
    second.drop(TwoTables.NUMBERS);
    second.empty(NextTables.NUMBERS);
    second.empty(NextTables.EXTRA);
    MigratedDisk.migrate(disk, second);
    Engine<NextTables> next = NextTables.open(disk);
    assertThat(NextTables.of(next).words().get("bb")).isEqualTo(3);
    next.close();

    GoingBack.run(disk);
    Engine<TwoTables> middle = openSameForm(disk);
    assertThat(TwoTables.of(middle).words().get("bb")).isEqualTo("22!");
    middle.close();

    GoingBack.run(disk);
    assertThat(MigratedDisk.stateOf(disk, "")).isEqualTo(State.BEFORE);
  }

  @Test
  void aSalvageKeepsTheWayBack() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    MigratedDisk.migrate(disk);
    byte[] snapshot = disk.bytes("snapshot-0000000000000002.hmdb");
    snapshot[snapshot.length - 1] ^= 1; // its trailer
    disk.put("snapshot-0000000000000002.hmdb", snapshot);
    Engine.open(
            NextTables.SCHEMA,
            disk,
            MigratedDisk.options().recovery(dev.hmdb.Recovery.SALVAGE),
            dev.hmdb.internal.log.LogOptions.defaults())
        .close();
    GoingBack.run(disk);
    assertThat(MigratedDisk.stateOf(disk, "")).isEqualTo(State.BEFORE);
  }

  @Test
  void aDamagedKeptFileIsToldAndChangesNothing() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    MigratedDisk.migrate(disk);
    byte[] kept = disk.bytes(KEPT);
    for (int i = 0; i < kept.length; i++) {
      byte[] damaged = kept.clone();
      damaged[i] ^= 4;
      SimulatedDirectory copy = disk.kill();
      copy.put(KEPT, damaged);
      try {
        GoingBack.run(copy);
      } catch (dev.hmdb.HmdbException e) {
        assertThat(e.getMessage()).contains(KEPT);
        assertThat(MigratedDisk.stateOf(copy, "byte " + i)).isEqualTo(State.AFTER);
        continue;
      }
      // A byte that is reserved, and means nothing.
      assertThat(MigratedDisk.stateOf(copy, "byte " + i)).isEqualTo(State.BEFORE);
    }
  }

  private static <V> void requireMigratedTo(Codec<V> codec, Function<String, V> made)
      throws IOException {
    TableDefinition<String, V> words = new TableDefinition<>(0, "words", Codecs.STRING, codec);
    SchemaDefinition<NextTables> schema =
        new SchemaDefinition<>("dev.hmdb.test.Made", List.of(words), NextTables.Bound::new);
    MigrationPlan<TwoTables, NextTables> plan = new MigrationPlan<>(TwoTables.SCHEMA, schema);
    plan.move(
        TwoTables.WORDS,
        words,
        (key, value, out) -> {
          for (int i = 0; i < 100; i++) {
            out.accept(key + i, made.apply(key + i));
          }
        });
    plan.drop(TwoTables.NUMBERS);
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    assertThat(MigratedDisk.migrate(disk, plan).outcome()).isEqualTo(Outcome.MIGRATED);
  }

  private static Set<String> letters(String prefix) {
    return IntStream.range(0, 20).mapToObj(i -> prefix + i).collect(Collectors.toSet());
  }

  /**
   * What was read was encoded once more, to be compared; and a set that was read may iterate in
   * another order than the equal one that was written.
   */
  @Test
  void setsOfAnyOrderAreFoundAsTheyWereWritten() throws IOException {
    requireMigratedTo(Codecs.set(Codecs.STRING), MigrationRunTest::letters);
  }

  @Test
  void mapsOfAnyOrderAreFoundAsTheyWereWritten() throws IOException {
    requireMigratedTo(
        Codecs.map(Codecs.STRING, Codecs.STRING),
        prefix -> letters(prefix).stream().collect(Collectors.toMap(key -> key, key -> key)));
  }

  /** Writes another number behind each value, which nobody reads. */
  private static final class RestlessCodec implements Codec<String> {
    private final AtomicLong calls = new AtomicLong();

    @Override
    public void encode(String value, Encoder out) {
      Codecs.STRING.encode(value + "#" + calls.incrementAndGet(), out);
    }

    @Override
    public String decode(Decoder in) {
      String text = Codecs.STRING.decode(in);
      return text.substring(0, text.indexOf('#'));
    }

    @Override
    public TypeDescriptor type() {
      return Codecs.STRING.type();
    }
  }

  @Test
  void valuesOfACodecThatNeverWritesAlikeAreFoundAsTheyWereWritten() throws IOException {
    requireMigratedTo(new RestlessCodec(), text -> text);
  }

  @Test
  void whatIsNotReadAsItWasWrittenIsNotMigrated() throws IOException {
    SimulatedDirectory other = new SimulatedDirectory();
    Engine<TwoTables> engine = TwoTables.open(other, MigratedDisk.options());
    TwoTables.of(engine).words().putAll(Map.of("a", "2", "bb", "22", "ccc", "333"));
    TwoTables.of(engine).numbers().putAll(MigratedDisk.NUMBERS);
    engine.close();
    MigratedDisk.migrate(other);
    byte[] wrong = other.bytes(KEPT);
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    Map<String, byte[]> before = MigratedDisk.files(disk);
    assertThatThrownBy(() ->
            new MigrationRun<>(
                    disk,
                    MigratedDisk.plan(),
                    progress -> {
                      if (progress.phase() == MigrationProgress.Phase.VERIFYING) {
                        disk.put(KEPT, wrong);
                      }
                    },
                    MigratedDisk.NOW)
                .migrate())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("of table words of dev.hmdb.test.TwoTables TableSum[entries=3")
        .hasMessageContaining("the database is as it was");
    assertThat(disk.list()).containsExactlyElementsOf(before.keySet());
    before.forEach((name, bytes) -> assertThat(disk.bytes(name)).as(name).isEqualTo(bytes));
  }

  /** An id means the same bytes in every file of a database. */
  @Test
  void theNewTablesHaveIdsThatTheOldOnesNeverHad() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    Catalog before = java.util.Objects.requireNonNull(PresentState.read(disk)).catalog();
    MigratedDisk.migrate(disk);
    Catalog after = java.util.Objects.requireNonNull(PresentState.read(disk)).catalog();
    assertThat(after.tables()).extracting(Catalog.Entry::id).containsExactly(2, 3, 4);
    assertThat(before.tables()).extracting(Catalog.Entry::id).containsExactly(0, 1);
  }

  @Test
  void aTornTailIsLeftOut() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    byte[] log = disk.bytes("log-0000000000000001.hmdb");
    byte[] torn = java.util.Arrays.copyOf(log, log.length + 100);
    java.util.Arrays.fill(torn, log.length, torn.length, (byte) 9);
    disk.put("log-0000000000000001.hmdb", torn);
    MigratedDisk.migrate(disk);
    assertThat(MigratedDisk.stateOf(disk, "")).isEqualTo(State.AFTER);
    GoingBack.run(disk);
    assertThat(MigratedDisk.stateOf(disk, "")).isEqualTo(State.BEFORE);
  }

  @Test
  void whatAMigrationThatDiedLeftIsDeletedByTheNext() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    FailingDirectory calls = new FailingDirectory(disk);
    SimulatedDirectory[] dead = new SimulatedDirectory[1];
    calls.beforeEachCall(() -> {
      if (calls.trace().getLast().startsWith("rename snapshot") && disk.exists(KEPT)) {
        dead[0] = disk.kill();
      }
    });
    MigratedDisk.migrate(calls);
    assertThat(dead[0].list()).contains(KEPT, "log-0000000000000002.hmdb");
    new MigrationRun<>(
            dead[0], MigratedDisk.plan(), progress -> {}, MigratedDisk.NOW.plusSeconds(60))
        .migrate();
    assertThat(dead[0].list())
        .containsExactly(
            "log-0000000000000003.hmdb",
            "snapshot-0000000000000003.hmdb",
            "snapshot-0000000000000003.hmdb.before-NextTables-20310203T040606Z");
  }

  /** A program calls all its migrations whenever it starts. */
  @Nested
  class AtEveryStart {
    private static SchemaDefinition<TwoTables> named(String name) {
      return new SchemaDefinition<>(
          name, List.of(TwoTables.WORDS, TwoTables.NUMBERS), TwoTables.Bound::new);
    }

    private static final SchemaDefinition<TwoTables> V1 = named("dev.hmdb.test.V1");
    private static final SchemaDefinition<NextTables> V2 =
        new SchemaDefinition<>(
            "dev.hmdb.test.V2",
            List.of(NextTables.WORDS, NextTables.NUMBERS, NextTables.EXTRA),
            NextTables.Bound::new);

    /** Of V1's form, with other values. */
    private static final SchemaDefinition<TwoTables> V3 = named("dev.hmdb.test.V3");

    private static SimulatedDirectory made(SchemaDefinition<TwoTables> schema) {
      SimulatedDirectory disk = new SimulatedDirectory();
      Engine<TwoTables> engine = open(schema, disk);
      TwoTables.of(engine).words().put("a", "1");
      engine.close();
      return disk.kill();
    }

    private static Engine<TwoTables> open(
        SchemaDefinition<TwoTables> schema, SimulatedDirectory disk) {
      return Engine.open(
          schema, disk, MigratedDisk.options(), dev.hmdb.internal.log.LogOptions.defaults());
    }

    private static String word(SchemaDefinition<TwoTables> schema, SimulatedDirectory disk) {
      Engine<TwoTables> engine = open(schema, disk.kill());
      String word = java.util.Objects.requireNonNull(TwoTables.of(engine).words().get("a"));
      engine.close();
      return word;
    }

    private static Outcome shout(
        SchemaDefinition<TwoTables> from, SchemaDefinition<TwoTables> to, SimulatedDirectory disk)
        throws IOException {
      MigrationPlan<TwoTables, TwoTables> plan = new MigrationPlan<>(from, to);
      plan.move(
          TwoTables.WORDS, TwoTables.WORDS, (key, value, out) -> out.accept(key, value + "!"));
      plan.move(TwoTables.NUMBERS, TwoTables.NUMBERS, (key, value, out) -> out.accept(key, value));
      return MigratedDisk.migrate(disk, plan).outcome();
    }

    private static List<Outcome> start(SimulatedDirectory disk) throws IOException {
      MigrationPlan<TwoTables, NextTables> first = new MigrationPlan<>(V1, V2);
      first.move(
          TwoTables.WORDS,
          NextTables.WORDS,
          (key, value, out) -> out.accept(key, Long.valueOf(value)));
      first.drop(TwoTables.NUMBERS);
      first.empty(NextTables.NUMBERS);
      first.empty(NextTables.EXTRA);
      MigrationPlan<NextTables, TwoTables> second = new MigrationPlan<>(V2, V3);
      second.move(
          NextTables.WORDS,
          TwoTables.WORDS,
          (key, value, out) -> out.accept(key, "" + 100 * value));
      second.drop(NextTables.NUMBERS);
      second.drop(NextTables.EXTRA);
      second.empty(TwoTables.NUMBERS);
      return List.of(
          MigratedDisk.migrate(disk, first).outcome(),
          MigratedDisk.migrate(disk, second).outcome());
    }

    private static void deleteKept(SimulatedDirectory disk) throws IOException {
      for (KeptState kept : KeptState.all(disk)) {
        disk.delete(kept.fileName());
      }
    }

    /** The first migration took what the last had made for its own, and all ran at each start. */
    @Test
    void aChainThatComesBackToItsFirstFormRunsOnce() throws IOException {
      SimulatedDirectory disk = made(V1);
      assertThat(start(disk)).containsExactly(Outcome.MIGRATED, Outcome.MIGRATED);
      assertThat(start(disk)).containsExactly(Outcome.NOT_NEEDED, Outcome.NOT_NEEDED);
      assertThat(word(V3, disk)).isEqualTo("100");
    }

    /** The first migration was begun on the last form, which no older schema fits. */
    @Test
    void aChainIsNotNeededByAFormThatCameLater() throws IOException {
      SimulatedDirectory disk = made(V1);
      shout(V1, V3, disk);
      MigrationPlan<TwoTables, NextTables> on = new MigrationPlan<>(V3, NextTables.SCHEMA);
      on.drop(TwoTables.WORDS);
      on.drop(TwoTables.NUMBERS);
      on.empty(NextTables.WORDS);
      on.empty(NextTables.NUMBERS);
      on.empty(NextTables.EXTRA);
      MigratedDisk.migrate(disk, on);
      TableDefinition<String, String> other =
          new TableDefinition<>(0, "words", Codecs.STRING, Codecs.STRING);
      SchemaDefinition<TwoTables> grown =
          new SchemaDefinition<>("dev.hmdb.test.V1", List.of(other), TwoTables.Bound::new);
      MigrationPlan<TwoTables, TwoTables> plan = new MigrationPlan<>(grown, V3);
      plan.move(other, TwoTables.WORDS, (key, value, out) -> out.accept(key, value));
      plan.empty(TwoTables.NUMBERS);
      assertThat(MigratedDisk.migrate(disk, plan).outcome()).isEqualTo(Outcome.NOT_NEEDED);
    }

    @Test
    void aDatabaseThatTheLastSchemaMadeNeedsNoneOfTheChain() throws IOException {
      SimulatedDirectory disk = new SimulatedDirectory();
      SchemaDefinition<NextTables> last = NextTables.SCHEMA;
      Engine<NextTables> engine = NextTables.open(disk);
      NextTables.of(engine).words().put("a", 1L);
      engine.close();
      assertThat(shout(V1, V3, disk)).isEqualTo(Outcome.NOT_NEEDED);
      assertThat(java.util.Objects.requireNonNull(PresentState.read(disk)).catalog().schemaName())
          .isEqualTo(last.name());
    }

    @Test
    void aNewSchemaOfTheSameFormThatMovedIsNotMigratedAgain() throws IOException {
      SimulatedDirectory disk = made(V1);
      assertThat(shout(V1, V3, disk)).isEqualTo(Outcome.MIGRATED);
      SchemaDefinition<TwoTables> moved = named("dev.hmdb.elsewhere.V3");
      assertThat(shout(V1, moved, disk)).isEqualTo(Outcome.NOT_NEEDED);
      deleteKept(disk);
      assertThat(shout(V1, moved, disk)).isEqualTo(Outcome.NOT_NEEDED);
      assertThat(word(moved, disk)).isEqualTo("1!");
    }

    @Test
    void anOldSchemaThatMovedIsMigrated() throws IOException {
      SimulatedDirectory disk = made(V1);
      assertThat(shout(named("dev.hmdb.old.V1"), V3, disk)).isEqualTo(Outcome.MIGRATED);
    }

    @Test
    void schemasOfOneSimpleNameAreToldApartByWhatIsBeforeIt() throws IOException {
      SchemaDefinition<TwoTables> first = named("a.v1.Data");
      SchemaDefinition<TwoTables> second = named("a.v2.Data");
      SchemaDefinition<TwoTables> third = named("a.v3.Data");
      SimulatedDirectory disk = made(first);
      assertThat(shout(first, second, disk)).isEqualTo(Outcome.MIGRATED);
      assertThat(shout(second, third, disk)).isEqualTo(Outcome.MIGRATED);
      assertThat(shout(first, second, disk)).isEqualTo(Outcome.NOT_NEEDED);
      assertThat(shout(second, third, disk)).isEqualTo(Outcome.NOT_NEEDED);
      assertThat(word(third, disk)).isEqualTo("1!!");
    }

    /** As the page says; whoever deletes the file has to see to it that no old program is left. */
    @Test
    void anOldSchemaOfTheSameFormIsRefusedWhileTheKeptFileIsThere() throws IOException {
      SimulatedDirectory disk = made(V1);
      shout(V1, V3, disk);
      assertThatThrownBy(() -> word(V1, disk)).isInstanceOf(SchemaMismatchException.class);
      deleteKept(disk);
      assertThat(word(V1, disk)).isEqualTo("1!");
    }

    @Test
    void whatWentBackIsMigratedAgain() throws IOException {
      SimulatedDirectory disk = made(V1);
      shout(V1, V3, disk);
      GoingBack.run(disk);
      assertThat(shout(V1, V3, disk)).isEqualTo(Outcome.MIGRATED);
      assertThat(word(V3, disk)).isEqualTo("1!");
    }

    /** It may be the old schema under another name, or one that came after the new one. */
    @Test
    void theOldFormUnderAThirdNameIsRefused() throws IOException {
      SimulatedDirectory disk = made(V3);
      assertThatThrownBy(() -> start(disk))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessage(
              "simulated was written with the schema dev.hmdb.test.V3 and has the form of"
                  + " dev.hmdb.test.V1: whether it has to be migrated to dev.hmdb.test.V2 cannot be"
                  + " told. If it has, give the old schema its name of then, V3, and the new one"
                  + " another; if not, leave this migration out");
      assertThat(word(V3, disk)).isEqualTo("1");
    }
  }
}
