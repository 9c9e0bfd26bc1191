package dev.hmdb.it.types;

import dev.hmdb.Bytes;
import dev.hmdb.Schema;
import dev.hmdb.Table;
import dev.hmdb.UseCodec;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Every type that can be stored, as a value and, where that is allowed, as a key. */
@Schema
@UseCodec(CelsiusCodec.class)
public interface Everything {

  // ---- Values

  Table<Integer, Primitives> primitives();

  Table<Integer, Boxes> boxes();

  Table<Integer, Scalars> scalars();

  Table<Integer, Times> times();

  Table<Integer, Collections> collections();

  Table<Integer, Optionals> optionals();

  Table<Integer, Arrays> arrays();

  Table<Integer, Generics> generics();

  Table<Integer, Shape> shapes();

  Table<Integer, Expression> expressions();

  Table<Integer, Customs> customs();

  Table<Integer, Empty> empties();

  Table<Integer, Pair<String, Pair<Long, Color>>> pairs();

  Table<Integer, byte[]> byteArrays();

  Table<Integer, int[][]> matrices();

  Table<Integer, String[]> stringArrays();

  Table<Integer, List<String>> lists();

  Table<Integer, Set<Color>> sets();

  Table<Integer, Map<String, List<Integer>>> maps();

  Table<Integer, Optional<String>> optionalStrings();

  Table<Integer, OptionalLong> optionalLongs();

  // ---- Keys

  Table<Boolean, Boolean> byBoolean();

  Table<Byte, Byte> byByte();

  Table<Short, Short> byShort();

  Table<Character, Character> byCharacter();

  Table<Long, Long> byLong();

  Table<Float, Float> byFloat();

  Table<Double, Double> byDouble();

  Table<String, String> byString();

  Table<UUID, UUID> byUuid();

  Table<BigInteger, BigInteger> byBigInteger();

  Table<BigDecimal, BigDecimal> byBigDecimal();

  Table<Bytes, Bytes> byBytes();

  Table<URI, URI> byUri();

  Table<Locale, Locale> byLocale();

  Table<Currency, Currency> byCurrency();

  Table<Instant, Instant> byInstant();

  Table<Duration, Duration> byDuration();

  Table<Period, Period> byPeriod();

  Table<LocalDate, LocalDate> byLocalDate();

  Table<LocalTime, LocalTime> byLocalTime();

  Table<LocalDateTime, LocalDateTime> byLocalDateTime();

  Table<OffsetDateTime, OffsetDateTime> byOffsetDateTime();

  Table<ZonedDateTime, ZonedDateTime> byZonedDateTime();

  Table<ZoneId, ZoneId> byZoneId();

  Table<ZoneOffset, ZoneOffset> byZoneOffset();

  Table<Year, Year> byYear();

  Table<YearMonth, YearMonth> byYearMonth();

  Table<Color, Color> byColor();

  Table<LongId, Integer> byLongId();

  Table<UuidId, Integer> byUuidId();

  Table<TwoLongs, Integer> byTwoLongs();

  Table<Primitives, Integer> byPrimitives();

  Table<Times, Integer> byTimes();

  Table<Pair<String, Color>, Integer> byPair();

  Table<Shape, Integer> byShape();

  Table<Expression, Integer> byExpression();

  Table<Money, Money> byMoney();

  Table<Celsius, Celsius> byCelsius();

  // ---- The types

  record Primitives(
      boolean yes, byte b, short s, int i, long l, char c, float f, double d, Color color) {}

  record Boxes(Boolean yes, Byte b, Short s, Integer i, Long l, Character c, Float f, Double d) {}

  record Scalars(
      String text,
      UUID uuid,
      BigInteger integer,
      BigDecimal decimal,
      URI uri,
      Locale locale,
      Currency currency,
      Bytes bytes) {}

  record Times(
      Instant instant,
      Duration duration,
      Period period,
      LocalDate localDate,
      LocalTime localTime,
      LocalDateTime localDateTime,
      OffsetDateTime offsetDateTime,
      ZonedDateTime zonedDateTime,
      ZoneId zoneId,
      ZoneOffset zoneOffset,
      Year year,
      YearMonth yearMonth,
      java.time.DayOfWeek day,
      java.time.Month month) {}

  record Collections(
      List<String> strings,
      List<List<Primitives>> nested,
      Set<UUID> uuids,
      Set<Pair<Integer, Color>> pairs,
      Map<String, Instant> instants,
      Map<Color, Map<Long, Set<String>>> deep) {}

  record Optionals(
      Optional<String> text,
      Optional<Optional<Integer>> twice,
      Optional<List<Color>> colors,
      OptionalInt i,
      OptionalLong l,
      OptionalDouble d) {}

  record Arrays(
      boolean[] booleans,
      byte[] bytes,
      short[] shorts,
      int[] ints,
      long[] longs,
      char[] chars,
      float[] floats,
      double[] doubles,
      String[] strings,
      long[][] matrix,
      List<int[]> listOfArrays,
      Optional<byte[]> maybeBytes,
      Map<String, double[]> mapOfArrays,
      Primitives[] records) {}

  record Pair<A, B>(A first, B second) {}

  record Generics(
      Pair<String, Long> simple,
      Pair<Pair<UUID, Color>, List<Instant>> nested,
      Box<Box<Byte>> box) {}

  record Box<T>(T content, Optional<T> other) {}

  record Empty() {}

  record LongId(long value) {}

  record UuidId(UUID value) {}

  record TwoLongs(long high, long low) {}

  enum Color {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "green, a constant with a body";
      }
    },
    BLUE
  }

  /** A hierarchy with a sealed interface, an enum and an empty record in it. */
  sealed interface Shape permits Circle, Polygon, Unit, Nothing {}

  record Circle(double radius) implements Shape {}

  sealed interface Polygon extends Shape permits Square, Rectangle {}

  record Square(int side) implements Polygon {}

  record Rectangle(int width, int height) implements Polygon {}

  enum Unit implements Shape {
    METRE,
    INCH
  }

  record Nothing() implements Shape {}

  /** A recursive hierarchy. */
  sealed interface Expression permits Number, Sum, Negation {}

  record Number(BigDecimal value) implements Expression {}

  record Sum(Expression left, Expression right) implements Expression {}

  record Negation(Expression of) implements Expression {}

  /** Codecs named at a component, at a class and at the schema. */
  record Customs(
      @UseCodec(HexCodec.class) StringBuilder hex,
      Money money,
      Celsius celsius,
      List<Money> list) {}
}
