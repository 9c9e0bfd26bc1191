package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power is cut, or the process dies, or a call fails, at every file call while snapshot 2 is
 * written beside snapshot 1. There is no snapshot 2 or all of it, and snapshot 1 stays.
 */
@ParameterizedClass
@EnumSource(SnapshotForm.class)
class SnapshotCrashTest {
  private static final int SEEDS = 5;
  private static final String OLD = Snapshots.name(1);

  private static final TestSnapshot FIRST = TestSnapshot.small();

  private final SnapshotForm form;

  /** Written in several pieces, small and large, one of which shrinks. */
  private final TestSnapshot second;

  SnapshotCrashTest(SnapshotForm form) {
    this.form = form;
    this.second = second(form);
  }

  private static TestSnapshot second(SnapshotForm form) {
    SplittableRandom random = new SplittableRandom(2);
    TestSnapshot snapshot = TestSnapshot.of("catalog").in(form).with(1, "a", "b");
    snapshot.with(1, "shrinks".repeat(5000));
    for (int i = 0; i < 4; i++) {
      snapshot.with(2, TestSnapshot.text(100_000, random));
    }
    return snapshot.with(3, TestSnapshot.text(300_000, random)).with(1, "c");
  }

  private static SimulatedDirectory withFirst() throws IOException {
    SimulatedDirectory directory = new SimulatedDirectory();
    FIRST.write(directory, 1);
    return directory;
  }

  private int calls() throws IOException {
    FailingDirectory counting = new FailingDirectory(withFirst());
    second.write(counting, 2);
    assertThat(counting.trace().stream().filter(call -> call.startsWith("write"))).hasSize(4);
    return counting.calls();
  }

  private void check(SimulatedDirectory left, String where) throws IOException {
    List<Long> numbers = Snapshots.numbers(left);
    assertThat(numbers).as(where).isIn(List.of(1L), List.of(1L, 2L));
    FIRST.check(left, 1);
    if (numbers.size() == 2) {
      second.check(left, 2);
    }
    Snapshots.deleteTemporaries(left);
    assertThat(left.list()).as(where).hasSize(numbers.size());
    if (numbers.size() == 1) {
      second.write(left, 2);
      second.check(left, 2);
    }
  }

  @Test
  void crashAtEveryCallLeavesNoneOrAllOfIt() throws IOException {
    int calls = calls();
    for (int n = 1; n <= calls; n++) {
      FailingDirectory failing = new FailingDirectory(withFirst()).failAt(n, Fault.CRASH);
      assertThatThrownBy(() -> second.write(failing, 2)).isInstanceOf(IOException.class);
      String where = "crash before call " + n + " " + failing.trace().get(n - 1);
      for (LossPattern pattern : LossPattern.values()) {
        for (int seed = 0; seed < SEEDS; seed++) {
          check(failing.atCrash().crash(pattern, seed), where + " " + pattern + " seed=" + seed);
        }
      }
      check(failing.atCrash(), where + " process died");
    }
  }

  @Test
  void finishedSnapshotSurvivesAnyPowerCut() throws IOException {
    SimulatedDirectory directory = withFirst();
    second.write(directory, 2);
    for (LossPattern pattern : LossPattern.values()) {
      SimulatedDirectory left = directory.crash(pattern, 1);
      second.check(left, 2);
      assertThat(left.list()).hasSize(2);
    }
  }

  /** It may still be there after a crash, but complete. */
  @Test
  void crashWhileItIsGivenUpLeavesNothingHalfMade() throws IOException {
    for (int n = 1; ; n++) {
      FailingDirectory failing = new FailingDirectory(withFirst()).failAt(n, Fault.CRASH);
      try (SnapshotWriter writer =
          SnapshotWriter.begin(failing, TestSnapshot.ID, 2, new byte[0], form)) {
        second.addTo(writer);
      } catch (IOException e) {
        for (LossPattern pattern : LossPattern.values()) {
          check(failing.atCrash().crash(pattern, n), "call " + n + " " + pattern);
        }
        continue;
      }
      return;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"IO_ERROR", "NO_SPACE", "SHORT_WRITE"})
  void callThatFailsLeavesNoTrace(Fault fault) throws IOException {
    int calls = calls();
    for (int n = 1; n <= calls; n++) {
      SimulatedDirectory directory = withFirst();
      FailingDirectory failing = new FailingDirectory(directory).failAt(n, fault);
      assertThatThrownBy(() -> second.write(failing, 2))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("injected");
      String where = fault + " at " + failing.trace().get(n - 1);
      assertThat(directory.list()).as(where).containsExactly(OLD);
      assertThat(directory.openFiles()).as(where).isZero();
      check(directory, where);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"IO_ERROR", "NO_SPACE", "SHORT_WRITE"})
  void diskThatFailsForGoodLeavesNothingHalfMade(Fault fault) throws IOException {
    int calls = calls();
    for (int n = 1; n <= calls; n++) {
      SimulatedDirectory directory = withFirst();
      FailingDirectory failing = new FailingDirectory(directory).failFrom(n, fault);
      assertThatThrownBy(() -> second.write(failing, 2)).isInstanceOf(IOException.class);
      assertThat(directory.openFiles()).isZero();
      check(directory, fault + " from call " + n);
    }
  }

  @Test
  void fullDiskLeavesNoTraceAndGivesItsSpaceBack() throws IOException {
    for (long space : new long[] {0, 1, 1000, 270_000, 600_000}) {
      SimulatedDirectory directory = withFirst();
      directory.setFreeSpace(space);
      assertThatThrownBy(() -> second.write(directory, 2))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
      assertThat(directory.list()).containsExactly(OLD);
      directory.setFreeSpace(1 << 30);
      check(directory, "space=" + space);
    }
  }

  /** The schema is too large for the buffer, so that beginning has to write. */
  @Test
  void beginningThatFailsLeavesNoTrace() throws IOException {
    SimulatedDirectory directory = withFirst();
    directory.setFreeSpace(1000);
    assertThatThrownBy(
            () -> SnapshotWriter.begin(directory, TestSnapshot.ID, 2, new byte[300_000], form))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
    assertThat(directory.list()).containsExactly(OLD);
    assertThat(directory.openFiles()).isZero();
  }

  @Test
  void snapshotThatFailedOnceIsNotFinished() throws IOException {
    SimulatedDirectory directory = withFirst();
    try (SnapshotWriter writer =
        SnapshotWriter.begin(directory, TestSnapshot.ID, 2, new byte[0], form)) {
      directory.setFreeSpace(1000);
      assertThatThrownBy(() -> second.addTo(writer)).isInstanceOf(IOException.class);
      directory.setFreeSpace(1 << 30);
      assertThatThrownBy(writer::finish)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("broken by a failure before");
      assertThatThrownBy(() -> writer.add(1, new byte[1], 0, 1))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(directory.list()).containsExactly(OLD);
  }
}
