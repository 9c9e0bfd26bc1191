package dev.hmdb.codec;

import static dev.hmdb.codec.TypeDescriptorTest.component;
import static dev.hmdb.codec.TypeDescriptorTest.list;
import static dev.hmdb.codec.TypeDescriptorTest.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SequenceType.Kind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/format/descriptor.md} says what the code does. */
class DescriptorPageTest {
  private static final FormatPage PAGE = FormatPage.read("descriptor.md");
  private static final TypeDescriptor ORDER =
      record(
          "shop.Order",
          component("id", Scalar.UUID),
          component("place", new EnumType("shop.Place", List.of("SHOP", "WEB"))),
          component("parts", list(new Reference("shop.Order"))));

  @Test
  void workedExampleIsWhatIsWritten() {
    Encoder out = new Encoder();
    TypeDescriptor.codec().encode(ORDER, out);
    assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(workedExample());
  }

  @Test
  void workedExampleIsRead() {
    Decoder in = new Decoder(HexFormat.of().parseHex(workedExample()));
    assertThat(TypeDescriptor.codec().decode(in)).isEqualTo(ORDER);
    in.expectEnd();
  }

  @Test
  void workedExampleHasTheTextShown() {
    assertThat(PAGE.lines()).contains("`" + ORDER.text() + "`");
  }

  @Test
  void scalarsHaveTheNumbersListed() {
    assertThat(PAGE.table("scalar", "number"))
        .isEqualTo(
            Arrays.stream(Scalar.values())
                .map(scalar -> List.of(scalar.name(), String.valueOf(scalar.number())))
                .toList());
  }

  @Test
  void kindsHaveTheNumbersListed() {
    assertThat(PAGE.table("kind", "number"))
        .isEqualTo(
            Arrays.stream(Kind.values())
                .map(kind -> List.of(kind.name(), String.valueOf(kind.number())))
                .toList());
  }

  @TestFactory
  Stream<DynamicTest> refusedBytesAreRefused() {
    return PAGE.table("bytes", "why").stream()
        .map(row -> DynamicTest.dynamicTest(row.get(1), () -> assertRefused(row.get(0))));
  }

  private static void assertRefused(String hex) {
    Decoder in = new Decoder(HexFormat.of().parseHex(hex));
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> TypeDescriptor.codec().decode(in));
  }

  private static String workedExample() {
    return PAGE.table("bytes", "meaning").stream()
        .map(List::getFirst)
        .collect(Collectors.joining());
  }
}
