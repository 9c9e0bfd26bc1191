package dev.hmdb.internal.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.RealDirectory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process's disk calls fail, another's do not. */
class SharedLogFaultTest {
  @TempDir Path path;

  private FailingDirectory failing;
  private ControlFile control;
  private ControlFile otherControl;
  private SharedLog log;
  private SharedLog other;

  @BeforeEach
  void open() throws IOException {
    RealDirectory directory = RealDirectory.open(path, true);
    failing = new FailingDirectory(directory);
    DatabaseId id = DatabaseId.random();
    Log.createFile(directory, id, 1, "schema".getBytes(UTF_8));
    LogScan scan = LogScan.readOnly(directory, 1, id, (_, _, _, _, _) -> {});
    control = ControlFile.make(directory, id);
    control.restart(scan.end(), 1, 0, false);
    otherControl = ControlFile.open(directory, false);
    log = new SharedLog(failing, control);
    other = new SharedLog(directory, otherControl);
  }

  @AfterEach
  void close() throws IOException {
    failing.heal();
    log.close();
    other.close();
    control.close();
    otherControl.close();
  }

  private static void append(SharedLog to, String text, boolean isSynced) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    to.clean();
    to.append(FrameKind.COMMIT, body, 0, body.length, isSynced, false);
  }

  private List<String> commits() throws IOException {
    List<String> found = new ArrayList<>();
    ControlFile.State state = control.state();
    try (LogFollower follower =
        new LogFollower(RealDirectory.openReadOnly(path), 1, control.databaseId())) {
      follower.readTo(
          state.segment(),
          state.end(),
          (kind, _, buffer, offset, length) -> {
            if (kind == FrameKind.COMMIT) {
              found.add(new String(buffer, offset, length, UTF_8));
            }
          });
    }
    return found;
  }

  @Test
  void aFullDiskRefusesAnAppendAndNothingElse() throws IOException {
    append(log, "a", false);
    failing.failFrom(failing.calls() + 1, Fault.NO_SPACE);
    String large = "x".repeat(2 << 20);
    assertThatThrownBy(() -> append(log, large, false))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(LogFailedException.class)
        .hasMessageContaining("No space left");
    failing.heal();
    append(log, "b", false);
    append(other, "c", false);
    assertThat(commits()).containsExactly("a", "b", "c");
  }

  /** What cannot be had before anything is written refuses the commit, and no other. */
  @Test
  void noMemoryRefusesAnAppendAndNothingElse() throws IOException {
    append(log, "a", false);
    failing.beforeEachCall(() -> {
      throw new OutOfMemoryError("injected");
    });
    String large = "x".repeat(2 << 20); // makes the file grow
    Throwable thrown = catchThrowable(() -> append(log, large, false));
    failing.beforeEachCall(() -> {});
    assertThat(thrown)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(LogFailedException.class)
        .hasMessageContaining("injected");
    append(log, "b", false);
    append(other, "c", false);
    assertThat(commits()).containsExactly("a", "b", "c");
  }

  /** The frame was built beside its body, and once more as long. */
  @Test
  void anAppendAllocatesNothingAsLongAsItsBody() throws IOException {
    byte[] body = new byte[8 << 20];
    log.append(FrameKind.COMMIT, body, 0, body.length, false, false);
    long before = allocated();
    log.append(FrameKind.COMMIT, body, 0, body.length, false, false);
    assertThat(allocated() - before).isLessThan(body.length / 2);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  @Test
  void whatCouldNotBeSyncedDoesNotCountAndIsRemoved() throws IOException {
    append(log, "a", true);
    failing.failFrom(failing.calls() + 1, Fault.IO_ERROR);
    assertThatThrownBy(() -> append(log, "lost", true)).isInstanceOf(LogFailedException.class);
    assertThat(commits()).containsExactly("a");
    other.clean();
    LogScan scan =
        LogScan.readOnly(
            RealDirectory.openReadOnly(path), 1, control.databaseId(), (_, _, _, _, _) -> {});
    assertThat(scan.tornBytes()).isZero();
    assertThat(scan.end()).isEqualTo(control.state().end());
  }

  @Test
  void aFailedSyncIsFinal() throws IOException {
    append(log, "a", false);
    log.sync();
    append(log, "b", false);
    failing.failAt(failing.calls() + 1, Fault.IO_ERROR);
    assertThatThrownBy(log::sync).isInstanceOf(LogFailedException.class);
    assertThat(control.synced()).isLessThan(control.state().end());
    assertThatThrownBy(log::sync)
        .isInstanceOf(LogFailedException.class)
        .hasMessageContaining("failed before");
    assertThatThrownBy(() -> append(log, "c", false)).isInstanceOf(LogFailedException.class);
    assertThat(commits()).containsExactly("a", "b");
  }

  @Test
  void afterAFailedSyncNoProcessSyncsOrAppends() throws IOException {
    append(log, "a", false);
    failing.failAt(failing.calls() + 1, Fault.IO_ERROR);
    assertThatThrownBy(log::sync).isInstanceOf(LogFailedException.class);
    assertThatThrownBy(other::sync)
        .isInstanceOf(LogFailedException.class)
        .hasMessageContaining("another process could not sync the log")
        .hasMessageContaining("close the database in every process");
    assertThatThrownBy(() -> append(other, "b", false)).isInstanceOf(LogFailedException.class);
    assertThat(control.synced()).isLessThan(control.state().end());
  }

  @Test
  void aRecoveryEndsTheFailure() throws IOException {
    append(log, "a", false);
    failing.failAt(failing.calls() + 1, Fault.IO_ERROR);
    assertThatThrownBy(log::sync).isInstanceOf(LogFailedException.class);
    control.restart(control.state().end(), 1, 0, true);
    append(other, "b", true);
    assertThat(commits()).containsExactly("a", "b");
  }

  @Test
  void theSegmentIsHeldOpenFromItsFirstUse() throws IOException {
    append(log, "a", false);
    int calls = failing.calls();
    log.sync();
    assertThat(failing.trace().subList(calls, failing.calls()))
        .containsExactly("sync " + Segments.name(1));
  }

  @Test
  void aSwitchThatCannotBeSyncedDoesNotCount() throws IOException {
    append(log, "a", false);
    SharedLog.Next next = log.prepareNext("schema".getBytes(UTF_8));
    failing.failFrom(failing.calls() + 1, Fault.IO_ERROR);
    assertThatThrownBy(() -> log.switchTo(next)).isInstanceOf(LogFailedException.class);
    assertThat(control.state().segment()).isEqualTo(1);
    other.clean();
    assertThat(commits()).containsExactly("a");
  }

  @Test
  void theSegmentOfASwitchThatFailedAfterItsFrameIsNotDiscarded() throws IOException {
    append(log, "a", false);
    SharedLog.Next next = log.prepareNext("schema".getBytes(UTF_8));
    failing.failFrom(failing.calls() + 1, Fault.IO_ERROR);
    assertThatThrownBy(() -> log.switchTo(next)).isInstanceOf(LogFailedException.class);
    failing.heal();
    log.discard(next);
    LogScan scan =
        LogScan.readOnly(
            RealDirectory.openReadOnly(path), 1, control.databaseId(), (_, _, _, _, _) -> {});
    assertThat(scan.end()).isEqualTo(next.start());
  }
}
