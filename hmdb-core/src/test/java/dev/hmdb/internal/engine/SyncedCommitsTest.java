package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Compaction;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With SYNC, at every file call: what was acknowledged is there after a power cut, and so is what
 * anybody could read.
 */
class SyncedCommitsTest {
  private static final int MAPPED = 1 << 22;
  private static final int COMMITS = 24;
  private static final Options SYNC =
      Options.defaults()
          .durability(Durability.SYNC)
          .compaction(Compaction.manual())
          .syncInterval(Duration.ofDays(1));

  /** What was on disk before a call, and how many commits could be read or were acknowledged. */
  private record Point(SimulatedDirectory disk, String call, int seen, int acknowledged) {}

  private final List<Map<String, String>> states = new ArrayList<>(List.of(Map.of()));
  private final List<Point> points = new ArrayList<>();
  private int acknowledged;

  /** A value now and then that is too large to be held until the sync. */
  private static String value(int number) {
    return ("" + number % 10).repeat(number % 8 == 7 ? 1_300_000 / 4 : number * 37 % 400);
  }

  private void commit(TwoTables tables, int number) {
    Map<String, String> state = new TreeMap<>(states.getLast());
    state.put("key " + number % 3, value(number));
    state.put("last", "" + number);
    states.add(state);
    tables.words().putAll(Map.of("key " + number % 3, value(number), "last", "" + number));
    acknowledged = number;
  }

  private static int last(TwoTables tables) {
    return Integer.parseInt(tables.words().getOrDefault("last", "0"));
  }

  private void checkAll() {
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      assertThat(point.seen).isLessThanOrEqualTo(states.size() - 1);
      for (LossPattern pattern : LossPattern.values()) {
        String where = "point=" + i + " " + pattern + " before " + point.call;
        check(point, point.disk.crash(pattern, i), where);
      }
      check(point, point.disk.kill(), "point=" + i + " killed before " + point.call);
    }
  }

  private void check(Point point, SimulatedDirectory left, String where) {
    Engine<TwoTables> engine = TwoTables.open(left, SYNC);
    Map<String, String> found = new TreeMap<>(TwoTables.of(engine).words().asMap());
    int count = last(TwoTables.of(engine));
    assertThat(count).as(where).isGreaterThanOrEqualTo(point.seen);
    assertThat(count).as(where).isGreaterThanOrEqualTo(point.acknowledged);
    assertThat(found.equals(states.get(count))).as(where).isTrue();
    engine.kill();
  }

  @Test
  void whatIsAcknowledgedOrVisibleSurvivesAPowerCutAtEveryCall() {
    SimulatedDirectory disk = new SimulatedDirectory(MAPPED);
    FailingDirectory calls = new FailingDirectory(disk);
    Engine<TwoTables> engine = TwoTables.open(calls, SYNC);
    TwoTables tables = TwoTables.of(engine);
    calls.beforeEachCall(() ->
        points.add(new Point(disk.kill(), calls.trace().getLast(), last(tables), acknowledged)));
    for (int number = 1; number <= COMMITS; number++) {
      commit(tables, number);
      if (number % 10 == 0) {
        engine.compact();
      }
    }
    assertThat(engine.stats().syncs()).isGreaterThanOrEqualTo(COMMITS);
    calls.beforeEachCall(() -> {});
    engine.kill();
    assertThat(points).extracting(Point::call).anyMatch(call -> call.startsWith("write log-"));
    checkAll();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"IO_ERROR", "SHORT_WRITE", "NO_SPACE"})
  void whicheverCallFailsNothingAcknowledgedOrVisibleIsLost(Fault fault) {
    for (int n = 1; ; n++) {
      SimulatedDirectory disk = new SimulatedDirectory(MAPPED);
      FailingDirectory failing = new FailingDirectory(disk);
      Engine<TwoTables> engine = TwoTables.open(failing, SYNC);
      TwoTables tables = TwoTables.of(engine);
      failing.failAt(failing.calls() + n, fault);
      states.subList(1, states.size()).clear();
      acknowledged = 0;
      try {
        for (int number = 1; number <= 9; number++) {
          commit(tables, number);
        }
      } catch (DatabaseFailedException e) {
        // Reads go on, at what was published.
        assertThat(last(tables)).isEqualTo(acknowledged);
      }
      boolean hasFailed = failing.hasFailed();
      failing.heal();
      Point point = new Point(disk.kill(), "call " + n, last(tables), acknowledged);
      engine.kill();
      for (LossPattern pattern : LossPattern.values()) {
        check(point, point.disk.crash(pattern, n), fault + " at call " + n + " " + pattern);
      }
      if (!hasFailed) {
        return;
      }
    }
  }
}
