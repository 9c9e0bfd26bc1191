package dev.hmdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/format/kinds.md} says what the code does. */
class KindsPageTest {
  private static final FormatPage PAGE = FormatPage.read("kinds.md");

  @Test
  void typesAreAsListed() {
    assertThat(PAGE.table("record", "type"))
        .containsExactly(
            List.of("Unit", Unit.codec().type().text()),
            List.of("ListKey", ListKey.codec().type().text()),
            List.of(
                "SetEntryKey<String, Long>",
                SetEntryKey.codec(Codecs.STRING, Codecs.LONG).type().text()),
            List.of("ListEntryKey<String>", ListEntryKey.codec(Codecs.STRING).type().text()));
  }

  @TestFactory
  Stream<DynamicTest> workedExamplesHold() {
    return PAGE.table("stored key", "bytes").stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.getFirst(),
                () -> {
                  ListKey key =
                      ListKey.of(
                          Arrays.stream(row.getFirst().split("\\."))
                              .mapToInt(Integer::parseInt)
                              .toArray());
                  Encoder out = new Encoder();
                  ListKey.codec().encode(key, out);
                  assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(row.getLast());
                  assertThat(decode(row.getLast())).isEqualTo(key);
                }));
  }

  @TestFactory
  Stream<DynamicTest> refusedBytesAreRefused() {
    return PAGE.table("refused", "why").stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.getFirst(),
                () ->
                    assertThatExceptionOfType(DecodingException.class)
                        .isThrownBy(() -> decode(row.getFirst()))));
  }

  private static ListKey decode(String hex) {
    Decoder in = new Decoder(HexFormat.of().parseHex(hex));
    ListKey key = ListKey.codec().decode(in);
    in.expectEnd();
    return key;
  }
}
