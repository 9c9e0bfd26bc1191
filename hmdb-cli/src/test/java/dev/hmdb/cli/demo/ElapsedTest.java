package dev.hmdb.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ElapsedTest {
  @Test
  void theUnitFitsTheTime() {
    assertThat(new Elapsed(999)).hasToString("999 ns");
    assertThat(new Elapsed(1_500)).hasToString("1.5 us");
    assertThat(new Elapsed(2_500_000)).hasToString("2.5 ms");
    assertThat(new Elapsed(61_250_000_000L)).hasToString("61.25 s");
  }

  @Test
  void theTimeOfEachIsTheTimeDividedByTheCount() {
    assertThat(new Elapsed(3_000_000).each(1_000)).isEqualTo("3.0 us");
  }

  @Test
  void theRateIsTheCountOfOneSecond() {
    assertThat(new Elapsed(500_000_000).rate(1_000_000)).isEqualTo("2,000,000");
  }
}
