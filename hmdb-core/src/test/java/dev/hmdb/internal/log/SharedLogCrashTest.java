package dev.hmdb.internal.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The power is cut after a process has died while it appended, and another one has gone on. */
class SharedLogCrashTest {
  private static final int SECTOR = 512;
  private static final int SEEDS = 50;

  /** What is not synced and the kind take a byte each. */
  private static final int OVERHEAD = FrameLayout.PAYLOAD_OFFSET + 2;

  /** A log of one commit, which nobody has synced. */
  private static final class Shared implements AutoCloseable {
    final SimulatedDirectory disk = new SimulatedDirectory(1 << 21);
    final ControlFile control;
    final SharedLog log;
    final List<String> appended = new ArrayList<>();

    Shared() throws IOException {
      Log.createFile(disk, TestLog.ID, 1, TestLog.SCHEMA);
      LogScan scan = LogScan.readOnly(disk, 1, TestLog.ID, (_, _, _, _, _) -> {});
      control = ControlFile.make(disk, TestLog.ID);
      control.restart(scan.end(), 1, 0, false);
      log = new SharedLog(disk, control);
      append("first");
    }

    void append(String text) throws IOException {
      byte[] body = text.getBytes(ISO_8859_1);
      log.clean();
      log.append(FrameKind.COMMIT, body, 0, body.length, false, false);
      appended.add(text);
    }

    /** Leaves what a process leaves that dies after it has copied its frame. */
    void writeAndDie(String text) throws IOException {
      ControlFile.State state = control.state();
      byte[] frame =
          Segment.frame(
              new SegmentHeader(TestLog.ID, 1, 0),
              state.end(),
              control.synced(),
              FrameKind.COMMIT,
              text.getBytes(ISO_8859_1));
      control.setWriting(state.end() + frame.length);
      try (DiskFile file = disk.open(TestLog.FILE, Access.READ_WRITE)) {
        file.write(state.end(), frame, 0, frame.length);
      }
    }

    /** A body with which the next frame ends where a sector does. */
    String filling(char letter) {
      int left = SECTOR - (int) (control.state().end() % SECTOR);
      return String.valueOf(letter).repeat(left + SECTOR - OVERHEAD);
    }

    @Override
    public void close() throws IOException {
      log.close();
      control.close();
    }
  }

  /**
   * A dead process left a frame that reached the disk. The one that took its place was as long, and
   * did not reach the disk, but what was appended behind that did.
   */
  @Test
  void whatADeadProcessLeftIsNotFoundBeforeWhatWasAppendedLater() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      try (Shared shared = new Shared()) {
        String left = shared.filling('l');
        shared.writeAndDie(left);
        shared.disk.writeBack(seed);
        for (String text : List.of(shared.filling('k'), "second", "x".repeat(1000), "third")) {
          shared.append(text);
        }
        for (LossPattern pattern : LossPattern.values()) {
          List<String> found = TestLog.frames(shared.disk.crash(pattern, seed));
          assertThat(found).as("seed=" + seed + " " + pattern).isNotEqualTo(List.of("first", left));
          assertThat(found)
              .as("seed=" + seed + " " + pattern)
              .isEqualTo(shared.appended.subList(0, found.size()));
        }
      }
    }
  }
}
