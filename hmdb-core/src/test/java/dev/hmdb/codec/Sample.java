package dev.hmdb.codec;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** A codec with values to try it on: the edges, and any number of random ones. */
record Sample<T>(String name, Codec<T> codec, List<T> edges, Function<RandomGenerator, T> random) {

  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("UTC"),
          ZoneId.of("Z"),
          ZoneId.of("UTC+01:00"),
          ZoneOffset.ofHoursMinutesSeconds(5, 45, 1));
  private static final List<Locale> LOCALES = List.of(Locale.getAvailableLocales());
  private static final List<Currency> CURRENCIES =
      List.copyOf(Currency.getAvailableCurrencies().stream().toList());

  /** Every codec of {@link Codecs}, and combinations. */
  static List<Sample<?>> all() {
    List<Sample<?>> all = new ArrayList<>();
    addNumbers(all);
    addTexts(all);
    addDatesAndTimes(all);
    addZoned(all);
    addArrays(all);
    addCollections(all);
    addStoredKeys(all);
    return all;
  }

  /** The edges, then as many random values. */
  List<T> values(RandomGenerator random, int count) {
    List<T> values = new ArrayList<>(edges);
    for (int i = 0; i < count; i++) {
      values.add(this.random.apply(random));
    }
    return values;
  }

  byte[] encode(T value) {
    Encoder out = new Encoder();
    codec.encode(value, out);
    return out.toByteArray();
  }

  T decode(byte[] bytes) {
    Decoder in = new Decoder(bytes);
    T value = codec.decode(in);
    in.expectEnd();
    return value;
  }

  @Override
  public String toString() {
    return name;
  }

  private static void addNumbers(List<Sample<?>> all) {
    all.add(of("BOOLEAN", Codecs.BOOLEAN, RandomGenerator::nextBoolean, true, false));
    all.add(
        of(
            "BYTE",
            Codecs.BYTE,
            random -> (byte) random.nextInt(),
            (byte) 0,
            (byte) -1,
            Byte.MAX_VALUE,
            Byte.MIN_VALUE));
    all.add(
        of(
            "SHORT",
            Codecs.SHORT,
            random -> (short) bits(random),
            (short) 125,
            (short) -126,
            Short.MAX_VALUE,
            Short.MIN_VALUE));
    all.add(
        of(
            "INT",
            Codecs.INT,
            random -> (int) bits(random),
            0,
            -1,
            125,
            126,
            -125,
            -126,
            32767,
            32768,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE));
    all.add(
        of("LONG", Codecs.LONG, Sample::bits, 0L, -1L, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE));
    all.add(
        of(
            "CHAR",
            Codecs.CHAR,
            random -> (char) bits(random),
            'a',
            (char) 0,
            (char) 251,
            Character.MAX_VALUE,
            Character.MIN_SURROGATE));
    all.add(
        of(
            "FLOAT",
            Codecs.FLOAT,
            RandomGenerator::nextFloat,
            0f,
            -0f,
            Float.NaN,
            Float.MIN_VALUE,
            Float.NEGATIVE_INFINITY));
    all.add(
        of(
            "DOUBLE",
            Codecs.DOUBLE,
            RandomGenerator::nextDouble,
            0d,
            -0d,
            Double.NaN,
            Double.MIN_VALUE,
            Double.POSITIVE_INFINITY));
    all.add(
        of(
            "BIG_INTEGER",
            Codecs.BIG_INTEGER,
            Sample::bigInteger,
            BigInteger.ZERO,
            BigInteger.valueOf(-1),
            BigInteger.valueOf(127),
            BigInteger.valueOf(128),
            BigInteger.valueOf(-128),
            BigInteger.ONE.shiftLeft(3000)));
    all.add(
        of(
            "BIG_DECIMAL",
            Codecs.BIG_DECIMAL,
            random -> new BigDecimal(bigInteger(random), (int) bits(random)),
            BigDecimal.ZERO,
            new BigDecimal("0.00"),
            new BigDecimal("-12.340"),
            new BigDecimal(BigInteger.TEN, Integer.MIN_VALUE),
            new BigDecimal(BigInteger.TEN, Integer.MAX_VALUE)));
  }

  private static void addTexts(List<Sample<?>> all) {
    all.add(
        of(
            "STRING",
            Codecs.STRING,
            Sample::text,
            "",
            "?",
            "a".repeat(15),
            "a".repeat(16),
            "ü".repeat(15),
            "why? because".repeat(30),
            "\0\u007f\u0080\u07ff\u0800\ud7ff\ue000\ufffd\uffff",
            "\ud800\udc00 \udbff\udfff ?",
            "x".repeat(70_000)));
    all.add(
        of(
            "UUID",
            Codecs.UUID,
            random -> new UUID(random.nextLong(), random.nextLong()),
            new UUID(0, 0),
            new UUID(-1, 1)));
    all.add(
        of(
            "URI",
            Codecs.URI,
            random -> URI.create("http://h" + random.nextInt(100) + "/" + random.nextLong()),
            URI.create(""),
            URI.create("mailto:a@b"),
            URI.create("http://user@[::1]:80/%C3%BC?q=é#f")));
    all.add(
        of(
            "LOCALE",
            Codecs.LOCALE,
            random -> roundTripping(LOCALES.get(random.nextInt(LOCALES.size()))),
            Locale.ROOT,
            Locale.GERMANY,
            Locale.forLanguageTag("zh-Hant-TW-u-ca-roc"),
            Locale.forLanguageTag("he")));
    all.add(
        of(
            "CURRENCY",
            Codecs.CURRENCY,
            random -> CURRENCIES.get(random.nextInt(CURRENCIES.size())),
            Currency.getInstance("EUR")));
  }

  private static void addDatesAndTimes(List<Sample<?>> all) {
    all.add(
        of(
            "INSTANT",
            Codecs.INSTANT,
            random -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
            Instant.EPOCH,
            Instant.MIN,
            Instant.MAX,
            Instant.ofEpochSecond(-1, 999_999_999)));
    all.add(
        of(
            "DURATION",
            Codecs.DURATION,
            random -> Duration.ofSeconds(bits(random), random.nextInt(1_000_000_000)),
            Duration.ZERO,
            Duration.ofNanos(-1),
            Duration.ofSeconds(Long.MIN_VALUE),
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
    all.add(
        of(
            "PERIOD",
            Codecs.PERIOD,
            random -> Period.of((int) bits(random), random.nextInt(), random.nextInt(40)),
            Period.ZERO,
            Period.of(Integer.MIN_VALUE, Integer.MAX_VALUE, -1)));
    all.add(
        of("LOCAL_DATE", Codecs.LOCAL_DATE, Sample::date, LocalDate.MIN, LocalDate.MAX, date(0)));
    all.add(
        of(
            "LOCAL_TIME",
            Codecs.LOCAL_TIME,
            Sample::time,
            LocalTime.MIDNIGHT,
            LocalTime.MAX,
            LocalTime.NOON));
    all.add(
        of(
            "LOCAL_DATE_TIME",
            Codecs.LOCAL_DATE_TIME,
            Sample::dateTime,
            LocalDateTime.MIN,
            LocalDateTime.MAX));
    all.add(
        of(
            "YEAR",
            Codecs.YEAR,
            random -> Year.of(random.nextInt(4000)),
            Year.of(Year.MIN_VALUE),
            Year.of(Year.MAX_VALUE)));
    all.add(
        of(
            "YEAR_MONTH",
            Codecs.YEAR_MONTH,
            random -> YearMonth.of(random.nextInt(4000), 1 + random.nextInt(12)),
            YearMonth.of(Year.MIN_VALUE, 1),
            YearMonth.of(Year.MAX_VALUE, 12)));
  }

  private static void addZoned(List<Sample<?>> all) {
    all.add(
        of(
            "ZONE_OFFSET",
            Codecs.ZONE_OFFSET,
            Sample::offset,
            ZoneOffset.UTC,
            ZoneOffset.MIN,
            ZoneOffset.MAX));
    all.add(of("ZONE_ID", Codecs.ZONE_ID, Sample::zone, ZONES.toArray(ZoneId[]::new)));
    all.add(
        of(
            "OFFSET_DATE_TIME",
            Codecs.OFFSET_DATE_TIME,
            random -> OffsetDateTime.of(dateTime(random), offset(random)),
            OffsetDateTime.MIN,
            OffsetDateTime.MAX));
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    LocalDateTime overlap = LocalDateTime.of(2024, 10, 27, 2, 30);
    all.add(
        of(
            "ZONED_DATE_TIME",
            Codecs.ZONED_DATE_TIME,
            random -> dateTime(random).atZone(zone(random)),
            ZonedDateTime.ofLocal(overlap, berlin, ZoneOffset.ofHours(1)),
            ZonedDateTime.ofLocal(overlap, berlin, ZoneOffset.ofHours(2)),
            LocalDateTime.MIN.atZone(ZoneOffset.MAX),
            LocalDateTime.MAX.atZone(ZoneOffset.MIN),
            LocalDateTime.MIN.atZone(berlin),
            LocalDateTime.MAX.atZone(berlin)));
  }

  private static void addArrays(List<Sample<?>> all) {
    all.add(of("BYTE_ARRAY", Codecs.BYTE_ARRAY, Sample::bytes, new byte[0], new byte[300]));
    all.add(
        of(
            "BOOLEAN_ARRAY",
            Codecs.BOOLEAN_ARRAY,
            random -> new boolean[] {random.nextBoolean()},
            new boolean[] {true, false}));
    all.add(
        of(
            "SHORT_ARRAY",
            Codecs.SHORT_ARRAY,
            random -> new short[] {(short) bits(random)},
            new short[] {1, -1, Short.MIN_VALUE}));
    all.add(
        of(
            "INT_ARRAY",
            Codecs.INT_ARRAY,
            random -> random.ints(random.nextInt(9)).toArray(),
            new int[] {Integer.MIN_VALUE}));
    all.add(
        of(
            "LONG_ARRAY",
            Codecs.LONG_ARRAY,
            random -> random.longs(random.nextInt(9)).toArray(),
            new long[300]));
    all.add(
        of(
            "CHAR_ARRAY",
            Codecs.CHAR_ARRAY,
            random -> new char[] {(char) bits(random)},
            "héllo".toCharArray()));
    all.add(
        of(
            "FLOAT_ARRAY",
            Codecs.FLOAT_ARRAY,
            random -> new float[] {random.nextFloat()},
            new float[] {0, -0f, Float.NaN}));
    all.add(
        of(
            "DOUBLE_ARRAY",
            Codecs.DOUBLE_ARRAY,
            random -> random.doubles(random.nextInt(9)).toArray(),
            new double[] {-0d}));
    all.add(
        of(
            "array(STRING)",
            Codecs.array(Codecs.STRING, String[]::new),
            random -> collect(random, Sample::text, 9).toArray(String[]::new),
            new String[0],
            collect(300, Integer::toString).toArray(String[]::new)));
    all.add(
        of(
            "array(INT_ARRAY)",
            Codecs.array(Codecs.INT_ARRAY, int[][]::new),
            random -> new int[][] {random.ints(3).toArray()},
            new int[][] {{}, {1}}));
  }

  /** What the kinds of table store. */
  private static void addStoredKeys(List<Sample<?>> all) {
    all.add(of("Unit", Unit.codec(), random -> Unit.UNIT, Unit.UNIT));
    all.add(
        of(
            "ListKey",
            ListKey.codec(),
            random -> ListKey.of((int) bits(random), random.nextInt(99)),
            ListKey.of(0),
            ListKey.of(Integer.MIN_VALUE, Integer.MAX_VALUE)));
    all.add(
        of(
            "SetEntryKey",
            SetEntryKey.codec(Codecs.STRING, Codecs.INT),
            random -> new SetEntryKey<>(text(random), random.nextInt()),
            new SetEntryKey<>("", 0)));
    all.add(
        of(
            "ListEntryKey",
            ListEntryKey.codec(Codecs.STRING),
            random -> new ListEntryKey<>(text(random), ListKey.of(random.nextInt(99))),
            new ListEntryKey<>("a", ListKey.of(7, -1))));
  }

  private static void addCollections(List<Sample<?>> all) {
    all.add(
        of(
            "optional(optional(INT))",
            Codecs.optional(Codecs.optional(Codecs.INT)),
            random -> Optional.of(Optional.of(random.nextInt())),
            Optional.empty(),
            Optional.of(Optional.empty())));
    all.add(
        of(
            "list(STRING)",
            Codecs.list(Codecs.STRING),
            random -> collect(random, Sample::text, 9),
            List.of(),
            collect(300, Integer::toString)));
    all.add(
        of(
            "list(list(LONG))",
            Codecs.list(Codecs.list(Codecs.LONG)),
            random -> collect(random, r -> collect(r, Sample::bits, 4), 4),
            List.of(List.of())));
    all.add(
        of(
            "list(Nothing)",
            Codecs.list(Nothing.CODEC),
            random -> collect(random.nextInt(99), i -> Nothing.NOTHING),
            collect(Decoder.MAX_ZERO_SIZE_ELEMENTS, i -> Nothing.NOTHING)));
    all.add(
        of(
            "set(INT)",
            Codecs.set(Codecs.INT),
            random -> new HashSet<>(collect(random, r -> (int) bits(r), 9)),
            Set.of(),
            new HashSet<>(collect(300, i -> i))));
    all.add(of("set(Nothing)", Codecs.set(Nothing.CODEC), r -> Set.of(), Set.of(Nothing.NOTHING)));
    all.add(
        of(
            "map(STRING, list(INT))",
            Codecs.map(Codecs.STRING, Codecs.list(Codecs.INT)),
            Sample::map,
            Map.of(),
            Map.of("", List.of())));
    all.add(
        of(
            "map(Nothing, Nothing)",
            Codecs.map(Nothing.CODEC, Nothing.CODEC),
            random -> Map.of(),
            Map.of(Nothing.NOTHING, Nothing.NOTHING)));
    all.add(
        of(
            "mapped(LONG)",
            Codecs.mapped(
                Codecs.LONG,
                (Year value) -> (long) value.getValue(),
                value -> Year.of(Math.toIntExact(value))),
            random -> Year.of(random.nextInt(3000)),
            Year.of(0)));
  }

  /** A record without components: its values take no bytes. */
  record Nothing() {
    static final Nothing NOTHING = new Nothing();
    static final Codec<Nothing> CODEC =
        new Codec<>() {
          @Override
          public TypeDescriptor type() {
            return new TypeDescriptor.RecordType("Nothing", List.of());
          }

          @Override
          public void encode(Nothing value, Encoder out) {}

          @Override
          public Nothing decode(Decoder in) {
            return NOTHING;
          }
        };
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  private static <T> Sample<T> of(
      String name, Codec<T> codec, Function<RandomGenerator, T> random, T... edges) {
    return new Sample<>(name, codec, List.of(edges), random);
  }

  /** A number of any magnitude: half of all uniformly random ones would have 64 bits. */
  private static long bits(RandomGenerator random) {
    return random.nextLong() >> random.nextInt(64);
  }

  private static BigInteger bigInteger(RandomGenerator random) {
    return new BigInteger(bytes(random)).add(BigInteger.valueOf(random.nextInt()));
  }

  private static byte[] bytes(RandomGenerator random) {
    byte[] bytes = new byte[1 + random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(RandomGenerator random) {
    int highest = random.nextBoolean() ? 0x7F : 0x10FFFF;
    return random
        .ints(random.nextInt(40), 0, highest + 1)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static LocalDate date(RandomGenerator random) {
    return date(random.nextInt(-100_000, 100_000));
  }

  private static LocalDate date(int epochDay) {
    return LocalDate.ofEpochDay(epochDay);
  }

  private static LocalTime time(RandomGenerator random) {
    return LocalTime.ofNanoOfDay(random.nextLong(LocalTime.MAX.toNanoOfDay()));
  }

  private static LocalDateTime dateTime(RandomGenerator random) {
    return LocalDateTime.of(date(random), time(random));
  }

  private static ZoneOffset offset(RandomGenerator random) {
    int most = ZoneOffset.MAX.getTotalSeconds();
    return ZoneOffset.ofTotalSeconds(random.nextInt(-most, most));
  }

  private static ZoneId zone(RandomGenerator random) {
    return ZONES.get(random.nextInt(ZONES.size()));
  }

  private static Locale roundTripping(Locale locale) {
    return Locale.forLanguageTag(locale.toLanguageTag());
  }

  private static Map<String, List<Integer>> map(RandomGenerator random) {
    Map<String, List<Integer>> map = new HashMap<>();
    for (String key : collect(random, Sample::text, 5)) {
      map.put(key, collect(random, r -> (int) bits(r), 3));
    }
    return map;
  }

  private static <E> List<E> collect(
      RandomGenerator random, Function<RandomGenerator, E> element, int below) {
    return collect(random.nextInt(below), i -> element.apply(random));
  }

  private static <E> List<E> collect(int count, IntFunction<E> element) {
    List<E> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(element.apply(i));
    }
    return list;
  }

  /** Equality by content, for arrays too. */
  static boolean same(Object a, Object b) {
    return Arrays.deepEquals(new Object[] {a}, new Object[] {b});
  }
}
