package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.RealDirectory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
  @Nested
  class OnTheRealDisk extends LogContract {
    @TempDir Path path;

    @Override
    Directory directory() throws IOException {
      return RealDirectory.open(path, false);
    }
  }

  @Nested
  class OnTheSimulatedDisk extends LogContract {
    private final SimulatedDirectory simulated = new SimulatedDirectory();

    @Override
    Directory directory() {
      return simulated;
    }

    @AfterEach
    void nothingIsLeftOpen() {
      assertThat(simulated.openFiles()).isZero();
      assertThat(simulated.liveMappings()).isZero();
    }
  }
}
