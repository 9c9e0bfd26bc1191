package dev.hmdb.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0.034; 0.03", "9.99; 9.99", "9.996; 10.0", "99.94; 99.9", "99.96; 100", "999.4; 999",
        "999.6; 1,000", "9994; 9,994", "9996; 10.0k", "999400; 999k", "999600; 1.00M",
            "12345678; 12.3M"
      })
  void threeDigitsCount(double value, String text) {
    assertThat(Text.amount(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"3000, 3k", "100000, 100k", "5000000, 5M", "1234, 1234"})
  void entriesAreWrittenShort(int size, String text) {
    assertThat(Text.entries(size)).isEqualTo(text);
  }
}
