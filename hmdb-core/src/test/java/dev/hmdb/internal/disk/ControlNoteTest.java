package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.log.ControlFile;
import dev.hmdb.internal.log.DatabaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlNoteTest {
  @TempDir Path path;

  @Test
  void itFindsInTheControlFileWhoWrites() throws IOException {
    assertThat(ControlNote.isThere(path)).isFalse();
    try (ControlFile control =
        ControlFile.make(RealDirectory.open(path, false), DatabaseId.random())) {
      assertThat(ControlNote.isThere(path)).isTrue();
      assertThat(ControlNote.writer(path)).isEqualTo(-1);
      control.setWriter(63);
      assertThat(ControlNote.writer(path)).isEqualTo(63);
    }
  }

  @Test
  void whatIsNoControlFileSaysNothing() throws IOException {
    assertThat(ControlNote.writer(path)).isEqualTo(-1);
    Files.write(path.resolve(ControlNote.NAME), new byte[10]);
    assertThat(ControlNote.writer(path)).isEqualTo(-1);
    byte[] page = new byte[4096];
    page[ControlNote.WRITER_OFFSET + 7] = 1;
    Files.write(path.resolve(ControlNote.NAME), page);
    assertThat(ControlNote.writer(path)).isEqualTo(-1);
  }
}
