package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls fail: for lack of space, with an error, halfway through a write. */
class LogFaultTest {
  private final SimulatedDirectory disk = new SimulatedDirectory(1 << 18);

  private static int callsOfAScript() throws IOException {
    FailingDirectory counting = new FailingDirectory(new SimulatedDirectory(1 << 18));
    new LogScript(counting, 1, () -> {}).run();
    return counting.calls();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"IO_ERROR", "NO_SPACE", "SHORT_WRITE"})
  void whicheverCallFailsNothingSyncedIsLost(Fault fault) throws IOException {
    int calls = callsOfAScript();
    for (int n = 1; n <= calls; n++) {
      for (LossPattern pattern : LossPattern.values()) {
        SimulatedDirectory fresh = new SimulatedDirectory(1 << 18);
        LogScript script = new LogScript(new FailingDirectory(fresh).failAt(n, fault), 1, () -> {});
        runIgnoringFailure(script);
        String where = "call=" + n + " of " + calls + " " + pattern;
        assertThat(fresh.openFiles()).as(where).isZero();
        assertThat(fresh.liveMappings()).as(where).isZero();
        check(script, fresh.crash(pattern, n), script.synced, where);
        check(script, fresh.kill(), script.acknowledged, where);
      }
    }
  }

  private static void runIgnoringFailure(LogScript script) {
    try {
      script.run();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("injected");
    }
  }

  private static void check(LogScript script, SimulatedDirectory left, int least, String where)
      throws IOException {
    if (script.isCreated) {
      List<String> found = TestLog.frames(left);
      assertThat(found).as(where).isEqualTo(script.attempted.subList(0, found.size()));
      assertThat(found.size()).as(where).isGreaterThanOrEqualTo(least);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"IO_ERROR", "NO_SPACE", "SHORT_WRITE"})
  void creationThatFailsLeavesNothing(Fault fault) throws IOException {
    FailingDirectory counting = new FailingDirectory(new SimulatedDirectory());
    Log.create(counting, TestLog.ID, TestLog.SMALL).discard();
    for (int n = 1; n < counting.calls(); n++) {
      SimulatedDirectory fresh = new SimulatedDirectory();
      FailingDirectory failing = new FailingDirectory(fresh).failAt(n, fault);
      assertThatThrownBy(() -> Log.create(failing, TestLog.ID, TestLog.SMALL))
          .as("call " + n)
          .isInstanceOf(IOException.class);
      assertThat(fresh.list()).as(counting.trace().get(n - 1)).isEmpty();
      assertThat(fresh.openFiles()).isZero();
    }
  }

  @Test
  void appendWithoutSpaceAppendsNothingAndWorksAgainLater() throws IOException {
    try (TestLog log = TestLog.create(disk)) {
      log.append("a");
      disk.setFreeSpace(0);
      long end = log.log.end();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> log.append("x".repeat(10_000)))
            .isNotInstanceOf(LogFailedException.class)
            .hasMessageContaining("No space left");
        assertThat(log.log.end()).isEqualTo(end);
      }
      log.append("small enough for what is mapped");
      disk.setFreeSpace(1 << 20);
      log.append("y".repeat(10_000));
    }
    assertThat(TestLog.frames(disk))
        .containsExactly("a", "small enough for what is mapped", "y".repeat(10_000));
  }

  @Test
  void theReserveIsForThoseWhoMayUseIt() throws IOException {
    try (TestLog log = TestLog.create(disk)) {
      disk.setFreeSpace(0);
      String body = "x".repeat(100);
      int appended = 0;
      while (true) {
        try {
          log.append(body);
          appended++;
        } catch (IOException e) {
          break;
        }
      }
      byte[] small = {1, 2, 3};
      for (int i = 0; i < 20; i++) {
        log.log.append(FrameKind.COMMIT, small, 0, 3, true);
        assertThatThrownBy(() -> log.append(body)).hasMessageContaining("No space left");
      }
      assertThatThrownBy(() -> log.log.append(FrameKind.COMMIT, new byte[900], 0, 900, true))
          .isNotInstanceOf(LogFailedException.class)
          .hasMessageContaining("No space left");
      assertThat(appended).isGreaterThan(20);
    }
  }

  @Test
  void growthTakesLessWhereSpaceIsShort() throws IOException {
    try (TestLog log = TestLog.create(disk, new LogOptions(1 << 14, 1 << 16, false))) {
      disk.setFreeSpace(10_000); // less than the next growth, more than the frame needs
      log.append("x".repeat(17_000));
    }
    assertThat(TestLog.frames(disk)).hasSize(1);
  }

  @Test
  void failedGrowthGivesItsSpaceBack() throws IOException {
    try (TestLog log = TestLog.create(disk)) {
      long size = log.log.sizeOnDisk();
      disk.setFreeSpace(5_000);
      assertThatThrownBy(() -> log.append("x".repeat(20_000))).isInstanceOf(IOException.class);
      assertThat(disk.bytes(TestLog.FILE)).hasSize((int) size);
    }
  }

  @Test
  void growthAheadThatFailsIsTriedAgainWhenThereIsNeed() throws IOException {
    TestLog log = TestLog.create(disk, new LogOptions(4096, 4096, true));
    disk.setFreeSpace(0);
    log.append("x".repeat(3000)); // asks ahead, in vain
    assertThatThrownBy(() -> log.append("x".repeat(3000))).isInstanceOf(IOException.class);
    disk.setFreeSpace(1 << 20);
    log.append("y".repeat(3000)).close();
    assertThat(TestLog.frames(disk)).containsExactly("x".repeat(3000), "y".repeat(3000));
  }

  @Test
  void closingOnAFullDiskLosesNothing() throws IOException {
    TestLog log = TestLog.create(disk).append("a");
    disk.setFreeSpace(-(1 << 20)); // so that even what closing cuts off is no room for the seal
    log.close();
    LogScan scan = LogScan.readOnly(disk, 1, null, (kind, position, buffer, offset, length) -> {});
    assertThat(scan.frames()).isEqualTo(1);
    assertThat(scan.isSealed()).isFalse();
    assertThat(scan.tornBytes()).isZero();
  }

  @Nested
  class AfterAFailedSync {
    private final FailingDirectory failing = new FailingDirectory(disk);
    private final TestLog log;

    AfterAFailedSync() throws IOException {
      log = TestLog.create(failing).append("a").sync().append("b");
      failing.failAt(failing.calls() + 1, Fault.IO_ERROR);
      assertThatThrownBy(log::sync)
          .isInstanceOf(LogFailedException.class)
          .hasMessageContaining("sync")
          .hasMessageContaining("reopen");
    }

    @Test
    void appendsAreRefused() {
      assertThatThrownBy(() -> log.append("c")).isInstanceOf(LogFailedException.class);
    }

    @Test
    void syncsAreRefusedThoughTheDiskWorks() {
      assertThatThrownBy(log::sync).isInstanceOf(LogFailedException.class);
    }

    @Test
    void syncedStaysWhereItWas() {
      assertThat(log.log.synced()).isLessThan(log.log.end());
    }

    @Test
    void closingWritesNothing() throws IOException {
      byte[] before = disk.bytes(TestLog.FILE);
      int calls = failing.calls();
      log.close();
      assertThat(failing.trace().subList(calls, failing.calls()))
          .containsExactly("close " + TestLog.FILE);
      assertThat(disk.bytes(TestLog.FILE)).isEqualTo(before);
    }

    /**
     * The operating system believes that "b" is on disk, and shows it to whoever reads. A log that
     * relied on its next sync would acknowledge "b" by opening, and lose it to the next power cut.
     */
    @Test
    void whatReopeningShowsSurvivesAPowerCut() throws IOException {
      log.close();
      try (TestLog again = TestLog.open(disk)) {
        assertThat(again.frames).containsExactly("a", "b");
        assertThat(TestLog.frames(disk.crash(LossPattern.ALL, 0))).containsExactly("a", "b");
      }
    }
  }

  @Test
  void everySyncThatFailsFailsTheLogForGood() throws IOException {
    int calls = callsOfAScript();
    for (int n = 1; n <= calls; n++) {
      FailingDirectory failing =
          new FailingDirectory(new SimulatedDirectory(1 << 18)).failAt(n, Fault.IO_ERROR);
      runIgnoringFailure(new LogScript(failing, 1, () -> {}));
      String failed = failing.trace().get(n - 1);
      if (failed.startsWith("sync log") && !failed.endsWith(".tmp")) {
        assertThat(failing.trace().subList(n, failing.calls()))
            .as("after call " + n)
            .allMatch(call -> call.startsWith("close"));
      }
    }
  }
}
