package dev.hmdb.processor;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Encoder;
import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.ArrayValue;
import dev.hmdb.processor.StoredType.Boxed;
import dev.hmdb.processor.StoredType.Custom;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.MapValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.Scalar;
import dev.hmdb.processor.StoredType.SetValue;
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
import java.util.Arrays;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** What the text of a {@code @Default} means for the type of its component. */
final class DefaultText {
  /** A text that says nothing of that type; its reason is a clause. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreadableException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /** How a type of the JDK is read from text and stored. */
  private record Reading<T>(Codec<T> codec, Function<String, T> parse) {
    byte[] encode(String text) {
      Encoder out = new Encoder();
      codec.encode(parse.apply(text), out);
      return Arrays.copyOf(out.array(), out.position());
    }
  }

  private final Map<ClassType, Definition> definitions;

  DefaultText(Map<ClassType, Definition> definitions) {
    this.definitions = definitions;
  }

  /** Whether a value of that type can be written as text. */
  boolean canState(StoredType type) {
    return switch (type) {
      case PrimitiveValue _, Boxed _, Scalar _, OptionalPrimitive _ -> true;
      case OptionalValue optional ->
          !isOptional(optional.element()) && canState(optional.element());
      case Named named -> definitions.get(named.type()) instanceof EnumDefinition;
      case PrimitiveArray _, ListValue _, SetValue _, MapValue _, ArrayValue _, Custom _ -> false;
    };
  }

  private static boolean isOptional(StoredType type) {
    return type instanceof OptionalValue || type instanceof OptionalPrimitive;
  }

  /** Whether a component of that type is empty in values that lack it, without any annotation. */
  static boolean isEmptyByItself(StoredType type) {
    return switch (type) {
      case OptionalValue _,
          OptionalPrimitive _,
          ListValue _,
          SetValue _,
          MapValue _,
          ArrayValue _,
          PrimitiveArray _ ->
          true;
      case PrimitiveValue _, Boxed _, Scalar _, Named _, Custom _ -> false;
    };
  }

  /**
   * The encoding of the value that the text states.
   *
   * @param type one that {@linkplain #canState can be stated}
   * @throws UnreadableException if the text is no value of the type
   */
  byte[] encode(StoredType type, String text) throws UnreadableException {
    return switch (type) {
      case PrimitiveValue value -> encode(reading(value.primitive()), text);
      case Boxed boxed -> encode(reading(boxed.primitive()), text);
      case Scalar scalar -> encode(reading(scalar.scalar()), text);
      case OptionalPrimitive optional -> present(encode(reading(optional.primitive()), text));
      case OptionalValue optional -> present(encode(optional.element(), text));
      case Named named when definitions.get(named.type()) instanceof EnumDefinition constants ->
          encodeConstant(constants, text);
      default -> throw new IllegalArgumentException("no text for " + type);
    };
  }

  private static byte[] encode(Reading<?> reading, String text) throws UnreadableException {
    try {
      return reading.encode(text);
    } catch (RuntimeException e) {
      // Parsers of the JDK throw whatever they like at text that is not theirs.
      throw new UnreadableException(e.getMessage() == null ? "it does not parse" : e.getMessage());
    }
  }

  private static byte[] encodeConstant(EnumDefinition constants, String text)
      throws UnreadableException {
    int index = constants.constants().indexOf(text);
    if (index < 0) {
      throw new UnreadableException(
          "its constants are " + String.join(", ", constants.constants()));
    }
    Encoder out = new Encoder();
    out.writeVariant(index);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] present(byte[] value) {
    Encoder out = new Encoder();
    out.writeBoolean(true);
    byte[] whole = Arrays.copyOf(out.array(), out.position() + value.length);
    System.arraycopy(value, 0, whole, out.position(), value.length);
    return whole;
  }

  private static Reading<?> reading(Primitive primitive) {
    return switch (primitive) {
      case BOOLEAN -> new Reading<>(Codecs.BOOLEAN, DefaultText::parseBoolean);
      case BYTE -> new Reading<>(Codecs.BYTE, Byte::valueOf);
      case SHORT -> new Reading<>(Codecs.SHORT, Short::valueOf);
      case INT -> new Reading<>(Codecs.INT, Integer::valueOf);
      case LONG -> new Reading<>(Codecs.LONG, Long::valueOf);
      case CHAR -> new Reading<>(Codecs.CHAR, DefaultText::parseChar);
      case FLOAT -> new Reading<>(Codecs.FLOAT, Float::valueOf);
      case DOUBLE -> new Reading<>(Codecs.DOUBLE, Double::valueOf);
    };
  }

  private static Reading<?> reading(ScalarType scalar) {
    return switch (scalar) {
      case STRING -> new Reading<>(Codecs.STRING, Function.identity());
      case UUID -> new Reading<>(Codecs.UUID, UUID::fromString);
      case BIG_INTEGER -> new Reading<>(Codecs.BIG_INTEGER, BigInteger::new);
      case BIG_DECIMAL -> new Reading<>(Codecs.BIG_DECIMAL, BigDecimal::new);
      case INSTANT -> new Reading<>(Codecs.INSTANT, Instant::parse);
      case DURATION -> new Reading<>(Codecs.DURATION, Duration::parse);
      case PERIOD -> new Reading<>(Codecs.PERIOD, Period::parse);
      case LOCAL_DATE -> new Reading<>(Codecs.LOCAL_DATE, LocalDate::parse);
      case LOCAL_TIME -> new Reading<>(Codecs.LOCAL_TIME, LocalTime::parse);
      case LOCAL_DATE_TIME -> new Reading<>(Codecs.LOCAL_DATE_TIME, LocalDateTime::parse);
      case OFFSET_DATE_TIME -> new Reading<>(Codecs.OFFSET_DATE_TIME, OffsetDateTime::parse);
      case ZONED_DATE_TIME -> new Reading<>(Codecs.ZONED_DATE_TIME, ZonedDateTime::parse);
      case ZONE_ID -> new Reading<>(Codecs.ZONE_ID, ZoneId::of);
      case ZONE_OFFSET -> new Reading<>(Codecs.ZONE_OFFSET, ZoneOffset::of);
      case YEAR -> new Reading<>(Codecs.YEAR, Year::parse);
      case YEAR_MONTH -> new Reading<>(Codecs.YEAR_MONTH, YearMonth::parse);
      case URI -> new Reading<>(Codecs.URI, URI::create);
      case LOCALE -> new Reading<>(Codecs.LOCALE, DefaultText::parseLocale);
      case CURRENCY -> new Reading<>(Codecs.CURRENCY, Currency::getInstance);
      case BYTES -> new Reading<>(dev.hmdb.Bytes.codec(), dev.hmdb.Bytes::parseHex);
    };
  }

  private static Boolean parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it is neither true nor false");
    };
  }

  private static Character parseChar(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("it has " + text.length() + " chars");
    }
    return text.charAt(0);
  }

  /** As {@code Locale.forLanguageTag}, which ignores what it does not understand. */
  private static Locale parseLocale(String text) {
    try {
      return new Locale.Builder().setLanguageTag(text).build();
    } catch (IllformedLocaleException e) {
      throw new IllegalArgumentException("it is no language tag", e);
    }
  }
}
