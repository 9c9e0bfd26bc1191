package dev.hmdb.schema;

import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Values of any type, for a seed the same ones. */
final class RandomValues {
  private final RandomGenerator random;

  RandomValues(RandomGenerator random) {
    this.random = random;
  }

  DynamicValue of(Place place, int depth) {
    return switch (place.type()) {
      case Scalar scalar when scalar == Scalar.BYTES -> {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        yield new DynamicValue.Binary(bytes);
      }
      case Scalar scalar -> new DynamicValue.Scalar(scalar(scalar));
      case OptionalType _ ->
          new DynamicValue.OptionalOf(
              depth > 8 || random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(of(place.part(0), depth + 1)));
      case SequenceType sequence -> {
        List<DynamicValue> elements = new ArrayList<>();
        for (int i = count(depth); i > 0; i--) {
          elements.add(of(place.part(0), depth + 1));
        }
        yield sequence.kind() == SequenceType.Kind.SET
            ? new DynamicValue.SetOf(new LinkedHashSet<>(elements))
            : new DynamicValue.SequenceOf(elements);
      }
      case MapType _ -> {
        Map<DynamicValue, DynamicValue> entries = new LinkedHashMap<>();
        for (int i = count(depth); i > 0; i--) {
          entries.put(of(place.part(0), depth + 1), of(place.part(1), depth + 1));
        }
        yield new DynamicValue.MapOf(entries);
      }
      case EnumType named ->
          new DynamicValue.Constant(
              named.constants().get(random.nextInt(named.constants().size())));
      case RecordType named -> {
        Map<String, DynamicValue> components = new LinkedHashMap<>();
        for (int i = 0; i < named.components().size(); i++) {
          components.put(named.components().get(i).name(), of(place.part(i), depth + 1));
        }
        yield new DynamicValue.RecordOf(components);
      }
      case SealedType named -> {
        int index = random.nextInt(named.variants().size());
        yield new DynamicValue.Variant(
            VariantNames.of(named, named).stored().get(index), of(place.part(index), depth + 1));
      }
      case Reference reference -> throw new AssertionError(reference);
    };
  }

  private int count(int depth) {
    return depth > 8 ? 0 : random.nextInt(4);
  }

  Object scalar(Scalar type) {
    return switch (type) {
      case BOOLEAN -> random.nextBoolean();
      case BYTE -> (byte) random.nextInt();
      case SHORT -> (short) bits();
      case INT -> (int) bits();
      case LONG -> bits();
      case CHAR -> (char) bits();
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case STRING -> text();
      case BYTES -> throw new AssertionError("they are a kind of their own");
      case UUID -> new UUID(random.nextLong(), random.nextLong());
      case BIG_INTEGER -> big();
      case BIG_DECIMAL -> new BigDecimal(big(), (int) bits());
      case INSTANT -> Instant.ofEpochSecond(random.nextInt(), nanos());
      case DURATION -> Duration.ofSeconds(bits(), nanos());
      case PERIOD -> Period.of((int) bits(), random.nextInt(), (int) bits());
      case LOCAL_DATE -> date();
      case LOCAL_TIME -> time();
      case LOCAL_DATE_TIME -> LocalDateTime.of(date(), time());
      case OFFSET_DATE_TIME -> OffsetDateTime.of(date(), time(), offset());
      case ZONED_DATE_TIME -> ZonedDateTime.of(date(), time(), ZoneId.of("Europe/Berlin"));
      case ZONE_ID -> ZoneId.of(random.nextBoolean() ? "Europe/Berlin" : "UTC");
      case ZONE_OFFSET -> offset();
      case YEAR -> Year.of(random.nextInt(-9999, 9999));
      case YEAR_MONTH -> YearMonth.of(random.nextInt(-9999, 9999), 1 + random.nextInt(12));
      case URI -> URI.create("http://h/" + random.nextInt());
      case LOCALE -> Locale.GERMANY;
      case CURRENCY -> Currency.getInstance("EUR");
    };
  }

  private long bits() {
    return random.nextLong() >> random.nextInt(Long.SIZE);
  }

  private String text() {
    return "ä".repeat(random.nextInt(4)) + "x".repeat(random.nextInt(20)) + random.nextInt();
  }

  private BigInteger big() {
    byte[] bytes = new byte[1 + random.nextInt(20)];
    random.nextBytes(bytes);
    return new BigInteger(bytes);
  }

  private int nanos() {
    return random.nextInt(1_000_000_000);
  }

  private LocalDate date() {
    return LocalDate.ofEpochDay(random.nextInt(-100_000, 100_000));
  }

  private LocalTime time() {
    return LocalTime.ofNanoOfDay(random.nextLong(24 * 60 * 60 * 1_000_000_000L));
  }

  private ZoneOffset offset() {
    return ZoneOffset.ofTotalSeconds(random.nextInt(-64_800, 64_801));
  }
}
