package dev.hmdb.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpotTest {
  @Test
  void fixedPlaceIsOneLiteral() {
    assertThat(Spot.of("A.b").isNull().flat()).isEqualTo("\"A.b is null\"");
  }

  @Test
  void indexesAreVariables() {
    assertThat(Spot.of("A.b").at("i").at("j").isNull().flat())
        .isEqualTo("\"A.b[\" + i + \"][\" + j + \"] is null\"");
  }

  @Test
  void placeInsideAnElementKeepsItsIndex() {
    assertThat(Spot.of("A.b").at("i").any("a key").isNull().flat())
        .isEqualTo("\"a key of A.b[\" + i + \"] is null\"");
  }
}
