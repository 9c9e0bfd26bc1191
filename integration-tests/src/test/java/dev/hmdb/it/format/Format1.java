package dev.hmdb.it.format;

import dev.hmdb.Bytes;
import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
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

/**
 * The schema that the databases in {@code src/test/resources/fixtures/format-1} were written with:
 * every type of the JDK that can be stored, and each kind of type of one's own. Never changed, as
 * they are not.
 */
@Schema
interface Format1 {
  Table<Integer, Numbers> numbers();

  Table<String, Texts> texts();

  Table<UUID, Times> times();

  Table<Long, Collections> collections();

  Table<Pair, Arrays> arrays();

  Table<Color, Shape> shapes();

  Table<Instant, Long> instants();

  record Numbers(
      boolean yes,
      byte b,
      short s,
      int i,
      long l,
      char c,
      float f,
      double d,
      Integer boxed,
      BigInteger integer,
      BigDecimal decimal) {}

  record Texts(
      String text,
      UUID uuid,
      URI uri,
      Locale locale,
      Currency currency,
      Bytes bytes,
      Color color) {}

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
      DayOfWeek day) {}

  record Collections(
      List<String> list,
      Set<Integer> set,
      Map<String, List<Long>> map,
      Optional<String> optional,
      Optional<Optional<Color>> twice,
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
      int[][] matrix) {}

  /** A key of two numbers. */
  record Pair(long first, long second) {}

  enum Color {
    RED,
    GREEN,
    BLUE
  }

  sealed interface Shape permits Circle, Unit, Nothing, Group {}

  record Circle(double radius) implements Shape {}

  enum Unit implements Shape {
    METRE,
    INCH
  }

  record Nothing() implements Shape {}

  record Group(List<Shape> shapes) implements Shape {}
}
