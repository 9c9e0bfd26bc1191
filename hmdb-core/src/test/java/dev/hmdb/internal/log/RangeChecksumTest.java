package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class RangeChecksumTest {
  @Test
  void agreesWithReadingTheRange() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = new byte[20_000];
    random.nextBytes(bytes);
    SimulatedDirectory directory = new SimulatedDirectory();
    directory.put("a", bytes);
    int origin = 77;
    try (var file = directory.open("a", Access.READ)) {
      RangeChecksum ranges = new RangeChecksum(file, origin, bytes.length);
      for (int i = 0; i < 2000; i++) {
        int from = random.nextInt(origin, bytes.length);
        int length = random.nextInt(bytes.length - from + 1);
        byte[] before = new byte[36];
        random.nextBytes(before);
        CRC32C expected = new CRC32C();
        expected.update(before, 0, before.length);
        int start = (int) expected.getValue();
        expected.update(bytes, from, length);
        assertThat(ranges.of(start, from, length)).isEqualTo((int) expected.getValue());
      }
    }
  }
}
