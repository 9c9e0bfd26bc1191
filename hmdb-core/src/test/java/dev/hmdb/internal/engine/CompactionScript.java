package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Compaction;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.Durability;
import dev.hmdb.HmdbException;
import dev.hmdb.Options;
import dev.hmdb.internal.disk.Directory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A life of a database that is compacted again and again, the same at every run. It keeps account
 * of what must and what may be on disk at any moment.
 */
final class CompactionScript {
  /** The state after each commit that was tried; the first is the empty one. */
  final List<Map<String, String>> states = new ArrayList<>(List.of(Map.of()));

  /** How many of the commits returned: these survive the death of the process. */
  int acknowledged;

  /** How many of them survive a power cut. */
  int synced;

  boolean isCreated;

  /** How many compactions failed, and the database went on. */
  int failedCompactions;

  private final Directory directory;
  private final Options options;
  private final Runnable afterEachCommit;

  CompactionScript(Directory directory, Durability durability, Runnable afterEachCommit) {
    this.directory = directory;
    this.options = options(durability);
    this.afterEachCommit = afterEachCommit;
  }

  static Options options(Durability durability) {
    return Options.defaults()
        .durability(durability)
        .compaction(Compaction.manual())
        .compression(durability == Durability.BUFFERED) // so that there are both
        .syncInterval(Duration.ofDays(1));
  }

  void run() {
    Engine<TwoTables> engine = TwoTables.open(directory, options);
    isCreated = true;
    try {
      commit(engine, 3);
      compact(engine);
      commit(engine, 3);
      sync(engine);
      commit(engine, 3);
      compact(engine);
      compact(engine);
      commit(engine, 1);
    } finally {
      engine.kill();
    }
    Engine<TwoTables> again = TwoTables.open(directory, options);
    synced = acknowledged;
    try {
      commit(again, 2);
      compact(again);
      commit(again, 2);
      again.close();
      synced = acknowledged;
    } finally {
      again.kill();
    }
    Engine<TwoTables> last = TwoTables.open(directory, options);
    try {
      compact(last);
      last.close();
    } finally {
      last.kill();
    }
  }

  private void commit(Engine<TwoTables> engine, int count) {
    TwoTables tables = TwoTables.of(engine);
    for (int i = 0; i < count; i++) {
      Map<String, String> state = new TreeMap<>(states.getLast());
      int number = states.size();
      if (number % 4 == 0) {
        state.remove("key " + (number / 2 % 3));
      } else {
        state.put("key " + number % 3, ("" + number).repeat(number * 37 % 400));
      }
      state.put("last", "" + number);
      states.add(state);
      engine.transaction(
          dev.hmdb.TxOptions.defaults(),
          tx -> {
            write(tx, state);
            return null;
          });
      acknowledged++;
      if (options.durability() == Durability.SYNC) {
        synced = acknowledged;
      }
      assertThat(tables.words().asMap()).isEqualTo(state);
      afterEachCommit.run();
    }
  }

  /** Writes what differs. */
  private static void write(TwoTables tables, Map<String, String> state) {
    tables.words().removeIf((key, value) -> !state.containsKey(key));
    state.forEach((key, value) -> {
      if (!value.equals(tables.words().get(key))) {
        tables.words().put(key, value);
      }
    });
  }

  private void sync(Engine<TwoTables> engine) {
    engine.sync();
    synced = acknowledged;
  }

  /** A failure must leave the database as it was, and writable unless its log has failed. */
  private void compact(Engine<TwoTables> engine) {
    try {
      engine.compact();
      synced = acknowledged;
    } catch (DatabaseFailedException e) {
      assertThat(TwoTables.of(engine).words().asMap()).isEqualTo(states.getLast());
      if (e.getMessage().contains("goes on as it was")) {
        failedCompactions++;
        commit(engine, 1);
      } else {
        assertThat(e).hasMessageContaining("writes are refused");
      }
    }
  }

  /**
   * Opens what is left, and checks that it is the state after some commit.
   *
   * @param left what a crash or a fault left
   * @param least so many commits must be there
   * @param attempted so many may be
   */
  static void check(
      Directory left,
      List<Map<String, String>> states,
      boolean isCreated,
      int least,
      int attempted,
      String where) {
    Engine<TwoTables> engine;
    try {
      engine = TwoTables.open(left, options(Durability.BUFFERED));
    } catch (HmdbException e) {
      throw new AssertionError(where + ": " + e.getMessage(), e);
    }
    Map<String, String> found = new TreeMap<>(TwoTables.of(engine).words().asMap());
    int count = Integer.parseInt(found.getOrDefault("last", "0"));
    assertThat(count).as(where).isBetween(isCreated ? least : 0, attempted);
    assertThat(found).as(where).isEqualTo(states.get(count));
    TwoTables.of(engine).words().put("more", "1");
    if (count % 2 == 0) {
      engine.compact();
    }
    engine.close();
    Engine<TwoTables> again = TwoTables.open(left, options(Durability.BUFFERED));
    found.put("more", "1");
    assertThat(TwoTables.of(again).words().asMap()).as(where).isEqualTo(found);
    again.close();
  }
}
