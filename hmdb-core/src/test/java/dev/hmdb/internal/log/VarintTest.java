package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarintTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "250, fa",
    "251, fbfb00",
    "65535, fbffff",
    "65536, fc00000100",
    "4294967295, fcffffffff",
    "4294967296, fd0000000001000000",
    "9223372036854775807, fdffffffffffffff7f"
  })
  void takesTheShortestForm(long value, String hex) {
    byte[] bytes = new byte[9];
    int end = Varint.put(bytes, 0, value);
    assertThat(HexFormat.of().formatHex(bytes, 0, end)).isEqualTo(hex);
    assertThat(Varint.length(bytes[0])).isEqualTo(end);
    assertThat(Varint.get(bytes, 0)).isEqualTo(value);
  }
}
