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
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
}
