package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.Directory.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealFileTest {
  @TempDir Path parent;

  private RealFile synced() throws IOException {
    Path path = parent.resolve("file");
    Files.write(path, new byte[100]);
    RealFile file = RealFile.open(path, Access.READ_WRITE);
    file.write(100, new byte[100], 0, 100);
    file.sync();
    return file;
  }

  @Test
  void aFileThatGrewIsSyncedWithItsMetadata() throws IOException {
    try (RealFile file = synced()) {
      assertThat(file.needsMetadata(true)).isFalse();
      file.zeroFill(200, 300);
      assertThat(file.needsMetadata(true)).isTrue();
    }
  }

  /** Another process had made it grow: this one, which synced for it, left its new size out. */
  @Test
  void whereTheSizeHasToBeAskedForEachSyncDoes() throws IOException {
    try (RealFile file = synced()) {
      assertThat(file.needsMetadata(false)).isTrue();
    }
  }
}
