package dev.hmdb.examples.unicode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CharacterInfoTest {
  @Test
  void lettersHaveNoNumericValue() {
    assertThat(CharacterInfo.of('A').numericValue()).isEmpty();
  }

  @Test
  void fractionsHaveNoNumericValue() {
    assertThat(CharacterInfo.of(0xBD).numericValue()).isEmpty();
  }

  @Test
  void digitsHaveTheirNumericValue() {
    assertThat(CharacterInfo.of('7').numericValue()).contains(7);
  }

  @Test
  void unassignedCodePointsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CharacterInfo.of(0x10FFFF))
        .withMessage("codePoint=1114111 is not assigned");
  }
}
