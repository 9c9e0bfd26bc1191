package dev.hmdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {
  private static final int RANDOM_VALUES = 300;

  static List<Sample<?>> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void valuesComeBackEqual(Sample<T> sample) {
    for (T value : sample.values(Seed.random(sample.name()), RANDOM_VALUES)) {
      T decoded = sample.decode(sample.encode(value));
      assertThat(Sample.same(decoded, value)).as("%s came back as %s", value, decoded).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void decodedValuesAreFrozenAlready(Sample<T> sample) {
    for (T value : sample.values(Seed.random(sample.name()), 10)) {
      T decoded = sample.decode(sample.encode(value));
      T frozen = sample.codec().freeze(decoded);
      assertThat(Sample.same(frozen, value)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void noValueIsSmallerThanItsTypesMinimum(Sample<T> sample) {
    int minimum = sample.codec().type().minimumBytes();
    for (T value : sample.values(Seed.random(sample.name()), RANDOM_VALUES)) {
      assertThat(sample.encode(value)).hasSizeGreaterThanOrEqualTo(minimum);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void everyPrefixIsRefused(Sample<T> sample) {
    byte[] bytes = sample.encode(sample.edges().getLast());
    for (int length = 0; length < Math.min(bytes.length, 1000); length++) {
      byte[] prefix = Arrays.copyOf(bytes, length);
      assertThatExceptionOfType(DecodingException.class).isThrownBy(() -> sample.decode(prefix));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void nullIsNamed(Sample<T> sample) {
    assertThatNullPointerException()
        .isThrownBy(() -> sample.codec().encode(null, new Encoder()))
        .withMessageContaining("is null");
    assertThatNullPointerException()
        .isThrownBy(() -> sample.codec().freeze(null))
        .withMessageContaining("is null");
  }

  @Test
  void everyScalarHasACodecOfItsName() throws IllegalAccessException {
    Set<String> described = new HashSet<>();
    for (Field field : Codecs.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        Codec<?> codec = (Codec<?>) field.get(null);
        if (codec.type() instanceof TypeDescriptor.Scalar scalar
            && scalar != TypeDescriptor.Scalar.BYTES) {
          assertThat(field.getName()).isEqualTo(scalar.name());
          described.add(scalar.name());
        }
      }
    }
    Set<String> scalars =
        Arrays.stream(TypeDescriptor.Scalar.values()).map(Enum::name).collect(Collectors.toSet());
    scalars.remove("BYTES");
    assertThat(described).isEqualTo(scalars);
  }

  @Test
  void everyConstantIsSampled() {
    Set<String> sampled = Sample.all().stream().map(Sample::name).collect(Collectors.toSet());
    assertThat(Codecs.class.getFields())
        .extracting(Field::getName)
        .allSatisfy(name -> assertThat(sampled).contains(name));
  }

  @Test
  void bothTimesOfAnOverlapKeepTheirOffset() {
    Instant change = Instant.parse("2024-10-27T01:00:00Z");
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    for (long seconds : List.of(-1800, 1800)) {
      ZonedDateTime value = change.plusSeconds(seconds).atZone(berlin);
      assertThat(again(Codecs.ZONED_DATE_TIME, value)).isEqualTo(value);
    }
  }

  @Test
  void anOffsetThatIsNoLongerTheZonesKeepsTheInstant() {
    Encoder out = new Encoder();
    ZonedDateTime noonInUtc = ZonedDateTime.of(2024, 7, 1, 12, 0, 0, 0, ZoneOffset.UTC);
    Codecs.LOCAL_DATE_TIME.encode(noonInUtc.toLocalDateTime(), out);
    Codecs.ZONE_OFFSET.encode(ZoneOffset.UTC, out);
    Codecs.ZONE_ID.encode(ZoneId.of("Europe/Berlin"), out);
    ZonedDateTime read = Codecs.ZONED_DATE_TIME.decode(new Decoder(out.toByteArray()));
    assertThat(read.toInstant()).isEqualTo(noonInUtc.toInstant());
    assertThat(read.getOffset()).isEqualTo(ZoneOffset.ofHours(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800", "x\ud800y", "ü\udfff", "😀\ud83d"})
  void loneSurrogatesAreRefused(String lone) {
    for (String text : List.of(lone, "long enough to be converted at once " + lone, lone + "???")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Codecs.STRING.encode(text, new Encoder()))
          .withMessageContaining("lone surrogate");
    }
  }

  @Test
  void replacementCharacterItselfIsText() {
    assertThat(again(Codecs.STRING, "\ufffd?")).isEqualTo("\ufffd?");
  }

  @Test
  void uriWhoseTextIsAnotherOneIsRefused() {
    URI misleading = URI.create("a/").relativize(URI.create("a/b:c"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Codecs.URI.encode(misleading, new Encoder()))
        .withMessageContaining("b:c");
  }

  @Test
  void localeWithoutATagOfItsOwnIsRefused() {
    Locale norwegian = Locale.of("no", "NO", "NY");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Codecs.LOCALE.encode(norwegian, new Encoder()))
        .withMessageContaining("no_NO_NY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BIG_INTEGER 00", // no bytes
        "BIG_INTEGER 020001", // a byte too many
        "BIG_INTEGER 02ffff",
        "BIG_DECIMAL 0200010000",
        "INSTANT 00fc00ca9a3b", // 1,000,000,000 ns
        "INSTANT fdfeffffffffffffff00", // a second beyond Instant.MAX
        "DURATION 00fc00ca9a3b",
        "LOCAL_DATE fdfeffffffffffffff",
        "LOCAL_TIME fc8051010000", // second 86,400
        "LOCAL_TIME 00fc00ca9a3b",
        "ZONE_OFFSET fc42fa0100", // 64,801 s, more than 18 hours
        "ZONE_ID 00",
        "ZONE_ID 0d4575726f70652f4265726c696f", // Europe/Berlio
        "ZONE_ID 022b31", // +1 means +01:00
        "YEAR fcfeffffff",
        "YEAR_MONTH 0000",
        "YEAR_MONTH 000d",
        "URI 0120",
        "LOCALE 00",
        "LOCALE 0564655f4445", // de_DE
        "LOCALE 026465ff",
        "CURRENCY 03657572", // eur
        "BOOLEAN 02",
        "INT fdffffffffffffffff", // the sign bit must not hide the size
        "CHAR fc00000100",
        "STRING 01ff"
      })
  void whatEncodeNeverWritesIsRefused(String nameAndHex) throws ReflectiveOperationException {
    String[] parts = nameAndHex.split(" ", 2);
    Codec<?> codec = (Codec<?>) Codecs.class.getField(parts[0]).get(null);
    byte[] bytes = HexFormat.of().parseHex(parts[1]);
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> {
          Decoder in = new Decoder(bytes);
          codec.decode(in);
          in.expectEnd();
        });
  }

  @Test
  void lastValueOfARepeatedKeyCounts() {
    Decoder in = new Decoder(HexFormat.of().parseHex("02016102016104"));
    assertThat(Codecs.map(Codecs.STRING, Codecs.INT).decode(in)).containsExactly(entry("a", 2));
  }

  @Test
  void repeatedSetElementsAreOne() {
    Decoder in = new Decoder(new byte[] {3, 2, 2, 4});
    assertThat(Codecs.set(Codecs.INT).decode(in)).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void moreEmptyElementsThanCanBeReadBackAreRefused() {
    Codec<List<Sample.Nothing>> codec = Codecs.list(Sample.Nothing.CODEC);
    List<Sample.Nothing> tooMany =
        Collections.nCopies(Decoder.MAX_ZERO_SIZE_ELEMENTS + 1, Sample.Nothing.NOTHING);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.encode(tooMany, new Encoder()))
        .withMessageContaining("65537");
    Encoder out = new Encoder();
    out.writeCount(tooMany.size());
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> codec.decode(new Decoder(out.toByteArray())));
  }

  @Test
  void listThatChangesWhileItIsEncodedIsNoticed() {
    List<Integer> lying =
        new AbstractList<>() {
          @Override
          public Integer get(int index) {
            return index;
          }

          @Override
          public int size() {
            return calls++ == 0 ? 3 : 2;
          }

          private int calls;
        };
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> Codecs.list(Codecs.INT).encode(lying, new Encoder()));
  }

  @Test
  void exceptionOfAMappingNamesItsCause() {
    Codec<Integer> positive =
        Codecs.mapped(
            Codecs.INT,
            value -> value,
            value -> {
              if (value <= 0) {
                throw new IllegalStateException("not positive");
              }
              return value;
            });
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> positive.decode(new Decoder(new byte[] {1})))
        .withMessageContaining("not positive")
        .withCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void mappingToNullIsADecodingException() {
    Codec<Integer> broken = Codecs.mapped(Codecs.INT, value -> value, value -> null);
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> broken.decode(new Decoder(new byte[] {1})));
  }

  @Test
  void randomTextSurvivesTheFastPaths() {
    RandomGenerator random = Seed.random("text");
    for (int i = 0; i < 20_000; i++) {
      char[] chars = new char[random.nextInt(40)];
      for (int c = 0; c < chars.length; c++) {
        chars[c] = random.nextInt(8) == 0 ? (char) random.nextInt(0x10000) : '?';
      }
      String text = new String(chars);
      boolean encodable = StandardCharsets.UTF_8.newEncoder().canEncode(text);
      if (encodable) {
        assertThat(again(Codecs.STRING, text)).isEqualTo(text);
      } else {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Codecs.STRING.encode(text, new Encoder()));
      }
    }
  }

  private static <T> T again(Codec<T> codec, T value) {
    return new Sample<>("", codec, List.of(), random -> value).decode(encode(codec, value));
  }

  private static <T> byte[] encode(Codec<T> codec, T value) {
    Encoder out = new Encoder();
    codec.encode(value, out);
    return out.toByteArray();
  }

  private static Map.Entry<String, Integer> entry(String key, int value) {
    return Map.entry(key, value);
  }
}
