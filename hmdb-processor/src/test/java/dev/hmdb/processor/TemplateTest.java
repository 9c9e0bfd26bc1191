package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void everyPlaceIsFilled() {
    assertThat(Template.fill("{{a}}.{{b}}({{a}})", Map.of("a", "x", "b", "$1\\")))
        .isEqualTo("x.$1\\(x)");
  }

  @Test
  void placeWithoutValueIsAMistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Template.fill("{{a}}", Map.of()))
        .withMessage("no value for {{a}}");
  }
}
