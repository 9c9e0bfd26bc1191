package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerFileTest {
  @TempDir Path path;

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(path, "hostname", ""), text);
  }

  @Test
  void theHostIsTheFirstThatAFileNames() throws IOException {
    List<Path> files =
        List.of(path.resolve("missing"), file("\n"), file("a.b-1\n"), file("later\n"));
    assertThat(OwnerFile.host(files, Map.of("HOSTNAME", "other"))).isEqualTo("a.b-1");
  }

  @Test
  void withoutAFileTheEnvironmentNamesTheHost() {
    assertThat(OwnerFile.host(List.of(), Map.of("HOSTNAME", "h", "COMPUTERNAME", "c")))
        .isEqualTo("h");
    assertThat(OwnerFile.host(List.of(), Map.of("COMPUTERNAME", "c"))).isEqualTo("c");
    assertThat(OwnerFile.host(List.of(), Map.of())).isNull();
  }

  /** It would add lines to the note. */
  @Test
  void whatIsNoNameIsPassedOver() throws IOException {
    assertThat(OwnerFile.host(List.of(file("a\npid=1\n")), Map.of())).isNull();
  }

  @Test
  void theNoteNamesTheHost() throws IOException {
    Path known = Path.of("/proc/sys/kernel/hostname");
    assumeTrue(Files.exists(known));
    new OwnerFile(path).write("EXCLUSIVE");
    assertThat(path.resolve("owner"))
        .content()
        .contains("host=" + Files.readString(known).strip() + "\n");
  }
}
