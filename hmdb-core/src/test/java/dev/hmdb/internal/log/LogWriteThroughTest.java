package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.RealDirectory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose syncs write what its appends only held. */
class LogWriteThroughTest {
  private static final LogOptions THROUGH = TestLog.SMALL.writesThrough(true);
  private static final String LARGE = "x".repeat(5000);

  private final SimulatedDirectory disk = new SimulatedDirectory(1 << 18);
  private final FailingDirectory calls = new FailingDirectory(disk);

  private List<String> callsOf(TestLog log, String... bodies) throws IOException {
    log.append(bodies);
    int before = calls.calls();
    log.sync();
    return calls.trace().subList(before, calls.calls());
  }

  @Test
  void whatIsHeldIsInTheFileOnceItIsSynced() throws IOException {
    TestLog log = TestLog.create(disk, THROUGH).append("a");
    assertThat(TestLog.frames(disk.kill())).isEmpty();
    log.sync();
    assertThat(TestLog.frames(disk.crash(LossPattern.ALL, 1))).containsExactly("a");
    log.log.discard();
  }

  @Test
  void allThatIsHeldIsWrittenWithOneCall() throws IOException {
    TestLog log = TestLog.create(calls, THROUGH);
    assertThat(callsOf(log, "a", "b", "c")).containsExactly("write " + TestLog.FILE);
    assertThat(callsOf(log, "d")).containsExactly("write " + TestLog.FILE);
    assertThat(TestLog.frames(disk.crash(LossPattern.ALL, 1))).containsExactly("a", "b", "c", "d");
    log.log.discard();
  }

  @Test
  void aLargeFrameAndThoseBehindItAreSyncedWithTheFile() throws IOException {
    TestLog log = TestLog.create(calls, new LogOptions(1 << 14, 1 << 14, false, true));
    assertThat(callsOf(log, "a", LARGE, "b"))
        .containsExactly("write " + TestLog.FILE, "sync " + TestLog.FILE);
    assertThat(callsOf(log, "c")).containsExactly("write " + TestLog.FILE);
    assertThat(TestLog.frames(disk.crash(LossPattern.ALL, 1)))
        .containsExactly("a", LARGE, "b", "c");
    log.log.discard();
  }

  @Test
  void aLogWhoseWriteFailedTakesNoMore() throws IOException {
    TestLog log = TestLog.create(calls, THROUGH).append("a").sync().append("b");
    calls.failAt(calls.calls() + 1, Fault.IO_ERROR);
    assertThatThrownBy(log::sync)
        .isInstanceOf(LogFailedException.class)
        .hasMessageContaining("cannot sync")
        .hasMessageContaining("injected");
    assertThatThrownBy(() -> log.append("c")).isInstanceOf(LogFailedException.class);
    assertThatThrownBy(log::sync).isInstanceOf(LogFailedException.class);
    assertThat(TestLog.frames(disk.crash(LossPattern.ALL, 1))).containsExactly("a");
    log.close();
  }

  @Test
  void aLogWhoseNewSpaceCannotBeSyncedIsSyncedNoMore() throws IOException {
    TestLog log = TestLog.create(calls, THROUGH).append("a").sync();
    // Growing writes zeros, syncs them and maps the file.
    calls.failAt(calls.calls() + 2, Fault.IO_ERROR);
    assertThatThrownBy(() -> log.append(LARGE)).hasMessageContaining("sync " + TestLog.FILE);
    log.append("b");
    assertThatThrownBy(log::sync).isInstanceOf(LogFailedException.class);
    assertThat(TestLog.frames(disk.crash(LossPattern.ALL, 1))).startsWith("a");
    log.close();
  }

  @Test
  void closingWritesWhatIsHeld() throws IOException {
    TestLog.create(disk, THROUGH).append("a", "b").close();
    assertThat(TestLog.frames(disk.crash(LossPattern.ALL, 1))).containsExactly("a", "b");
  }

  @Test
  void whatIsHeldOfTheSegmentBeforeIsWrittenFirst() throws IOException {
    TestLog log = TestLog.create(calls, THROUGH).append("a").beginSwitch();
    assertThat(callsOf(log, "b"))
        .containsExactly("write " + TestLog.FILE, "write " + Segments.name(2));
    log.log.finishSwitch();
    assertThat(TestLog.frames(disk.crash(LossPattern.ALL, 1))).containsExactly("a", "b");
    log.log.discard();
  }

  @Test
  void anInterruptDisturbsNoSync(@TempDir Path path) throws IOException {
    try (RealDirectory directory = RealDirectory.open(path, false)) {
      TestLog log = TestLog.create(directory, THROUGH);
      Thread.currentThread().interrupt();
      log.append("a").sync().append(LARGE).sync().append("b").sync();
      assertThat(Thread.interrupted()).isTrue();
      log.append("c").close();
      assertThat(TestLog.frames(directory)).containsExactly("a", LARGE, "b", "c");
    }
  }
}
