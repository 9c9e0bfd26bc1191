package dev.hmdb.internal.engine;

import dev.hmdb.Compaction;
import dev.hmdb.Options;
import dev.hmdb.TxOptions;
import dev.hmdb.fuzz.Fuzzed;
import dev.hmdb.fuzz.Seeds;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.LogOptions;
import java.util.List;

/** Databases of some hundred bytes, one in each of the shapes that a crash or a close leaves. */
public final class SmallDatabases {
  private SmallDatabases() {}

  /** All of them. */
  public static List<SimulatedDirectory> all() {
    return List.of(closed(), killed(), compacted(), compactedAndKilled(), compressed());
  }

  private static Engine<Fuzzed> open(SimulatedDirectory directory) {
    return open(directory, Options.defaults());
  }

  private static Engine<Fuzzed> open(SimulatedDirectory directory, Options options) {
    return Engine.open(
        Fuzzed.definition(),
        directory,
        options.compaction(Compaction.manual()),
        new LogOptions(1024, 1 << 16, false));
  }

  private static void fill(Engine<Fuzzed> engine) {
    engine.transaction(
        TxOptions.defaults(),
        tables -> {
          Seeds.fill(tables);
          return null;
        });
  }

  /** Afterwards something is removed, a table is emptied, a value replaced. */
  private static void change(Engine<Fuzzed> engine) {
    engine.transaction(
        TxOptions.sync(),
        tables -> {
          tables.numbers().put(1L, 3L);
          tables.shapes().clear();
          tables.notes().remove("first");
          return null;
        });
  }

  private static SimulatedDirectory closed() {
    SimulatedDirectory directory = new SimulatedDirectory();
    Engine<Fuzzed> engine = open(directory);
    fill(engine);
    change(engine);
    engine.close();
    return directory;
  }

  private static SimulatedDirectory killed() {
    SimulatedDirectory directory = new SimulatedDirectory();
    Engine<Fuzzed> engine = open(directory);
    fill(engine);
    change(engine);
    SimulatedDirectory killed = directory.kill();
    engine.close();
    return killed;
  }

  private static SimulatedDirectory compacted() {
    SimulatedDirectory directory = new SimulatedDirectory();
    Engine<Fuzzed> engine = open(directory);
    fill(engine);
    engine.compact();
    change(engine);
    engine.close();
    return directory;
  }

  private static SimulatedDirectory compressed() {
    SimulatedDirectory directory = new SimulatedDirectory();
    Engine<Fuzzed> engine = open(directory, Options.defaults().compression(true));
    fill(engine);
    engine.transaction(
        TxOptions.defaults(),
        tables -> {
          for (long i = 0; i < 10; i++) { // alike, so that the block shrinks
            tables.numbers().put(i, 1_000_000L);
          }
          return null;
        });
    engine.compact();
    change(engine);
    engine.close();
    return directory;
  }

  private static SimulatedDirectory compactedAndKilled() {
    SimulatedDirectory directory = new SimulatedDirectory();
    Engine<Fuzzed> engine = open(directory);
    fill(engine);
    engine.compact();
    SimulatedDirectory killed = directory.kill();
    engine.close();
    return killed;
  }
}
