package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.disk.RealDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The block behind a mapped page cannot be had: the copy dies of a SIGBUS, and the JVM does not.
 */
class LogLostPageTest {
  @TempDir Path path;

  @Test
  void copyThatDiesFailsTheLogForGood() throws IOException {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "others refuse to cut a mapped file");
    try (RealDirectory directory = RealDirectory.open(path, false)) {
      TestLog log = TestLog.create(directory, new LogOptions(1 << 16, 1 << 16, false));
      log.append("a");
      try (DiskFile file = directory.open(TestLog.FILE, Access.READ_WRITE)) {
        file.truncate(4096); // by somebody who ignores the lock, to lose the pages behind
      }
      assertThatThrownBy(() -> log.append("x".repeat(10_000)))
          .isInstanceOf(LogFailedException.class)
          .hasCauseInstanceOf(InternalError.class);
      assertThatThrownBy(() -> log.append("b")).isInstanceOf(LogFailedException.class);
      assertThatThrownBy(log::sync).isInstanceOf(LogFailedException.class);
      log.close();
      assertThat(TestLog.frames(directory)).containsExactly("a");
    }
  }
}
