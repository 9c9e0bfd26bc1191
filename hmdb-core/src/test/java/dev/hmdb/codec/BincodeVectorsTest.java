package dev.hmdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bytes are those of the real bincode crate, see {@code bincode/README.md}. */
class BincodeVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void theFileIsComplete() throws IOException {
    assertThat(vectors()).hasSize(254);
  }

  @TestFactory
  Stream<DynamicTest> everyVectorHolds() throws IOException {
    return vectors().stream()
        .map(vector -> DynamicTest.dynamicTest(name(vector), () -> check(vector)));
  }

  private static String name(JsonNode vector) {
    return "%d %s %s"
        .formatted(
            vector.get("id").intValue(),
            vector.get("op").stringValue(),
            vector.get("type").stringValue());
  }

  private static void check(JsonNode vector) {
    RustType type = RustTypeParser.parse(vector.get("type").stringValue());
    String hex = vector.get("hex").stringValue();
    switch (vector.get("op").stringValue()) {
      case "roundtrip" -> {
        Object value = type.read(vector.get("value"));
        assertThat(encode(type, value)).isEqualTo(hex);
        Object decoded = decode(type, hex);
        assertThat(decoded).isEqualTo(value);
        if (!(decoded instanceof Map)) {
          assertThat(encode(type, decoded)).isEqualTo(hex);
        }
      }
      case "decode" -> {
        Object decoded = decode(type, hex);
        assertThat(decoded).isEqualTo(type.read(vector.get("value")));
        assertThat(encode(type, decoded)).isEqualTo(vector.get("canonical").stringValue());
      }
      case "reject" ->
          assertThatExceptionOfType(DecodingException.class).isThrownBy(() -> decode(type, hex));
      default -> throw new IllegalArgumentException("unknown op in " + vector);
    }
  }

  private static String encode(RustType type, Object value) {
    Encoder out = new Encoder();
    type.codec().encode(value, out);
    return HEX.formatHex(out.toByteArray());
  }

  private static Object decode(RustType type, String hex) {
    Decoder in = new Decoder(HEX.parseHex(hex));
    Object value = type.codec().decode(in);
    in.expectEnd();
    return value;
  }

  private static List<JsonNode> vectors() throws IOException {
    JsonMapper json = new JsonMapper();
    try (InputStream in =
            BincodeVectorsTest.class.getResourceAsStream("/bincode/vectors-varint.jsonl");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(json::readTree).toList();
    }
  }
}
