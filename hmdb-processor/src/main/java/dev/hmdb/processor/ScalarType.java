package dev.hmdb.processor;

import org.jspecify.annotations.Nullable;

/**
 * A type of the JDK, or {@code Bytes}, that hmdb has a codec for. The constants are named as those
 * of {@code dev.hmdb.codec.Codecs}.
 */
enum ScalarType {
  STRING("java.lang.String", 1),
  UUID("java.util.UUID", 16),
  BIG_INTEGER("java.math.BigInteger", 2),
  BIG_DECIMAL("java.math.BigDecimal", 3),
  INSTANT("java.time.Instant", 2),
  DURATION("java.time.Duration", 2),
  PERIOD("java.time.Period", 3),
  LOCAL_DATE("java.time.LocalDate", 1),
  LOCAL_TIME("java.time.LocalTime", 2),
  LOCAL_DATE_TIME("java.time.LocalDateTime", 3),
  OFFSET_DATE_TIME("java.time.OffsetDateTime", 4),
  ZONED_DATE_TIME("java.time.ZonedDateTime", 6),
  ZONE_ID("java.time.ZoneId", 2),
  ZONE_OFFSET("java.time.ZoneOffset", 1),
  YEAR("java.time.Year", 1),
  YEAR_MONTH("java.time.YearMonth", 2),
  URI("java.net.URI", 1),
  LOCALE("java.util.Locale", 1),
  CURRENCY("java.util.Currency", 4),
  BYTES("dev.hmdb.Bytes", 1);

  private final String qualifiedName;
  private final int minimumBytes;

  ScalarType(String qualifiedName, int minimumBytes) {
    this.qualifiedName = qualifiedName;
    this.minimumBytes = minimumBytes;
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

  /** The fewest bytes of a value, as {@code docs/format/encoding.md} states them. */
  int minimumBytes() {
    return minimumBytes;
  }
}
