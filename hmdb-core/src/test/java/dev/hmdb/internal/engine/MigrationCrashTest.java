package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Effort;
import dev.hmdb.HmdbException;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.engine.MigratedDisk.Form;
import dev.hmdb.internal.engine.MigratedDisk.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power is cut, the process dies, or a call fails, at every file call of a migration and of going
 * back. Then the database opens to all of one state, and running it again ends in the other.
 */
class MigrationCrashTest {
  /** Migrates, or goes back. */
  private interface Step {
    void run(dev.hmdb.internal.disk.Directory directory) throws IOException;
  }

  private record Point(SimulatedDirectory disk, String call) {}

  private static List<Point> points(SimulatedDirectory disk, Step step) throws IOException {
    FailingDirectory calls = new FailingDirectory(disk);
    List<Point> points = new ArrayList<>();
    calls.beforeEachCall(() -> points.add(new Point(disk.kill(), calls.trace().getLast())));
    step.run(calls);
    points.add(new Point(disk.kill(), "end"));
    return points;
  }

  /** Every state that a crash at some moment leaves must lead to the end, and no two alternate. */
  private static void crashes(SimulatedDirectory disk, Step step, State from, State to)
      throws IOException {
    List<Point> points = points(disk, step);
    Set<State> seen = EnumSet.noneOf(State.class);
    for (int i = 0; i < points.size(); i++) {
      for (LossPattern pattern : LossPattern.values()) {
        String where = "point=" + i + " " + pattern + " before " + points.get(i).call;
        SimulatedDirectory left = points.get(i).disk.crash(pattern, i);
        State state = MigratedDisk.stateOf(left, where);
        seen.add(state);
        step.run(left);
        assertThat(MigratedDisk.stateOf(left, where + ", run again")).as(where).isEqualTo(to);
      }
      SimulatedDirectory killed = points.get(i).disk.kill();
      step.run(killed);
      assertThat(MigratedDisk.stateOf(killed, "kill, point=" + i)).isEqualTo(to);
    }
    assertThat(seen).containsExactlyInAnyOrder(from, to);
  }

  private static SimulatedDirectory migrated() throws IOException {
    SimulatedDirectory disk = MigratedDisk.create(Form.LOG);
    MigratedDisk.migrate(disk);
    return disk;
  }

  /** As a user would call it: that it was done before is no failure. */
  private static void goBack(dev.hmdb.internal.disk.Directory directory) throws IOException {
    if (!KeptState.all(directory).isEmpty()) {
      GoingBack.run(directory);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCrashInAMigrationLeavesOneStateAndRunningAgainEndsIt(Form form) throws IOException {
    crashes(MigratedDisk.create(form), MigratedDisk::migrate, State.BEFORE, State.AFTER);
  }

  @Test
  void aCrashInGoingBackLeavesOneStateAndGoingBackAgainEndsIt() throws IOException {
    crashes(migrated(), MigrationCrashTest::goBack, State.AFTER, State.BEFORE);
  }

  @Test
  void aCrashWhereverItIsLeavesAWayBackOnceItHasMigrated() throws IOException {
    for (Point point : points(MigratedDisk.create(Form.LOG), MigratedDisk::migrate)) {
      for (LossPattern pattern : LossPattern.values()) {
        SimulatedDirectory left = point.disk.crash(pattern, 1);
        if (MigratedDisk.stateOf(left, point.call) == State.AFTER) {
          GoingBack.run(left);
          assertThat(MigratedDisk.stateOf(left, point.call)).isEqualTo(State.BEFORE);
        }
      }
    }
  }

  /** What a migration that was cut short left must not be taken for a way back later. */
  @Test
  void afterACrashBeforeTheSwitchGoingBackLosesNothing() throws IOException {
    for (Point point : points(MigratedDisk.create(Form.LOG), MigratedDisk::migrate)) {
      SimulatedDirectory left = point.disk.kill();
      if (MigratedDisk.stateOf(left, point.call) != State.BEFORE) {
        continue;
      }
      Engine<TwoTables> engine = TwoTables.open(left, MigratedDisk.options());
      TwoTables.of(engine).words().put("later", "4");
      engine.compact();
      engine.compact();
      engine.close();
      goBack(left);
      engine = TwoTables.open(left, MigratedDisk.options());
      assertThat(TwoTables.of(engine).words().get("later")).as(point.call).isEqualTo("4");
      engine.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FailingDirectory.Fault.class,
      names = {"IO_ERROR", "NO_SPACE", "SHORT_WRITE"})
  void afterACallThatFailsItCanBeRunAgain(FailingDirectory.Fault fault) throws IOException {
    fails(MigratedDisk.create(Form.SNAPSHOT_AND_LOG), MigratedDisk::migrate, fault, State.AFTER);
    fails(migrated(), MigrationCrashTest::goBack, fault, State.BEFORE);
  }

  private static void fails(
      SimulatedDirectory disk, Step step, FailingDirectory.Fault fault, State to)
      throws IOException {
    int call = 1;
    FailingDirectory calls;
    do {
      SimulatedDirectory copy = disk.kill();
      calls = new FailingDirectory(copy).failAt(call, fault);
      String where = fault + " at call " + call;
      boolean hasThrown = false;
      try {
        step.run(calls);
      } catch (IOException | HmdbException e) {
        hasThrown = true;
        where += ": " + e.getMessage();
        if (String.valueOf(e.getMessage()).contains("as it was")) {
          assertThat(MigratedDisk.stateOf(copy, where)).as(where).isNotEqualTo(to);
        }
      }
      State state = MigratedDisk.stateOf(copy, where);
      assertThat(hasThrown || state == to).as(where).isTrue();
      assertThat(copy.openFiles()).as(where).isZero();
      step.run(copy);
      assertThat(MigratedDisk.stateOf(copy, where)).as(where).isEqualTo(to);
      call++;
    } while (calls.hasFailed());
    assertThat(call).isGreaterThan(20);
  }

  /** A failed sync is not the end of what may happen: the power may be cut after it. */
  @Test
  void aFailureAndThenAPowerCutLeaveOneState() throws IOException {
    int call = 1;
    FailingDirectory calls;
    do {
      SimulatedDirectory copy = MigratedDisk.create(Form.LOG);
      calls = new FailingDirectory(copy).failAt(call, FailingDirectory.Fault.IO_ERROR);
      try {
        MigratedDisk.migrate(calls);
      } catch (IOException | HmdbException e) {
        for (int seed = 0; seed < Effort.of(40, 400); seed++) {
          LossPattern pattern = LossPattern.values()[seed % LossPattern.values().length];
          String where = "call " + call + " seed " + seed + ": " + e.getMessage();
          SimulatedDirectory left = copy.crash(pattern, seed);
          MigratedDisk.stateOf(left, where);
          MigratedDisk.migrate(left);
          assertThat(MigratedDisk.stateOf(left, where)).as(where).isEqualTo(State.AFTER);
        }
      }
      call++;
    } while (calls.hasFailed());
  }
}
