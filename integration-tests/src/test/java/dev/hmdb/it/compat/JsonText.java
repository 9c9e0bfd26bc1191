package dev.hmdb.it.compat;

import dev.hmdb.Bytes;
import dev.hmdb.it.types.Bound;
import dev.hmdb.it.types.Celsius;
import dev.hmdb.it.types.Money;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values as the second reader prints them. */
final class JsonText {
  private JsonText() {}

  /**
   * The text of a value.
   *
   * @param type what it is declared to be: whether it is of a sealed type cannot be seen in it
   */
  static String of(Type type, Object value) {
    Class<?> declared = Bound.erased(type);
    if (declared.isSealed() && declared.isInterface() && !isOfTheJdk(declared)) {
      String variant = withoutPackage(declaring(value.getClass()));
      return "{" + quoted(variant) + ":" + ofRecordOrEnum(value.getClass(), value) + "}";
    }
    if (declared == ZoneId.class) {
      return quoted(((ZoneId) value).getId());
    }
    return switch (value) {
      case Collection<?> elements -> collection(argument(type, 0), elements);
      case Map<?, ?> entries -> map(argument(type, 0), argument(type, 1), entries);
      case Optional<?> optional ->
          sequence(optional.stream().map(content -> of(argument(type, 0), content)));
      case Object array when array.getClass().isArray() -> array(type, array);
      default -> isScalar(value) ? scalar(value) : ofRecordOrEnum(type, value);
    };
  }

  private static boolean isOfTheJdk(Class<?> type) {
    return type.getPackageName().startsWith("java.");
  }

  /** The enum of a constant, also of one with a body. */
  private static Class<?> declaring(Class<?> type) {
    return Enum.class.isAssignableFrom(type) && !type.isEnum() ? type.getSuperclass() : type;
  }

  private static String withoutPackage(Class<?> type) {
    return type.getCanonicalName().substring(type.getPackageName().length() + 1);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  private static String ofRecordOrEnum(Type type, Object value) {
    if (value instanceof Enum<?> constant) {
      return quoted(constant.name());
    }
    Map<TypeVariable<?>, Type> bound = new HashMap<>();
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      for (int i = 0; i < raw.getTypeParameters().length; i++) {
        bound.put(raw.getTypeParameters()[i], argument(type, i));
      }
    }
    return Stream.of(value.getClass().getRecordComponents())
        .map(component ->
            quoted(component.getName())
                + ":"
                + of(Bound.in(component.getGenericType(), bound), content(component, value)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static Object content(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(component.toString(), e);
    }
  }

  private static String sequence(Stream<String> elements) {
    return elements.collect(Collectors.joining(",", "[", "]"));
  }

  private static String collection(Type element, Collection<?> elements) {
    Stream<String> texts = elements.stream().map(value -> of(element, value));
    return sequence(elements instanceof Set ? texts.sorted(JsonText::compareBytes) : texts);
  }

  private static String map(Type key, Type value, Map<?, ?> entries) {
    return sequence(
        entries.entrySet().stream()
            .map(e -> "[" + of(key, e.getKey()) + "," + of(value, e.getValue()) + "]")
            .sorted(JsonText::compareBytes));
  }

  /** Strings compare by their UTF-16 otherwise. */
  private static int compareBytes(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static String array(Type type, Object array) {
    if (array instanceof byte[] bytes) {
      return quoted(HexFormat.of().formatHex(bytes));
    }
    Type element =
        type instanceof GenericArrayType generic
            ? generic.getGenericComponentType()
            : Bound.erased(type).getComponentType();
    return sequence(
        IntStream.range(0, Array.getLength(array)).mapToObj(i -> of(element, Array.get(array, i))));
  }

  private static boolean isScalar(Object value) {
    return isOfTheJdk(value.getClass()) && !(value instanceof Enum)
        || value instanceof Bytes
        || value instanceof Money
        || value instanceof Celsius;
  }

  private static String scalar(Object value) {
    return switch (value) {
      case Boolean _, Byte _, Short _, Integer _, Long _, Year _ -> value.toString();
      case Character c -> Integer.toString(c);
      case Float f -> "\"0x%08x\"".formatted(Float.floatToRawIntBits(f));
      case Double d -> "\"0x%016x\"".formatted(Double.doubleToRawLongBits(d));
      case OptionalInt i -> sequence(i.stream().mapToObj(JsonText::scalar));
      case OptionalLong l -> sequence(l.stream().mapToObj(JsonText::scalar));
      case OptionalDouble d -> sequence(d.stream().mapToObj(JsonText::scalar));
      case Money money -> Long.toString(money.cents());
      case Celsius celsius -> Integer.toString(celsius.degrees());
      case Instant i -> seconds(i.getEpochSecond(), i.getNano());
      case Duration d -> seconds(d.getSeconds(), d.getNano());
      case Period p ->
          "{\"years\":%d,\"months\":%d,\"days\":%d}"
              .formatted(p.getYears(), p.getMonths(), p.getDays());
      case BigDecimal d ->
          "{\"unscaled\":%s,\"scale\":%d}".formatted(scalar(d.unscaledValue()), d.scale());
      default -> quoted(text(value));
    };
  }

  private static String seconds(long seconds, int nanos) {
    return "{\"seconds\":%d,\"nanos\":%d}".formatted(seconds, nanos);
  }

  private static String text(Object value) {
    return switch (value) {
      case Bytes bytes -> HexFormat.of().formatHex(bytes.toByteArray());
      case BigInteger i -> (i.signum() < 0 ? "-0x" : "0x") + i.abs().toString(16);
      case LocalDate d ->
          "%d-%02d-%02d".formatted(d.getYear(), d.getMonthValue(), d.getDayOfMonth());
      case LocalTime t ->
          "%02d:%02d:%02d.%09d".formatted(t.getHour(), t.getMinute(), t.getSecond(), t.getNano());
      case LocalDateTime t -> text(t.toLocalDate()) + "T" + text(t.toLocalTime());
      case OffsetDateTime t -> text(t.toLocalDateTime()) + text(t.getOffset());
      case ZonedDateTime t ->
          text(t.toLocalDateTime()) + text(t.getOffset()) + "[" + t.getZone().getId() + "]";
      case ZoneOffset offset -> {
        int seconds = Math.abs(offset.getTotalSeconds());
        yield "%s%02d:%02d:%02d"
            .formatted(
                offset.getTotalSeconds() < 0 ? "-" : "+",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60);
      }
      case YearMonth m -> "%d-%02d".formatted(m.getYear(), m.getMonthValue());
      case Locale locale -> locale.toLanguageTag();
      case Currency currency -> currency.getCurrencyCode();
      case String _, StringBuilder _, UUID _, URI _ -> value.toString();
      default -> throw new AssertionError(value.getClass());
    };
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\b' -> quoted.append("\\b");
        case '\t' -> quoted.append("\\t");
        case '\n' -> quoted.append("\\n");
        case '\f' -> quoted.append("\\f");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(c < 0x20 ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }
}
