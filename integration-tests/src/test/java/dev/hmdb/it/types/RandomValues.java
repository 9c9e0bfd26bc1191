package dev.hmdb.it.types;

import dev.hmdb.Bytes;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
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
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Random values of any type that a schema can mention, told by reflection. */
public final class RandomValues {
  /** Below this, sealed types end and collections are empty. */
  private static final int MOST_DEPTH = 6;

  private final Random random;
  private final Map<Class<?>, Supplier<?>> scalars = new HashMap<>();

  public RandomValues(long seed) {
    random = new Random(seed);
    numbers();
    texts();
    times();
  }

  private <T> void scalar(Class<T> type, Supplier<T> value) {
    scalars.put(type, value);
  }

  private void numbers() {
    scalar(Boolean.class, random::nextBoolean);
    scalar(Byte.class, () -> (byte) edgy(Byte.MIN_VALUE, Byte.MAX_VALUE));
    scalar(Short.class, () -> (short) edgy(Short.MIN_VALUE, Short.MAX_VALUE));
    scalar(Integer.class, () -> (int) edgy(Integer.MIN_VALUE, Integer.MAX_VALUE));
    scalar(Long.class, () -> edgy(Long.MIN_VALUE, Long.MAX_VALUE));
    scalar(Character.class, () -> (char) edgy(Character.MIN_VALUE, Character.MAX_VALUE));
    scalar(
        Float.class,
        () ->
            oneOf(
                Float.intBitsToFloat(random.nextInt()),
                Float.NaN,
                -0f,
                Float.MIN_VALUE,
                Float.NEGATIVE_INFINITY));
    scalar(
        Double.class,
        () ->
            oneOf(
                Double.longBitsToDouble(random.nextLong()),
                Double.NaN,
                -0d,
                Double.MAX_VALUE,
                Double.POSITIVE_INFINITY));
    scalar(
        BigInteger.class,
        () -> new BigInteger(random.nextInt(200), random).subtract(BigInteger.TEN));
    scalar(
        BigDecimal.class,
        () -> new BigDecimal(new BigInteger(random.nextInt(100), random), random.nextInt(-50, 50)));
  }

  private void texts() {
    scalar(String.class, this::text);
    scalar(UUID.class, () -> new UUID(random.nextLong(), random.nextLong()));
    scalar(URI.class, () -> URI.create("http://example.org/" + random.nextInt() + "?q=%20#f"));
    scalar(
        Locale.class,
        () -> oneOf(Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("zh-Hant-TW")));
    scalar(Currency.class, () -> oneOf(Currency.getInstance("EUR"), Currency.getInstance("JPY")));
    scalar(Bytes.class, () -> Bytes.of(bytes()));
    scalar(StringBuilder.class, () -> new StringBuilder(text()));
    scalar(Money.class, () -> new Money(random.nextLong()));
    scalar(Celsius.class, () -> new Celsius(random.nextInt()));
  }

  private void times() {
    scalar(
        Instant.class,
        () ->
            oneOf(
                Instant.ofEpochSecond(random.nextLong(-9_000_000_000L, 9_000_000_000L), nano()),
                Instant.MIN,
                Instant.MAX));
    scalar(
        Duration.class,
        () -> oneOf(Duration.ofSeconds(random.nextLong(), nano()), Duration.ZERO.minusNanos(1)));
    scalar(Period.class, () -> Period.of(random.nextInt(), random.nextInt(), random.nextInt()));
    scalar(LocalDate.class, this::date);
    scalar(LocalTime.class, this::time);
    scalar(LocalDateTime.class, () -> LocalDateTime.of(date(), time()));
    scalar(OffsetDateTime.class, () -> OffsetDateTime.of(date(), time(), offset()));
    scalar(ZonedDateTime.class, () -> ZonedDateTime.of(date(), time(), zone()));
    scalar(ZoneId.class, this::zone);
    scalar(ZoneOffset.class, this::offset);
    scalar(Year.class, () -> Year.of(random.nextInt(Year.MIN_VALUE, Year.MAX_VALUE)));
    scalar(YearMonth.class, () -> YearMonth.from(date()));
  }

  private LocalDate date() {
    return oneOf(
        LocalDate.ofEpochDay(random.nextInt(-3_000_000, 3_000_000)),
        LocalDate.MIN,
        LocalDate.EPOCH);
  }

  private LocalTime time() {
    return oneOf(LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L)), LocalTime.MAX);
  }

  private ZoneOffset offset() {
    return ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 3600, 18 * 3600 + 1));
  }

  private ZoneId zone() {
    return oneOf(
        ZoneId.of("Europe/Berlin"), ZoneId.of("Asia/Kathmandu"), ZoneId.of("UTC"), offset());
  }

  private int nano() {
    return random.nextInt(1_000_000_000);
  }

  /** Text of one to four bytes a character, never half a surrogate pair. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(oneOf((int) 'a', 0, 0xE9, 0xFFFF, 0x4E2D, 0x1F600, 0x10FFFF));
    }
    return text.toString();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  private long edgy(long least, long most) {
    return switch (random.nextInt(6)) {
      case 0 -> least;
      case 1 -> most;
      case 2 -> 0;
      case 3 -> Math.clamp(250 + random.nextInt(3), least, most);
      default -> least + Math.floorMod(random.nextLong(), most - least == -1 ? most : most - least);
    };
  }

  @SafeVarargs
  private <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** A random value. */
  public Object of(Type type) {
    return of(type, Map.of(), 0);
  }

  private Object of(Type type, Map<TypeVariable<?>, Type> bound, int depth) {
    return switch (type) {
      case TypeVariable<?> variable -> of(bound.get(variable), Map.of(), depth);
      case GenericArrayType array -> array(array.getGenericComponentType(), bound, depth);
      case ParameterizedType generic ->
          generic((Class<?>) generic.getRawType(), arguments(generic, bound), depth);
      case Class<?> plain when plain.isArray() -> array(plain.getComponentType(), bound, depth);
      case Class<?> plain -> plain(plain, depth);
      default -> throw new AssertionError(type);
    };
  }

  /** The type arguments, with the variables in them replaced. */
  private static List<Type> arguments(ParameterizedType generic, Map<TypeVariable<?>, Type> bound) {
    return List.of(generic.getActualTypeArguments()).stream()
        .map(argument -> Bound.in(argument, bound))
        .toList();
  }

  private Object plain(Class<?> type, int depth) {
    Supplier<?> scalar = scalars.get(Primitive.boxed(type));
    if (scalar != null) {
      return scalar.get();
    }
    if (type == OptionalInt.class) {
      return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
    }
    if (type == OptionalLong.class) {
      return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
    }
    if (type == OptionalDouble.class) {
      return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble());
    }
    if (type.isEnum()) {
      return oneOf(type.getEnumConstants());
    }
    if (type.isSealed()) {
      Class<?>[] permitted = type.getPermittedSubclasses();
      return plain(permitted[depth > MOST_DEPTH ? 0 : random.nextInt(permitted.length)], depth + 1);
    }
    return record(type, Map.of(), depth);
  }

  private Object generic(Class<?> raw, List<Type> arguments, int depth) {
    if (raw == Optional.class) {
      return random.nextBoolean()
          ? Optional.empty()
          : Optional.of(of(arguments.getFirst(), Map.of(), depth));
    }
    if (raw == List.class) {
      return collection(new ArrayList<>(), arguments.getFirst(), depth);
    }
    if (raw == Set.class) {
      return collection(new HashSet<>(), arguments.getFirst(), depth);
    }
    if (raw == Map.class) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = count(depth); i > 0; i--) {
        map.put(
            of(arguments.getFirst(), Map.of(), depth + 1),
            of(arguments.get(1), Map.of(), depth + 1));
      }
      return map;
    }
    Map<TypeVariable<?>, Type> bound = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      bound.put(raw.getTypeParameters()[i], arguments.get(i));
    }
    return record(raw, bound, depth);
  }

  private <C extends java.util.Collection<Object>> C collection(C into, Type element, int depth) {
    for (int i = count(depth); i > 0; i--) {
      into.add(of(element, Map.of(), depth + 1));
    }
    return into;
  }

  private int count(int depth) {
    return depth > MOST_DEPTH ? 0 : random.nextInt(4);
  }

  private Object array(Type element, Map<TypeVariable<?>, Type> bound, int depth) {
    Object array = Array.newInstance(Bound.erased(element), count(depth));
    for (int i = 0; i < Array.getLength(array); i++) {
      Array.set(array, i, of(element, bound, depth + 1));
    }
    return array;
  }

  private Object record(Class<?> type, Map<TypeVariable<?>, Type> bound, int depth) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = of(Bound.in(components[i].getGenericType(), bound), Map.of(), depth + 1);
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type.toString(), e);
    }
  }
}
