package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.FormatPage;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.disk.RealDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in {@code docs/format/control.md} is a control file. */
class ControlPageTest {
  @TempDir Path path;

  @Test
  void theExampleIsWhatARecoveryLeaves() throws IOException {
    Directory directory = RealDirectory.open(path, true);
    DatabaseId id = new DatabaseId(0x0123456789ABCDEFL, 0xFEDCBA9876543210L);
    try (ControlFile control = ControlFile.make(directory, id)) {
      control.restart(100, 1, 0, true);
    }
    byte[] expected = Arrays.copyOf(FormatPage.read("control.md").hexBlock(), 4096);
    byte[] found = new byte[4097];
    try (DiskFile file = directory.open(ControlFile.NAME, Access.READ)) {
      assertThat(file.read(0, found, 0, found.length)).isEqualTo(4096);
    }
    assertThat(Arrays.copyOf(found, 4096)).isEqualTo(expected);
  }
}
