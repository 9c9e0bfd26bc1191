package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Compaction;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Sharing;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A life of a database that two processes share, the same at every run: they commit, sync and
 * compact by turns, one is left behind, one leaves and comes back. It keeps account of what must
 * and what may be on disk at any moment.
 */
final class SharedScript {
  /** The state after each commit that was tried; the first is the empty one. */
  final List<Map<String, String>> states = new ArrayList<>(List.of(Map.of()));

  /** How many of the commits returned: these survive the death of processes. */
  int acknowledged;

  /** How many of them survive a power cut. */
  int synced;

  boolean isCreated;

  /** Syncs when asked to. */
  final Member lazy;

  /** Syncs every commit. */
  final Member careful;

  private final SimulatedDirectory disk;
  private final Runnable afterEachCommit;

  /**
   * @param disk where open files can be deleted
   */
  SharedScript(SimulatedDirectory disk, Runnable afterEachCommit) {
    this.disk = disk;
    this.lazy = new Member(Durability.BUFFERED);
    this.careful = new Member(Durability.SYNC);
    this.afterEachCommit = afterEachCommit;
  }

  /** One more that has the database open. */
  Member newMember() {
    return new Member(Durability.BUFFERED);
  }

  void run() {
    lazy.open();
    lazy.commit(3);
    careful.open();
    careful.commit(2);
    lazy.commit(3);
    careful.isUpToDate();
    careful.commit(1);
    lazy.commit(2);
    lazy.sync();
    lazy.commit(2);
    careful.sync();
    lazy.commit(1);
    lazy.compact();
    careful.commit(1);
    lazy.commit(2);
    careful.compact();
    lazy.commit(1);
    careful.sync();
    comesTwoCompactionsBehind();
    lazy.commitSynced();
    lazy.commit(2);
    careful.close();
    lazy.commit(1);
    careful.open();
    careful.commit(1);
    lazy.commit(1);
    lazy.close();
    careful.compact();
    careful.close();
    synced = acknowledged;
    lazy.open();
    lazy.commit(1);
    lazy.close();
    synced = acknowledged;
  }

  private void comesTwoCompactionsBehind() {
    long before = lazy.engine.stats().reloads();
    careful.compact();
    careful.commit(2);
    careful.compact();
    careful.commit(1);
    lazy.isUpToDate();
    assertThat(lazy.engine.stats().reloads()).isEqualTo(before + 1);
  }

  /** What one of the processes has. */
  final class Member {
    final FailingDirectory directory = new FailingDirectory(disk);
    private final Durability durability;
    private Engine<TwoTables> engine;

    private Member(Durability durability) {
      this.durability = durability;
    }

    void open() {
      engine = openShared(directory, durability);
      isCreated = true;
      isUpToDate();
    }

    /** Opens what a process left that died. */
    void openAfterADeath(String where) {
      engine = openShared(directory, durability);
      isCreated = true;
      goOnFrom(found(), where);
    }

    boolean isOpen() {
      return engine != null;
    }

    Map<String, String> found() {
      return new TreeMap<>(TwoTables.of(engine).words().asMap());
    }

    void isUpToDate() {
      assertThat(found()).isEqualTo(states.getLast());
    }

    /** Commits that are long and short by turns, and one in four with something removed. */
    void commit(int count) {
      for (int i = 0; i < count; i++) {
        commit(TxOptions.defaults());
        if (durability == Durability.SYNC) {
          synced = acknowledged;
        }
        isUpToDate();
        afterEachCommit.run();
      }
    }

    void commitSynced() {
      commit(TxOptions.sync());
      synced = acknowledged;
      afterEachCommit.run();
    }

    /** Commits less than what any other commit has. */
    void commitLittle() {
      Map<String, String> state = new TreeMap<>(states.getLast());
      state.put("last", "" + states.size());
      commit(state, TxOptions.defaults());
    }

    private void commit(TxOptions options) {
      Map<String, String> state = new TreeMap<>(states.getLast());
      int number = states.size();
      if (number % 4 == 0) {
        state.remove("key " + number / 2 % 3);
      } else {
        state.put("key " + number % 3, ("" + number).repeat(number % 2 * 200 + 5));
      }
      state.put("last", "" + number);
      commit(state, options);
    }

    private void commit(Map<String, String> state, TxOptions options) {
      states.add(state);
      engine.transaction(
          options,
          tx -> {
            tx.words().removeIf((key, value) -> !state.containsKey(key));
            state.forEach((key, value) -> {
              if (!value.equals(tx.words().get(key))) {
                tx.words().put(key, value);
              }
            });
            return null;
          });
      acknowledged++;
    }

    void sync() {
      engine.sync();
      synced = acknowledged;
    }

    void compact() {
      engine.compact();
      synced = acknowledged;
    }

    void close() {
      Engine<TwoTables> open = engine;
      engine = null;
      open.close();
    }

    /** Ends what a dead process cannot: its threads. */
    void kill() {
      if (engine != null) {
        engine.kill();
      }
    }
  }

  /**
   * Takes for committed what a process finds after another one died, perhaps with a commit of which
   * nobody was told.
   */
  void goOnFrom(Map<String, String> found, String where) {
    int count = Integer.parseInt(found.getOrDefault("last", "0"));
    assertThat(count).as(where).isBetween(acknowledged, states.size() - 1);
    assertThat(found).as(where).isEqualTo(states.get(count));
    states.subList(count + 1, states.size()).clear();
    acknowledged = count;
  }

  private static Options options(Durability durability) {
    return Options.defaults()
        .durability(durability)
        .sharing(Sharing.MULTI_PROCESS)
        .compaction(Compaction.manual())
        .compression(durability == Durability.BUFFERED) // so that there are both
        .syncInterval(Duration.ofDays(1));
  }

  static Engine<TwoTables> openShared(Directory directory, Durability durability) {
    return Engine.openShared(TwoTables.SCHEMA, directory, options(durability));
  }
}
