package dev.hmdb.examples.unicode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneralCategoryTest {
  @Test
  void everyCodePointHasOne() {
    assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT).mapToObj(GeneralCategory::of))
        .doesNotContainNull();
  }

  @Test
  void lettersAreThoseOfTheJdk() {
    assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT))
        .allMatch(
            codePoint -> GeneralCategory.of(codePoint).isLetter() == Character.isLetter(codePoint));
  }

  @Test
  void surrogatesPrivateUseAndUnassignedAreNoCharacters() {
    assertThat(IntStream.of(0xD800, 0xE000, 0x10FFFF))
        .noneMatch(codePoint -> GeneralCategory.of(codePoint).isAssignedCharacter());
  }
}
