package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hmdb.internal.disk.RealDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a file system in memory of 512 KiB, where one can be mounted. */
class LogFullDiskTest {
  @TempDir Path path;

  private static boolean run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", path.toString()),
        "no right to mount a file system");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", path.toString()); // even if a failed test left something open
  }

  @Test
  void appendWithoutSpaceFailsCleanlyAndWorksAgainLater() throws IOException {
    Path ballast = path.resolve("ballast");
    Files.write(ballast, new byte[200 << 10]);
    String body = "z".repeat(5000);
    int appended = 0;
    try (RealDirectory directory = RealDirectory.open(path, false)) {
      TestLog log = TestLog.create(directory, LogOptions.defaults());
      IOException full = null;
      while (full == null) {
        try {
          log.append(body);
          appended++;
        } catch (IOException e) {
          full = e;
        }
      }
      assertThat(full).isNotInstanceOf(LogFailedException.class).hasMessageContaining("space");
      assertThatThrownBy(() -> log.append(body)).isInstanceOf(IOException.class);
      Files.delete(ballast);
      log.append("after").close();
      List<String> frames = TestLog.frames(directory);
      assertThat(frames).hasSize(appended + 1).endsWith("after");
    }
  }

  @Test
  void creationWithoutSpaceLeavesNothing() throws IOException {
    Files.write(path.resolve("ballast"), new byte[500 << 10]);
    try (RealDirectory directory = RealDirectory.open(path, false)) {
      assertThatThrownBy(() -> TestLog.create(directory, LogOptions.defaults()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("space");
      assertThat(directory.list()).containsExactly("ballast");
    }
  }
}
