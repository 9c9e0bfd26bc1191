package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.ChildJvm;
import dev.hmdb.internal.disk.RealDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of appending. Everything it acknowledged is there. */
class LogKillTest {
  private static final int ROUNDS = 4;

  /** Appends frames and says so, each time, until it is killed. */
  static final class Appender {
    public static void main(String[] arguments) throws IOException {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      LogOptions options = new LogOptions(4096, 1 << 20, true);
      try (RealDirectory directory = RealDirectory.open(Path.of(arguments[0]), true)) {
        Log log =
            Log.exists(directory)
                ? Log.open(
                    directory, 1, null, options, (kind, position, buffer, offset, length) -> {})
                : Log.create(directory, DatabaseId.random(), options);
        for (int i = (int) log.recovered().frames(); ; i++) {
          byte[] bytes = body(i).getBytes(StandardCharsets.ISO_8859_1);
          log.append(FrameKind.COMMIT, bytes, 0, bytes.length);
          out.println(i);
        }
      }
    }
  }

  private static String body(int i) {
    return i + "." + "y".repeat(i * 31 % 700);
  }

  @Test
  void everyAcknowledgedFrameIsThere(@TempDir Path path) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      int last = appendAndKill(path, 500 * (round + 1));
      try (RealDirectory directory = RealDirectory.open(path, false)) {
        List<String> frames = TestLog.frames(directory);
        assertThat(frames.size()).as("round " + round).isGreaterThan(last);
        for (int i = 0; i < frames.size(); i++) {
          assertThat(frames.get(i)).isEqualTo(body(i));
        }
      }
    }
  }

  /** Returns the last frame that the process said it had appended. */
  private static int appendAndKill(Path path, int lines) throws Exception {
    try (ChildJvm child = ChildJvm.start(Appender.class, path.toString())) {
      String last = "";
      for (int i = 0; i < lines; i++) {
        last = child.readLine();
      }
      List<String> rest = child.kill();
      // the last line may be cut short by the kill
      return Integer.parseInt(rest.size() > 1 ? rest.get(rest.size() - 2) : last);
    }
  }
}
