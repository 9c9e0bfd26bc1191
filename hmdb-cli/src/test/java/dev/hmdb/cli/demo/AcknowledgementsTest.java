package dev.hmdb.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
  @Test
  void eachLineIsOne() throws IOException {
    Acknowledgements acknowledgements = reading("0\n1114109\n");

    assertThat(acknowledgements.next()).hasValue(0);
    assertThat(acknowledgements.next()).hasValue(1114109);
    assertThat(acknowledgements.next()).isEmpty();
  }

  @Test
  void aLineCutShortIsNone() throws IOException {
    Acknowledgements acknowledgements = reading("65\n6");

    assertThat(acknowledgements.next()).hasValue(65);
    assertThat(acknowledgements.next()).isEmpty();
  }

  private static Acknowledgements reading(String output) {
    return new Acknowledgements(
        new ByteArrayInputStream(output.getBytes(StandardCharsets.US_ASCII)));
  }
}
