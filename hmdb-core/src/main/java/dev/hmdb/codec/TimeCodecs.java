package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.Scalar;
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

/** The types of {@code java.time}. */
final class TimeCodecs {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long LAST_NANO = NANOS_PER_SECOND - 1;
  private static final int LAST_SECOND_OF_DAY = 24 * 60 * 60 - 1;

  static final Codec<Instant> INSTANT =
      new ScalarCodec<>(Scalar.INSTANT, TimeCodecs::writeInstant, TimeCodecs::readInstant);
  static final Codec<Duration> DURATION =
      new ScalarCodec<>(Scalar.DURATION, TimeCodecs::writeDuration, TimeCodecs::readDuration);
  static final Codec<Period> PERIOD =
      new ScalarCodec<>(Scalar.PERIOD, TimeCodecs::writePeriod, TimeCodecs::readPeriod);
  static final Codec<LocalDate> LOCAL_DATE =
      new ScalarCodec<>(Scalar.LOCAL_DATE, TimeCodecs::writeDate, TimeCodecs::readDate);
  static final Codec<LocalTime> LOCAL_TIME =
      new ScalarCodec<>(Scalar.LOCAL_TIME, TimeCodecs::writeTime, TimeCodecs::readTime);
  static final Codec<LocalDateTime> LOCAL_DATE_TIME =
      new ScalarCodec<>(Scalar.LOCAL_DATE_TIME, TimeCodecs::writeLocal, TimeCodecs::readLocal);
  static final Codec<OffsetDateTime> OFFSET_DATE_TIME =
      new ScalarCodec<>(
          Scalar.OFFSET_DATE_TIME, TimeCodecs::writeOffsetDateTime, TimeCodecs::readOffsetDateTime);
  static final Codec<ZonedDateTime> ZONED_DATE_TIME =
      new ScalarCodec<>(
          Scalar.ZONED_DATE_TIME, TimeCodecs::writeZonedDateTime, TimeCodecs::readZonedDateTime);
  static final Codec<ZoneId> ZONE_ID =
      new ScalarCodec<>(Scalar.ZONE_ID, TimeCodecs::writeZone, TimeCodecs::readZone);
  static final Codec<ZoneOffset> ZONE_OFFSET =
      new ScalarCodec<>(Scalar.ZONE_OFFSET, TimeCodecs::writeOffset, TimeCodecs::readOffset);
  static final Codec<Year> YEAR =
      new ScalarCodec<>(
          Scalar.YEAR, (value, out) -> out.writeInt(value.getValue()), in -> Year.of(in.readInt()));
  static final Codec<YearMonth> YEAR_MONTH =
      new ScalarCodec<>(Scalar.YEAR_MONTH, TimeCodecs::writeYearMonth, TimeCodecs::readYearMonth);

  private TimeCodecs() {}

  private static void writeInstant(Instant value, Encoder out) {
    out.writeLong(value.getEpochSecond());
    out.writeVarint(value.getNano());
  }

  private static Instant readInstant(Decoder in) {
    return Instant.ofEpochSecond(in.readLong(), in.readVarint(LAST_NANO));
  }

  private static void writeDuration(Duration value, Encoder out) {
    out.writeLong(value.getSeconds());
    out.writeVarint(value.getNano());
  }

  private static Duration readDuration(Decoder in) {
    return Duration.ofSeconds(in.readLong(), in.readVarint(LAST_NANO));
  }

  private static void writePeriod(Period value, Encoder out) {
    out.writeInt(value.getYears());
    out.writeInt(value.getMonths());
    out.writeInt(value.getDays());
  }

  private static Period readPeriod(Decoder in) {
    return Period.of(in.readInt(), in.readInt(), in.readInt());
  }

  private static void writeDate(LocalDate value, Encoder out) {
    out.writeLong(value.toEpochDay());
  }

  private static LocalDate readDate(Decoder in) {
    return LocalDate.ofEpochDay(in.readLong());
  }

  private static void writeTime(LocalTime value, Encoder out) {
    long nanoOfDay = value.toNanoOfDay();
    out.writeVarint(nanoOfDay / NANOS_PER_SECOND);
    out.writeVarint(nanoOfDay % NANOS_PER_SECOND);
  }

  private static LocalTime readTime(Decoder in) {
    long second = in.readVarint(LAST_SECOND_OF_DAY);
    return LocalTime.ofNanoOfDay(second * NANOS_PER_SECOND + in.readVarint(LAST_NANO));
  }

  private static void writeLocal(LocalDateTime value, Encoder out) {
    writeDate(value.toLocalDate(), out);
    writeTime(value.toLocalTime(), out);
  }

  private static LocalDateTime readLocal(Decoder in) {
    return LocalDateTime.of(readDate(in), readTime(in));
  }

  private static void writeOffset(ZoneOffset value, Encoder out) {
    out.writeInt(value.getTotalSeconds());
  }

  private static ZoneOffset readOffset(Decoder in) {
    return ZoneOffset.ofTotalSeconds(in.readInt());
  }

  private static void writeOffsetDateTime(OffsetDateTime value, Encoder out) {
    writeLocal(value.toLocalDateTime(), out);
    writeOffset(value.getOffset(), out);
  }

  private static OffsetDateTime readOffsetDateTime(Decoder in) {
    return OffsetDateTime.of(readLocal(in), readOffset(in));
  }

  private static void writeZonedDateTime(ZonedDateTime value, Encoder out) {
    writeLocal(value.toLocalDateTime(), out);
    writeOffset(value.getOffset(), out);
    writeZone(value.getZone(), out);
  }

  // The offset tells apart the two times of an overlap. It may have become wrong since the value
  // was written, when the zone's rules were changed: then the instant is kept, not the local time,
  // and not an exception, which would make good data unreadable.
  private static ZonedDateTime readZonedDateTime(Decoder in) {
    return ZonedDateTime.ofInstant(readLocal(in), readOffset(in), readZone(in));
  }

  private static void writeZone(ZoneId value, Encoder out) {
    out.writeString(value.getId());
  }

  private static ZoneId readZone(Decoder in) {
    String id = in.readString();
    ZoneId zone = ZoneId.of(id);
    if (!zone.getId().equals(id)) {
      throw new IllegalArgumentException(id + " is a variant of " + zone.getId());
    }
    return zone;
  }

  private static void writeYearMonth(YearMonth value, Encoder out) {
    out.writeInt(value.getYear());
    out.writeByte((byte) value.getMonthValue());
  }

  private static YearMonth readYearMonth(Decoder in) {
    return YearMonth.of(in.readInt(), in.readByte());
  }
}
