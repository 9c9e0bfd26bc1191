package dev.hmdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/format/encoding.md} says what the code does. */
class EncodingPageTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final JsonMapper JSON = new JsonMapper();
  private static final FormatPage PAGE = FormatPage.read("encoding.md");
  private static final Map<String, Example<?>> EXAMPLES = examples();

  @TestFactory
  Stream<DynamicTest> workedExamplesHold() {
    return PAGE.table("codec", "value", "bytes").stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.get(0) + " " + row.get(1), () -> example(row).check(row.get(1), row.get(2))));
  }

  @TestFactory
  Stream<DynamicTest> refusedBytesAreRefused() {
    return PAGE.table("codec", "bytes", "why").stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.get(0) + " " + row.get(1),
                () ->
                    assertThatExceptionOfType(DecodingException.class)
                        .isThrownBy(() -> example(row).decode(row.get(1)))));
  }

  @Test
  void everyCodecHasAnExample() {
    List<String> shown =
        PAGE.table("codec", "value", "bytes").stream().map(List::getFirst).toList();
    assertThat(Codecs.class.getFields())
        .extracting(Field::getName)
        .allSatisfy(name -> assertThat(shown).contains(name));
  }

  @Test
  void minimaAreThoseOfTheCode() {
    Map<String, String> minima = new HashMap<>();
    for (List<String> row : PAGE.table("codec", "bytes", "min")) {
      String[] names = row.get(0).replace("`", "").split(", ");
      String[] values = row.get(2).split(", ");
      for (int i = 0; i < names.length; i++) {
        minima.put(names[i], values[Math.min(i, values.length - 1)]);
      }
    }
    EXAMPLES.forEach((name, example) -> {
      if (!name.contains(" ")) {
        assertThat(minima.get(name.replaceFirst("\\(.*", "")))
            .as(name)
            .isEqualTo(String.valueOf(example.codec.type().minimumBytes()));
      }
    });
  }

  @Test
  void limitsAreThoseOfTheCode() {
    assertThat(PAGE.table("limit", "why"))
        .extracting(List::getFirst)
        .anySatisfy(limit -> assertThat(limit).contains(" " + Encoder.MAX_DEPTH + " deep"))
        .anySatisfy(limit ->
            assertThat(limit).endsWith("at most %,d".formatted(Decoder.MAX_ZERO_SIZE_ELEMENTS)));
  }

  private static Example<?> example(List<String> row) {
    Example<?> example = EXAMPLES.get(row.getFirst());
    assertThat(example).as("an example of %s", row.getFirst()).isNotNull();
    return example;
  }

  /** A codec and how the page writes its values. */
  private record Example<T>(Codec<T> codec, Function<String, T> parser) {
    void check(String text, String hex) {
      T value = parser.apply(text);
      Encoder out = new Encoder();
      codec.encode(value, out);
      assertThat(HEX.formatHex(out.toByteArray())).isEqualTo(hex);
      assertThat(Sample.same(decode(hex), value)).isTrue();
    }

    T decode(String hex) {
      Decoder in = new Decoder(HEX.parseHex(hex));
      T value = codec.decode(in);
      in.expectEnd();
      return value;
    }
  }

  private record Point(int x, int y) {}

  private sealed interface Shape {
    record Empty() implements Shape {}

    record Circle(int r) implements Shape {}
  }

  private static Map<String, Example<?>> examples() {
    Map<String, Example<?>> examples = new HashMap<>();
    examples.put("BOOLEAN", new Example<>(Codecs.BOOLEAN, Boolean::valueOf));
    examples.put("BYTE", new Example<>(Codecs.BYTE, Byte::valueOf));
    examples.put("SHORT", new Example<>(Codecs.SHORT, Short::valueOf));
    examples.put("INT", new Example<>(Codecs.INT, Integer::valueOf));
    examples.put("LONG", new Example<>(Codecs.LONG, Long::valueOf));
    examples.put("CHAR", new Example<>(Codecs.CHAR, text -> text.charAt(0)));
    examples.put("FLOAT", new Example<>(Codecs.FLOAT, Float::valueOf));
    examples.put("DOUBLE", new Example<>(Codecs.DOUBLE, Double::valueOf));
    examples.put("STRING", new Example<>(Codecs.STRING, text -> text));
    examples.put("BYTE_ARRAY", new Example<>(Codecs.BYTE_ARRAY, HEX::parseHex));
    examples.put("UUID", new Example<>(Codecs.UUID, UUID::fromString));
    examples.put("BIG_INTEGER", new Example<>(Codecs.BIG_INTEGER, BigInteger::new));
    examples.put("BIG_DECIMAL", new Example<>(Codecs.BIG_DECIMAL, BigDecimal::new));
    examples.put("INSTANT", new Example<>(Codecs.INSTANT, Instant::parse));
    examples.put("DURATION", new Example<>(Codecs.DURATION, Duration::parse));
    examples.put("PERIOD", new Example<>(Codecs.PERIOD, Period::parse));
    examples.put("LOCAL_DATE", new Example<>(Codecs.LOCAL_DATE, LocalDate::parse));
    examples.put("LOCAL_TIME", new Example<>(Codecs.LOCAL_TIME, LocalTime::parse));
    examples.put("LOCAL_DATE_TIME", new Example<>(Codecs.LOCAL_DATE_TIME, LocalDateTime::parse));
    examples.put("ZONE_OFFSET", new Example<>(Codecs.ZONE_OFFSET, ZoneOffset::of));
    examples.put("ZONE_ID", new Example<>(Codecs.ZONE_ID, ZoneId::of));
    examples.put("OFFSET_DATE_TIME", new Example<>(Codecs.OFFSET_DATE_TIME, OffsetDateTime::parse));
    examples.put("ZONED_DATE_TIME", new Example<>(Codecs.ZONED_DATE_TIME, ZonedDateTime::parse));
    examples.put("YEAR", new Example<>(Codecs.YEAR, Year::parse));
    examples.put("YEAR_MONTH", new Example<>(Codecs.YEAR_MONTH, YearMonth::parse));
    examples.put("URI", new Example<>(Codecs.URI, URI::create));
    examples.put("LOCALE", new Example<>(Codecs.LOCALE, Locale::forLanguageTag));
    examples.put("CURRENCY", new Example<>(Codecs.CURRENCY, Currency::getInstance));
    addContainers(examples);
    addDeclared(examples);
    return examples;
  }

  private static void addContainers(Map<String, Example<?>> examples) {
    examples.put("BOOLEAN_ARRAY", new Example<>(Codecs.BOOLEAN_ARRAY, json(boolean[].class)));
    examples.put("SHORT_ARRAY", new Example<>(Codecs.SHORT_ARRAY, json(short[].class)));
    examples.put("INT_ARRAY", new Example<>(Codecs.INT_ARRAY, json(int[].class)));
    examples.put("LONG_ARRAY", new Example<>(Codecs.LONG_ARRAY, json(long[].class)));
    examples.put("CHAR_ARRAY", new Example<>(Codecs.CHAR_ARRAY, json(char[].class)));
    examples.put("FLOAT_ARRAY", new Example<>(Codecs.FLOAT_ARRAY, json(float[].class)));
    examples.put("DOUBLE_ARRAY", new Example<>(Codecs.DOUBLE_ARRAY, json(double[].class)));
    examples.put(
        "list(STRING)",
        new Example<>(
            Codecs.list(Codecs.STRING), text -> List.of(json(String[].class).apply(text))));
    examples.put(
        "set(INT)",
        new Example<>(Codecs.set(Codecs.INT), text -> Set.of(json(Integer[].class).apply(text))));
    examples.put(
        "array(STRING)",
        new Example<>(Codecs.array(Codecs.STRING, String[]::new), json(String[].class)));
    examples.put(
        "map(STRING, INT)",
        new Example<>(
            Codecs.map(Codecs.STRING, Codecs.INT),
            text -> JSON.readValue(text, new TypeReference<Map<String, Integer>>() {})));
    examples.put(
        "optional(INT)",
        new Example<>(
            Codecs.optional(Codecs.INT),
            text -> Optional.ofNullable(json(Integer.class).apply(text))));
  }

  private static void addDeclared(Map<String, Example<?>> examples) {
    examples.put(
        "record Point(int x, int y)",
        new Example<>(
            written(
                (value, out) -> {
                  out.writeInt(value.x);
                  out.writeInt(value.y);
                },
                in -> new Point(in.readInt(), in.readInt())),
            text -> {
              int[] xy = json(int[].class).apply(text);
              return new Point(xy[0], xy[1]);
            }));
    List<String> plans = List.of("FREE", "PRO");
    examples.put(
        "enum Plan {FREE, PRO}",
        new Example<>(
            written(
                (value, out) -> out.writeVariant(plans.indexOf(value)),
                in -> plans.get(in.readVariant(plans.size(), "Plan"))),
            json(String.class)));
    examples.put(
        "sealed Shape: Empty(), Circle(int r)",
        new Example<>(
            written(EncodingPageTest::writeShape, EncodingPageTest::readShape),
            text -> {
              Object[] parts = json(Object[].class).apply(text);
              return parts.length == 1 ? new Shape.Empty() : new Shape.Circle((int) parts[1]);
            }));
  }

  private static void writeShape(Shape value, Encoder out) {
    switch (value) {
      case Shape.Empty() -> out.writeVariant(0);
      case Shape.Circle(int r) -> {
        out.writeVariant(1);
        out.writeInt(r);
      }
    }
  }

  private static Shape readShape(Decoder in) {
    return in.readVariant(2, "Shape") == 0 ? new Shape.Empty() : new Shape.Circle(in.readInt());
  }

  private static <T> Function<String, T> json(Class<T> type) {
    return text -> JSON.readValue(text, type);
  }

  private static <T> Codec<T> written(BiConsumer<T, Encoder> writer, Function<Decoder, T> reader) {
    return new Codec<>() {
      @Override
      public TypeDescriptor type() {
        throw new UnsupportedOperationException();
      }

      @Override
      public void encode(T value, Encoder out) {
        writer.accept(value, out);
      }

      @Override
      public T decode(Decoder in) {
        return reader.apply(in);
      }
    };
  }
}
