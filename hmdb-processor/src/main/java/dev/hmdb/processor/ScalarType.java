package dev.hmdb.processor;

import org.jspecify.annotations.Nullable;

/**
 * A type of the JDK, or {@code Bytes}, that hmdb has a codec for. The constants are named as those
 * of {@code dev.hmdb.codec.Codecs}.
 */
enum ScalarType {
  STRING("java.lang.String"),
  UUID("java.util.UUID"),
  BIG_INTEGER("java.math.BigInteger"),
  BIG_DECIMAL("java.math.BigDecimal"),
  INSTANT("java.time.Instant"),
  DURATION("java.time.Duration"),
  PERIOD("java.time.Period"),
  LOCAL_DATE("java.time.LocalDate"),
  LOCAL_TIME("java.time.LocalTime"),
  LOCAL_DATE_TIME("java.time.LocalDateTime"),
  OFFSET_DATE_TIME("java.time.OffsetDateTime"),
  ZONED_DATE_TIME("java.time.ZonedDateTime"),
  ZONE_ID("java.time.ZoneId"),
  ZONE_OFFSET("java.time.ZoneOffset"),
  YEAR("java.time.Year"),
  YEAR_MONTH("java.time.YearMonth"),
  URI("java.net.URI"),
  LOCALE("java.util.Locale"),
  CURRENCY("java.util.Currency"),
  BYTES("dev.hmdb.Bytes");

  private final String qualifiedName;

  ScalarType(String qualifiedName) {
    this.qualifiedName = qualifiedName;
  }

  /** The fewest bytes of a value; for all but a UUID the exact figure is not worth a table. */
  int minimumBytes() {
    return this == UUID ? 16 : 1;
  }

  /** The scalar that is this class, or null. */
  static @Nullable ScalarType of(String qualifiedName) {
    for (ScalarType scalar : values()) {
      if (scalar.qualifiedName.equals(qualifiedName)) {
        return scalar;
      }
    }
    return null;
  }

  JavaType type() {
    return JavaType.ClassType.of(qualifiedName);
  }
}
