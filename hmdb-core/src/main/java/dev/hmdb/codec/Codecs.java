package dev.hmdb.codec;

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

/** The codecs of the JDK's own types, and ways to make codecs from codecs. */
public final class Codecs {
  public static final Codec<Boolean> BOOLEAN = pending();
  public static final Codec<Byte> BYTE = pending();
  public static final Codec<Short> SHORT = pending();
  public static final Codec<Integer> INT = pending();
  public static final Codec<Long> LONG = pending();
  public static final Codec<Character> CHAR = pending();
  public static final Codec<Float> FLOAT = pending();
  public static final Codec<Double> DOUBLE = pending();
  public static final Codec<String> STRING = pending();
  public static final Codec<java.util.UUID> UUID = pending();
  public static final Codec<BigInteger> BIG_INTEGER = pending();
  public static final Codec<BigDecimal> BIG_DECIMAL = pending();
  public static final Codec<Instant> INSTANT = pending();
  public static final Codec<Duration> DURATION = pending();
  public static final Codec<Period> PERIOD = pending();
  public static final Codec<LocalDate> LOCAL_DATE = pending();
  public static final Codec<LocalTime> LOCAL_TIME = pending();
  public static final Codec<LocalDateTime> LOCAL_DATE_TIME = pending();
  public static final Codec<OffsetDateTime> OFFSET_DATE_TIME = pending();
  public static final Codec<ZonedDateTime> ZONED_DATE_TIME = pending();
  public static final Codec<ZoneId> ZONE_ID = pending();
  public static final Codec<ZoneOffset> ZONE_OFFSET = pending();
  public static final Codec<Year> YEAR = pending();
  public static final Codec<YearMonth> YEAR_MONTH = pending();
  public static final Codec<java.net.URI> URI = pending();
  public static final Codec<Locale> LOCALE = pending();
  public static final Codec<Currency> CURRENCY = pending();
  public static final Codec<byte[]> BYTE_ARRAY = pending();
  public static final Codec<boolean[]> BOOLEAN_ARRAY = pending();
  public static final Codec<short[]> SHORT_ARRAY = pending();
  public static final Codec<int[]> INT_ARRAY = pending();
  public static final Codec<long[]> LONG_ARRAY = pending();
  public static final Codec<char[]> CHAR_ARRAY = pending();
  public static final Codec<float[]> FLOAT_ARRAY = pending();
  public static final Codec<double[]> DOUBLE_ARRAY = pending();

  private Codecs() {}

  public static <E> Codec<List<E>> list(Codec<E> element) {
    return pending();
  }

  public static <E> Codec<Set<E>> set(Codec<E> element) {
    return pending();
  }

  public static <K, V> Codec<Map<K, V>> map(Codec<K> key, Codec<V> value) {
    return pending();
  }

  public static <T> Codec<Optional<T>> optional(Codec<T> element) {
    return pending();
  }

  public static <E> Codec<E[]> array(Codec<E> element, IntFunction<E[]> newArray) {
    return pending();
  }

  /**
   * A codec that stores a {@code T} as an {@code A}.
   *
   * @param base the codec of {@code A}
   * @param to what is stored of a value
   * @param from the value again; what it throws on hostile input is reported as a {@link
   *     DecodingException}
   */
  public static <A, T> Codec<T> mapped(
      Codec<A> base, Function<? super T, ? extends A> to, Function<? super A, ? extends T> from) {
    return pending();
  }

  private static <T> Codec<T> pending() {
    return new Codec<T>() {
      @Override
      public TypeDescriptor type() {
        throw new UnsupportedOperationException();
      }

      @Override
      public void encode(T value, Encoder out) {
        throw new UnsupportedOperationException();
      }

      @Override
      public T decode(Decoder in) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
