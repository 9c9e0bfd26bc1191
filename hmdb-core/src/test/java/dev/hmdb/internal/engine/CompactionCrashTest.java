package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Durability;
import dev.hmdb.Effort;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power is cut, or the process dies, before every file call and after every commit of a script that
 * compacts. Then the database opens, to the state after some commit, none lost that was durable.
 */
class CompactionCrashTest {
  private static final int MAPPED = 1 << 17;

  /** What was on disk at some moment, and what the script knew then. */
  private record Point(
      SimulatedDirectory disk,
      String call,
      boolean isCreated,
      int attempted,
      int acknowledged,
      int synced) {}

  private final List<Map<String, String>> states = new ArrayList<>();

  private List<Point> points(Durability durability, boolean writesBack) {
    SimulatedDirectory disk = new SimulatedDirectory(MAPPED);
    FailingDirectory calls = new FailingDirectory(disk);
    List<Point> points = new ArrayList<>();
    CompactionScript[] script = new CompactionScript[1];
    Runnable keep =
        () -> {
          if (writesBack) {
            disk.writeBack(points.size());
          }
          CompactionScript now = script[0];
          List<String> trace = calls.trace();
          points.add(
              new Point(
                  disk.kill(),
                  trace.isEmpty() ? "nothing" : trace.getLast(),
                  now.isCreated,
                  now.states.size() - 1,
                  now.acknowledged,
                  now.synced));
        };
    script[0] = new CompactionScript(calls.beforeEachCall(keep), durability, keep);
    script[0].run();
    keep.run();
    states.addAll(script[0].states);
    assertThat(script[0].failedCompactions).isZero();
    return points;
  }

  private void check(Point point, SimulatedDirectory left, int least, String where) {
    CompactionScript.check(
        left, states, point.isCreated, least, point.attempted, where + " before " + point.call);
  }

  @ParameterizedTest
  @EnumSource
  void afterAPowerCutEverythingDurableIsThere(Durability durability) {
    List<Point> points = points(durability, false);
    for (int i = 0; i < points.size(); i++) {
      for (LossPattern pattern : LossPattern.values()) {
        Point point = points.get(i);
        check(point, point.disk.crash(pattern, i), point.synced, "point=" + i + " " + pattern);
      }
    }
  }

  @Test
  void afterAPowerCutWithSomeWrittenBackEverythingDurableIsThere() {
    List<Point> points = points(Durability.BUFFERED, true);
    for (int i = 0; i < points.size(); i++) {
      for (LossPattern pattern : LossPattern.values()) {
        Point point = points.get(i);
        check(point, point.disk.crash(pattern, i), point.synced, "point=" + i + " " + pattern);
      }
    }
  }

  @Test
  void afterTheDeathOfTheProcessEverythingAcknowledgedIsThere() {
    List<Point> points = points(Durability.BUFFERED, false);
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      check(point, point.disk.kill(), point.acknowledged, "point=" + i);
    }
  }

  /** What one opening has shown, the next shows too, wherever that one was cut short. */
  @Test
  void crashesWhileOpeningLoseNothingMore() throws IOException {
    List<Point> points = points(Durability.BUFFERED, true);
    for (int i = 0; i < points.size(); i += Effort.of(4, 1)) {
      Point point = points.get(i);
      SimulatedDirectory disk = point.disk.crash(LossPattern.RANDOM, i);
      List<SimulatedDirectory> during = new ArrayList<>();
      FailingDirectory calls = new FailingDirectory(disk);
      calls.beforeEachCall(() -> during.add(disk.kill()));
      Engine<TwoTables> engine =
          TwoTables.open(calls, CompactionScript.options(Durability.BUFFERED));
      int shown = Integer.parseInt(TwoTables.of(engine).words().getOrDefault("last", "0"));
      during.add(disk.kill());
      engine.kill();
      for (int call = 0; call < during.size(); call++) {
        int least = call == during.size() - 1 ? shown : point.synced;
        for (LossPattern pattern : someOrAll(i + call)) {
          String where = "point=" + i + " call=" + call + " " + pattern;
          check(point, during.get(call).crash(pattern, call), least, where);
        }
      }
    }
  }

  /** Each in its turn, which meets every call of an opening with each of them at some point. */
  private static LossPattern[] someOrAll(int turn) {
    LossPattern[] all = LossPattern.values();
    return Effort.isThorough() ? all : new LossPattern[] {all[turn % all.length]};
  }

  @Test
  void openingReadOnlyChangesNothing() {
    List<Point> points = points(Durability.BUFFERED, true);
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (!point.isCreated) {
        continue;
      }
      SimulatedDirectory left = point.disk.crash(LossPattern.RANDOM, i).readOnly();
      Engine<TwoTables> engine =
          TwoTables.open(left, CompactionScript.options(Durability.BUFFERED));
      Map<String, String> found = TwoTables.of(engine).words().asMap();
      int count = Integer.parseInt(found.getOrDefault("last", "0"));
      assertThat(count).as("point " + i).isBetween(point.synced, point.attempted);
      assertThat(found).as("point " + i).isEqualTo(states.get(count));
      engine.close();
    }
  }
}
