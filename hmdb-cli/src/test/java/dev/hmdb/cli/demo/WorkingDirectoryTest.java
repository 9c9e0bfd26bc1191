package dev.hmdb.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingDirectoryTest {
  @TempDir private Path parent;

  @Test
  void isRemovedWithItsContents() throws IOException {
    try (WorkingDirectory directory = WorkingDirectory.create(parent, false)) {
      fill(directory.path());
    }

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void staysWhenItIsToBeKept() throws IOException {
    Path kept;
    try (WorkingDirectory directory = WorkingDirectory.create(parent, true)) {
      kept = directory.path();
      fill(kept);
    }

    assertThat(kept.resolve("deep/er/file")).hasContent("123");
  }

  @Test
  void missingParentsAreMade() throws IOException {
    try (WorkingDirectory directory = WorkingDirectory.create(parent.resolve("a/b"), false)) {
      assertThat(directory.path()).hasParent(parent.resolve("a/b"));
    }
  }

  @Test
  void bytesOfAllFilesAreCounted() throws IOException {
    fill(parent);

    assertThat(WorkingDirectory.bytesIn(parent)).isEqualTo(5);
  }

  private static void fill(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("deep/er"));
    Files.writeString(directory.resolve("deep/er/file"), "123");
    Files.writeString(directory.resolve("file"), "45");
  }
}
