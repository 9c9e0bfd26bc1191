package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.FailingDirectory.Fault;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailingDirectoryTest {
  private final SimulatedDirectory disk = new SimulatedDirectory();
  private final FailingDirectory failing = new FailingDirectory(disk);

  @Test
  void callsAreCountedInOrder() throws IOException {
    try (DiskFile file = failing.create("a")) {
      file.write(0, new byte[4], 0, 4);
      file.sync();
    }
    failing.sync();
    assertThat(failing.trace())
        .containsExactly("create a", "write a", "sync a", "close a", "sync directory");
    assertThat(failing.calls()).isEqualTo(5);
    assertThat(failing.hasFailed()).isFalse();
  }

  @Test
  void chosenCallFailsOnceAndDoesNothing() throws IOException {
    failing.failAt(2, Fault.NO_SPACE);
    try (DiskFile file = failing.create("a")) {
      assertThatThrownBy(() -> file.write(0, new byte[4], 0, 4))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
      assertThat(failing.hasFailed()).isTrue();
      assertThat(file.size()).isZero();
      file.write(0, new byte[4], 0, 4);
    }
  }

  @Test
  void callsGoOnFailingUntilItHeals() throws IOException {
    failing.failFrom(1, Fault.IO_ERROR);
    assertThatThrownBy(failing::list).isInstanceOf(IOException.class);
    assertThatThrownBy(failing::list).isInstanceOf(IOException.class);
    failing.heal();
    assertThat(failing.list()).isEmpty();
  }

  @Test
  void shortWriteDoesHalf() throws IOException {
    failing.failAt(2, Fault.SHORT_WRITE);
    try (DiskFile file = failing.create("a")) {
      assertThatThrownBy(() -> file.write(0, new byte[] {1, 2, 3, 4}, 0, 4))
          .isInstanceOf(IOException.class);
    }
    assertThat(disk.bytes("a")).containsExactly(1, 2);
  }

  @Test
  void crashKeepsTheStateBeforeTheCallAndFailsAllLaterOnes() throws IOException {
    failing.failAt(2, Fault.CRASH);
    DiskFile file = failing.create("a");
    assertThatThrownBy(() -> file.write(0, new byte[4], 0, 4)).hasMessageContaining("crashed");
    assertThatThrownBy(file::sync).hasMessageContaining("crashed");
    assertThat(failing.atCrash().bytes("a")).isEmpty();
  }

  @Test
  void syncThatFailsLosesWhatItShouldHaveWritten() throws IOException {
    failing.failAt(3, Fault.IO_ERROR);
    DiskFile file = failing.create("a");
    file.write(0, new byte[] {1}, 0, 1);
    disk.sync();
    assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
    file.sync();
    assertThat(disk.crash(LossPattern.ALL, 0).bytes("a")).containsExactly(0);
  }
}
