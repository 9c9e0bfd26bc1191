package dev.hmdb.it.format;

import dev.hmdb.Bytes;
import dev.hmdb.Table;
import dev.hmdb.it.format.Format1.Arrays;
import dev.hmdb.it.format.Format1.Circle;
import dev.hmdb.it.format.Format1.Collections;
import dev.hmdb.it.format.Format1.Color;
import dev.hmdb.it.format.Format1.Group;
import dev.hmdb.it.format.Format1.Nothing;
import dev.hmdb.it.format.Format1.Numbers;
import dev.hmdb.it.format.Format1.Pair;
import dev.hmdb.it.format.Format1.Texts;
import dev.hmdb.it.format.Format1.Times;
import dev.hmdb.it.format.Format1.Unit;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** What is in the databases of {@link Format1}, and how it got there. Never changed. */
final class Format1Content {
  private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
  private static final Instant THEN = Instant.parse("2026-11-23T20:30:00.123456789Z");
  private static final ZoneOffset OFFSET = ZoneOffset.ofHoursMinutes(5, 45);

  /** Written before the compaction, if there is one, and gone or replaced after it. */
  private static final int REPLACED = 1;

  private static final int REMOVED = 2;

  private Format1Content() {}

  /** What comes before a compaction. */
  static void writeFirst(Format1Db db) {
    db.numbers().put(REPLACED, smallest());
    db.numbers().put(REMOVED, smallest());
    db.texts().put("", texts(""));
    db.texts().put("größer 中 😀", texts("größer 中 😀"));
    db.transaction(tables -> {
      tables.times().put(ID, times());
      tables.collections().put(Long.MIN_VALUE, empty());
      tables.arrays().put(new Pair(-1, 1), arrays());
    });
    db.instants().put(THEN, 1L);
  }

  /** What comes after it. */
  static void writeSecond(Format1Db db) {
    db.transaction(tables -> {
      tables.numbers().put(REPLACED, largest());
      tables.numbers().remove(REMOVED);
      tables.collections().put(Long.MAX_VALUE, full());
    });
    db.instants().clear();
    db.instants().put(Instant.EPOCH, 2L);
    db.shapes().put(Color.RED, new Circle(0.5));
    db.shapes().put(Color.GREEN, Unit.INCH);
    db.shapes().put(Color.BLUE, new Group(List.of(new Nothing(), new Circle(-0.0))));
  }

  /** All entries, by the name of their table. */
  static Map<String, Map<?, ?>> expected() {
    return Map.of(
        "numbers", Map.of(REPLACED, largest()),
        "texts", Map.of("", texts(""), "größer 中 😀", texts("größer 中 😀")),
        "times", Map.of(ID, times()),
        "collections", Map.of(Long.MIN_VALUE, empty(), Long.MAX_VALUE, full()),
        "arrays", Map.of(new Pair(-1, 1), arrays()),
        "shapes",
            Map.of(
                Color.RED,
                new Circle(0.5),
                Color.GREEN,
                Unit.INCH,
                Color.BLUE,
                new Group(List.of(new Nothing(), new Circle(-0.0)))),
        "instants", Map.of(Instant.EPOCH, 2L));
  }

  static Map<String, Map<?, ?>> of(Format1 tables) {
    return Map.of(
        "numbers", entries(tables.numbers()),
        "texts", entries(tables.texts()),
        "times", entries(tables.times()),
        "collections", entries(tables.collections()),
        "arrays", entries(tables.arrays()),
        "shapes", entries(tables.shapes()),
        "instants", entries(tables.instants()));
  }

  private static <K, V> Map<K, V> entries(Table<K, V> table) {
    Map<K, V> entries = new HashMap<>();
    table.forEach(entries::put);
    return entries;
  }

  private static Numbers smallest() {
    return new Numbers(
        false, (byte) 0, (short) 0, 0, 0, 'a', 0, 0, 0, BigInteger.ZERO, BigDecimal.ZERO);
  }

  private static Numbers largest() {
    return new Numbers(
        true,
        Byte.MIN_VALUE,
        Short.MIN_VALUE,
        Integer.MIN_VALUE,
        Long.MIN_VALUE,
        '\uFFFF',
        Float.NaN,
        Double.NEGATIVE_INFINITY,
        70_000,
        BigInteger.ONE.shiftLeft(100).negate(),
        new BigDecimal("-123456789012345678901234567890.50"));
  }

  private static Texts texts(String text) {
    return new Texts(
        text,
        ID,
        URI.create("https://example.org/a?b=%20#c"),
        Locale.forLanguageTag("zh-Hant-TW"),
        Currency.getInstance("EUR"),
        Bytes.of(new byte[] {0, -1, 127}),
        Color.BLUE);
  }

  private static Times times() {
    LocalDate date = LocalDate.of(2026, 11, 23);
    LocalTime time = LocalTime.of(20, 30, 0, 123_456_789);
    LocalDateTime dateTime = LocalDateTime.of(date, time);
    return new Times(
        THEN,
        Duration.ofSeconds(-3, 5),
        Period.of(-1, 2, 300),
        date,
        time,
        dateTime,
        OffsetDateTime.of(dateTime, OFFSET),
        ZonedDateTime.of(dateTime, ZoneId.of("Europe/Berlin")),
        ZoneId.of("UTC"),
        OFFSET,
        Year.of(-44),
        YearMonth.of(2026, 11),
        DayOfWeek.SUNDAY);
  }

  private static Collections empty() {
    return new Collections(
        List.of(),
        Set.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty());
  }

  private static Collections full() {
    return new Collections(
        List.of("one", "two"),
        Set.of(-1),
        Map.of("a", List.of(250L, 251L, 70_000L, 5_000_000_000L)),
        Optional.of("there"),
        Optional.of(Optional.of(Color.GREEN)),
        OptionalInt.of(-7),
        OptionalLong.of(8),
        OptionalDouble.of(-0.5));
  }

  private static Arrays arrays() {
    return new Arrays(
        new boolean[] {true, false},
        new byte[] {1, -1},
        new short[] {300, -300},
        new int[] {70_000},
        new long[] {Long.MAX_VALUE},
        new char[] {'x', 'é'},
        new float[] {1.5f},
        new double[] {},
        new String[] {"", "s"},
        new int[][] {{}, {1, 2}});
  }
}
