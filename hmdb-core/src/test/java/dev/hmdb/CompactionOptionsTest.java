package dev.hmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactionOptionsTest {
  @Test
  void defaultIsAutomatic() {
    Compaction compaction = Options.defaults().compaction();
    assertThat(compaction).isEqualTo(Compaction.automatic());
    assertThat(compaction.isAutomatic()).isTrue();
    assertThat(compaction.ratio()).isEqualTo(0.5);
    assertThat(compaction.minimumSize()).isEqualTo(1 << 20);
  }

  @Test
  void manualIsNotAutomatic() {
    assertThat(Compaction.manual().isAutomatic()).isFalse();
    assertThat(Compaction.manual()).isNotEqualTo(Compaction.automatic()).hasToString("manual");
  }

  @Test
  void copiesDifferInWhatWasSet() {
    Compaction changed = Compaction.automatic().ratio(2).minimumSize(1 << 30);
    assertThat(changed.ratio()).isEqualTo(2);
    assertThat(changed.minimumSize()).isEqualTo(1 << 30);
    assertThat(changed.isAutomatic()).isTrue();
    assertThat(changed)
        .isEqualTo(Compaction.automatic().minimumSize(1 << 30).ratio(2))
        .hasSameHashCodeAs(Compaction.automatic().minimumSize(1 << 30).ratio(2))
        .hasToString("automatic(ratio=2.0, minimumSize=1073741824)");
    assertThat(Options.defaults().compaction(changed).compaction()).isEqualTo(changed);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void ratioHasToBePositiveAndFinite(double ratio) {
    assertThatThrownBy(() -> Compaction.automatic().ratio(ratio))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ratio=" + ratio + " must be positive and finite");
  }

  @Test
  void minimumSizeMustNotBeNegative() {
    assertThatThrownBy(() -> Compaction.automatic().minimumSize(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("minimumSize=-1 must not be negative");
  }

  @Test
  void tinyMinimumSizesAreRoundedUp() {
    assertThat(Compaction.automatic().minimumSize(0).minimumSize()).isEqualTo(64 << 10);
  }
}
