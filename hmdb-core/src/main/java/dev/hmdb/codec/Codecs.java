package dev.hmdb.codec;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The codecs of the JDK's own types, and ways to make codecs from codecs.
 *
 * <p>Each constant is named after its {@link TypeDescriptor.Scalar}, and says what the bytes are;
 * {@code docs/format/encoding.md} has examples. All refuse null, and bytes that their own {@code
 * encode} would not write, as far as that page says.
 */
public final class Codecs {
  /** One byte, 0 or 1. */
  public static final Codec<Boolean> BOOLEAN = NumberCodecs.BOOLEAN;

  /** One raw byte. */
  public static final Codec<Byte> BYTE = NumberCodecs.BYTE;

  /** A zigzag varint of 16 bits. */
  public static final Codec<Short> SHORT = NumberCodecs.SHORT;

  /** A zigzag varint of 32 bits. */
  public static final Codec<Integer> INT = NumberCodecs.INT;

  /** A zigzag varint of 64 bits. */
  public static final Codec<Long> LONG = NumberCodecs.LONG;

  /** A UTF-16 code unit as an unsigned varint. */
  public static final Codec<Character> CHAR = NumberCodecs.CHAR;

  /** Four bytes, NaN payloads included. */
  public static final Codec<Float> FLOAT = NumberCodecs.FLOAT;

  /** Eight bytes, NaN payloads included. */
  public static final Codec<Double> DOUBLE = NumberCodecs.DOUBLE;

  /** The number of UTF-8 bytes, then those bytes. A lone surrogate is refused. */
  public static final Codec<String> STRING = TextCodecs.STRING;

  /** Sixteen bytes, the most significant first. */
  public static final Codec<java.util.UUID> UUID = TextCodecs.UUID;

  /** The fewest bytes of its two's complement, big-endian, with their number before them. */
  public static final Codec<BigInteger> BIG_INTEGER = NumberCodecs.BIG_INTEGER;

  /** The unscaled value as {@link #BIG_INTEGER}, then the scale. */
  public static final Codec<BigDecimal> BIG_DECIMAL = NumberCodecs.BIG_DECIMAL;

  /** Seconds since 1970, then nanoseconds. */
  public static final Codec<Instant> INSTANT = TimeCodecs.INSTANT;

  /** Seconds, then nanoseconds. */
  public static final Codec<Duration> DURATION = TimeCodecs.DURATION;

  /** Years, months, days. */
  public static final Codec<Period> PERIOD = TimeCodecs.PERIOD;

  /** Days since 1970. */
  public static final Codec<LocalDate> LOCAL_DATE = TimeCodecs.LOCAL_DATE;

  /** The second of the day, then nanoseconds. */
  public static final Codec<LocalTime> LOCAL_TIME = TimeCodecs.LOCAL_TIME;

  /** {@link #LOCAL_DATE}, then {@link #LOCAL_TIME}. */
  public static final Codec<LocalDateTime> LOCAL_DATE_TIME = TimeCodecs.LOCAL_DATE_TIME;

  /** {@link #LOCAL_DATE_TIME}, then {@link #ZONE_OFFSET}. */
  public static final Codec<OffsetDateTime> OFFSET_DATE_TIME = TimeCodecs.OFFSET_DATE_TIME;

  /**
   * {@link #LOCAL_DATE_TIME}, {@link #ZONE_OFFSET}, {@link #ZONE_ID}. If the zone's rules have
   * changed since it was written, the instant is kept and the local time follows.
   */
  public static final Codec<ZonedDateTime> ZONED_DATE_TIME = TimeCodecs.ZONED_DATE_TIME;

  /** The identifier as a string; a zone that this JDK does not know is refused on reading. */
  public static final Codec<ZoneId> ZONE_ID = TimeCodecs.ZONE_ID;

  /** Seconds. */
  public static final Codec<ZoneOffset> ZONE_OFFSET = TimeCodecs.ZONE_OFFSET;

  /** The year. */
  public static final Codec<Year> YEAR = TimeCodecs.YEAR;

  /** The year, then one byte for the month. */
  public static final Codec<YearMonth> YEAR_MONTH = TimeCodecs.YEAR_MONTH;

  /**
   * The text. On writing, a URI whose text is that of another one is refused with {@link
   * IllegalArgumentException}: {@code relativize} can make such.
   */
  public static final Codec<java.net.URI> URI = TextCodecs.URI;

  /**
   * The BCP 47 language tag. A locale that its tag does not bring back is refused with {@link
   * IllegalArgumentException}.
   */
  public static final Codec<Locale> LOCALE = TextCodecs.LOCALE;

  /** The ISO 4217 code; one that this JDK does not know is refused on reading. */
  public static final Codec<Currency> CURRENCY = TextCodecs.CURRENCY;

  /** The number of bytes, then the bytes. {@code freeze} clones, here and for all arrays. */
  public static final Codec<byte[]> BYTE_ARRAY = PrimitiveArrayCodecs.BYTES;

  /** A count, then the elements. */
  public static final Codec<boolean[]> BOOLEAN_ARRAY = PrimitiveArrayCodecs.BOOLEANS;

  /** A count, then the elements. */
  public static final Codec<short[]> SHORT_ARRAY = PrimitiveArrayCodecs.SHORTS;

  /** A count, then the elements. */
  public static final Codec<int[]> INT_ARRAY = PrimitiveArrayCodecs.INTS;

  /** A count, then the elements. */
  public static final Codec<long[]> LONG_ARRAY = PrimitiveArrayCodecs.LONGS;

  /** A count, then the elements. */
  public static final Codec<char[]> CHAR_ARRAY = PrimitiveArrayCodecs.CHARS;

  /** A count, then the elements. */
  public static final Codec<float[]> FLOAT_ARRAY = PrimitiveArrayCodecs.FLOATS;

  /** A count, then the elements. */
  public static final Codec<double[]> DOUBLE_ARRAY = PrimitiveArrayCodecs.DOUBLES;

  private Codecs() {}

  /**
   * The number of elements, then the elements. {@code decode} and {@code freeze} return immutable
   * lists.
   */
  public static <E> Codec<List<E>> list(Codec<E> element) {
    return new ListCodec<>(requireNonNull(element, "element"));
  }

  /**
   * The number of elements, then the elements in the set's own order, so equal sets may have
   * different bytes. An element that occurs twice is accepted. {@code decode} and {@code freeze}
   * return immutable sets, which do not keep the order.
   */
  public static <E> Codec<Set<E>> set(Codec<E> element) {
    return new SetCodec<>(requireNonNull(element, "element"));
  }

  /**
   * The number of entries, then key and value of each in the map's own order, so equal maps may
   * have different bytes. Of a key that occurs twice the last value counts. {@code decode} and
   * {@code freeze} return immutable maps, which do not keep the order.
   */
  public static <K, V> Codec<Map<K, V>> map(Codec<K> key, Codec<V> value) {
    return new MapCodec<>(requireNonNull(key, "key"), requireNonNull(value, "value"));
  }

  /** A byte, 0 or 1, and after a 1 the value. */
  public static <T> Codec<Optional<T>> optional(Codec<T> element) {
    return new OptionalCodec<>(requireNonNull(element, "element"));
  }

  /**
   * The number of elements, then the elements.
   *
   * @param newArray makes an array of a length: {@code String[]::new}
   */
  public static <E> Codec<E[]> array(Codec<E> element, IntFunction<E[]> newArray) {
    return new ArrayCodec<>(
        requireNonNull(element, "element"), requireNonNull(newArray, "newArray"));
  }

  /**
   * A codec that stores a {@code T} as an {@code A}. Its {@code freeze} returns the value itself:
   * what is inside a {@code T} must not change.
   *
   * @param base the codec of {@code A}
   * @param to what is stored of a value
   * @param from the value again; whatever it throws on hostile input is reported as a {@link
   *     DecodingException}, and so is null
   */
  public static <A, T> Codec<T> mapped(
      Codec<A> base, Function<? super T, ? extends A> to, Function<? super A, ? extends T> from) {
    return new MappedCodec<>(
        requireNonNull(base, "base"), requireNonNull(to, "to"), requireNonNull(from, "from"));
  }
}
