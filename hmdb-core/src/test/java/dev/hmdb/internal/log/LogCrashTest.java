package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Power is cut, or the process dies, before every file call and after every append of a script.
 * Then the log opens, to a prefix of what was appended that holds everything synced.
 */
class LogCrashTest {
  private static final int SEEDS = 10;

  /** What was on disk at some moment, and what the script knew then. */
  private record Point(
      SimulatedDirectory disk, List<String> attempted, int acknowledged, int synced, boolean made) {

    void check(SimulatedDirectory left, int least, String where) throws IOException {
      if (!Log.exists(left)) {
        assertThat(made).as(where).isFalse();
        return;
      }
      try (TestLog log = TestLog.open(left)) {
        List<String> found = List.copyOf(log.frames);
        assertThat(found).as(where).isEqualTo(attempted.subList(0, found.size()));
        assertThat(found.size()).as(where).isGreaterThanOrEqualTo(least);
        log.append("more");
      }
      List<String> again = TestLog.frames(left);
      assertThat(again.getLast()).as(where).isEqualTo("more");
      assertThat(again.subList(0, again.size() - 1))
          .as(where)
          .isEqualTo(attempted.subList(0, again.size() - 1));
    }
  }

  /** Runs the script and keeps what a crash at each point would find. */
  private static List<Point> points(long seed, boolean writesBack) throws IOException {
    return points(seed, writesBack, TestLog.SMALL);
  }

  private static List<Point> points(long seed, boolean writesBack, LogOptions options)
      throws IOException {
    SimulatedDirectory disk = new SimulatedDirectory(1 << 18);
    List<Point> points = new ArrayList<>();
    LogScript[] script = new LogScript[1];
    Runnable keep =
        () -> {
          if (writesBack) {
            disk.writeBack(seed + points.size());
          }
          LogScript now = script[0];
          points.add(
              new Point(
                  disk.kill(),
                  List.copyOf(now.attempted),
                  now.acknowledged,
                  now.synced,
                  now.isCreated));
        };
    script[0] = new LogScript(new FailingDirectory(disk).beforeEachCall(keep), options, seed, keep);
    script[0].run();
    keep.run();
    return points;
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void afterAPowerCutEverythingSyncedIsThere(boolean writesBack, boolean writesThrough)
      throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Point> points = points(seed, writesBack, TestLog.SMALL.writesThrough(writesThrough));
      for (int i = 0; i < points.size(); i++) {
        Point point = points.get(i);
        for (LossPattern pattern : LossPattern.values()) {
          long loss = 31 * seed + i;
          String where = "seed=" + seed + " point=" + i + " " + pattern + " loss=" + loss;
          point.check(point.disk.crash(pattern, loss), point.synced, where);
        }
      }
    }
  }

  /** What is held in memory dies with the process: nobody was told that it is there. */
  @Test
  void afterTheDeathOfAProcessThatWritesThroughEverythingSyncedIsThere() throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Point> points = points(seed, false, TestLog.SMALL.writesThrough(true));
      for (int i = 0; i < points.size(); i++) {
        Point point = points.get(i);
        point.check(point.disk.kill(), point.synced, "seed=" + seed + " point=" + i);
      }
    }
  }

  @Test
  void afterTheDeathOfTheProcessEverythingAcknowledgedIsThere() throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Point> points = points(seed, false);
      for (int i = 0; i < points.size(); i++) {
        Point point = points.get(i);
        point.check(point.disk.kill(), point.acknowledged, "seed=" + seed + " point=" + i);
      }
    }
  }

  /**
   * The process was killed after the segment had got its name and before the directory was synced.
   * The next one synced what it wrote, and the name was lost with all of it.
   */
  @Test
  void whatIsSyncedInASegmentOfAKilledProcessIsThereAfterAPowerCut() throws IOException {
    SimulatedDirectory disk = new SimulatedDirectory();
    FailingDirectory calls = new FailingDirectory(disk);
    calls.beforeEachCall(() -> {
      if (calls.trace().getLast().equals("sync directory")) {
        calls.failFrom(calls.calls(), FailingDirectory.Fault.CRASH);
      }
    });
    assertThatThrownBy(() -> TestLog.create(calls)).isInstanceOf(IOException.class);
    SimulatedDirectory left = calls.atCrash();
    try (TestLog log = TestLog.open(left)) {
      log.append("a");
      log.sync();
      assertThat(TestLog.frames(left.crash(LossPattern.ALL, 1))).containsExactly("a");
    }
  }

  /**
   * What opening once returned stays, and what it had not yet returned may shrink to what was
   * synced.
   */
  @Test
  void crashesOfRecoveryLoseNothingMore() throws IOException {
    List<Point> points = points(7, true);
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (point.made) {
        crashRecovery(point, point.disk.crash(LossPattern.RANDOM, i), "point=" + i);
      }
    }
  }

  private static void crashRecovery(Point point, SimulatedDirectory disk, String where)
      throws IOException {
    List<Point> recovery = new ArrayList<>();
    List<String> attempted = new ArrayList<>(point.attempted);
    int[] least = {point.synced};
    Runnable keep =
        () -> recovery.add(new Point(disk.kill(), List.copyOf(attempted), 0, least[0], true));
    try (TestLog log = TestLog.open(new FailingDirectory(disk).beforeEachCall(keep))) {
      attempted.clear();
      attempted.addAll(log.frames);
      least[0] = attempted.size();
      attempted.add("again");
      log.append("again");
      keep.run();
    }
    for (Point second : recovery) {
      for (LossPattern pattern : LossPattern.values()) {
        second.check(second.disk.crash(pattern, 5), second.synced, where + " " + pattern);
      }
    }
  }
}
