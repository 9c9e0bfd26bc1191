package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Compaction;
import dev.hmdb.MigrationReport;
import dev.hmdb.Options;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A directory with {@link TwoTables}, to be migrated to {@link NextTables}, and what is in it. */
final class MigratedDisk {
  static final Instant NOW = Instant.parse("2031-02-03T04:05:06.789Z");

  static final Map<String, String> WORDS_BEFORE = Map.of("a", "1", "bb", "22", "ccc", "333");
  static final Map<Long, Long> NUMBERS = Map.of(1L, -1L, 2L, -2L);
  static final Map<String, Long> WORDS_AFTER = Map.of("a", 1L, "bb", 22L, "ccc", 333L);

  private static final int MAPPED = 1 << 17;

  /** Which of the two states a directory has. */
  enum State {
    BEFORE,
    AFTER
  }

  /** How what is there was written. */
  enum Form {
    LOG,
    SNAPSHOT_AND_LOG,
    /** With space reserved behind the log's end, as a process leaves it that was killed. */
    UNSEALED
  }

  private MigratedDisk() {}

  static Options options() {
    return Options.defaults().compaction(Compaction.manual());
  }

  static SimulatedDirectory create(Form form) {
    SimulatedDirectory disk = new SimulatedDirectory(MAPPED);
    Engine<TwoTables> engine = TwoTables.open(disk, options());
    TwoTables tables = TwoTables.of(engine);
    tables.words().put("a", "0");
    tables.numbers().putAll(NUMBERS);
    if (form == Form.SNAPSHOT_AND_LOG) {
      engine.compact();
    }
    tables.words().putAll(WORDS_BEFORE);
    if (form == Form.UNSEALED) {
      engine.sync();
      engine.kill();
    } else {
      engine.close();
    }
    return disk.kill();
  }

  static MigrationPlan<TwoTables, NextTables> plan() {
    MigrationPlan<TwoTables, NextTables> plan =
        new MigrationPlan<>(TwoTables.SCHEMA, NextTables.SCHEMA);
    plan.move(
        TwoTables.WORDS,
        NextTables.WORDS,
        (key, value, out) -> out.accept(key, Long.valueOf(value)));
    plan.move(TwoTables.NUMBERS, NextTables.NUMBERS, (key, value, out) -> out.accept(key, value));
    plan.empty(NextTables.EXTRA);
    return plan;
  }

  static <A, B> MigrationReport migrate(Directory directory, MigrationPlan<A, B> plan)
      throws IOException {
    return new MigrationRun<>(directory, plan, progress -> {}, NOW).migrate();
  }

  static MigrationReport migrate(Directory directory) throws IOException {
    return migrate(directory, plan());
  }

  static Map<String, byte[]> files(SimulatedDirectory disk) {
    Map<String, byte[]> files = new TreeMap<>();
    disk.list().forEach(name -> files.put(name, disk.bytes(name)));
    return files;
  }

  /**
   * Opens a copy of what is there, with the schema that it has, and looks that all of it is right.
   */
  static State stateOf(SimulatedDirectory left, String where) {
    SimulatedDirectory disk = left.kill();
    Engine<TwoTables> before;
    try {
      before = TwoTables.open(disk, options());
    } catch (SchemaMismatchException e) {
      Engine<NextTables> after = NextTables.open(left.kill());
      assertThat(NextTables.of(after).words().asMap()).as(where).isEqualTo(WORDS_AFTER);
      assertThat(NextTables.of(after).numbers().asMap()).as(where).isEqualTo(NUMBERS);
      assertThat(NextTables.of(after).extra().size()).as(where).isZero();
      NextTables.of(after).extra().put(1L, "takes writes");
      after.compact();
      after.close();
      return State.AFTER;
    }
    assertThat(TwoTables.of(before).words().asMap()).as(where).isEqualTo(WORDS_BEFORE);
    assertThat(TwoTables.of(before).numbers().asMap()).as(where).isEqualTo(NUMBERS);
    TwoTables.of(before).numbers().put(3L, 3L);
    before.compact();
    before.close();
    return State.BEFORE;
  }
}
