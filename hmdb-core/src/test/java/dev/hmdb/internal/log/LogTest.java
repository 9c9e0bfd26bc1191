package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.RealDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
  @TempDir Path path;

  @Test
  void smoke() throws Exception {
    try (RealDirectory d = RealDirectory.open(path, true)) {
      try (Log log = Log.create(d, DatabaseId.random(), LogOptions.defaults())) {
        for (int i = 0; i < 100_000; i++) {
          byte[] b = ("frame " + i).getBytes(StandardCharsets.UTF_8);
          log.append(FrameKind.COMMIT, b, 0, b.length);
        }
        log.sync();
      }
      List<String> l = new ArrayList<>();
      try (Log log =
          Log.open(
              d,
              LogOptions.defaults(),
              (k, p, b, o, n) -> l.add(new String(b, o, n, StandardCharsets.UTF_8)))) {
        assertThat(l).hasSize(100_000);
        assertThat(log.recovered().isSealed()).isTrue();
      }
      System.out.println(LogScan.readOnly(d, (k, p, b, o, n) -> {}));
    }
  }
}
