package dev.hmdb.schema;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.TypeDescriptor.Scalar;

/** The codecs of the types without parts. */
final class ScalarCodecs {
  private ScalarCodecs() {}

  static Codec<?> of(Scalar type) {
    return switch (type) {
      case BOOLEAN -> Codecs.BOOLEAN;
      case BYTE -> Codecs.BYTE;
      case SHORT -> Codecs.SHORT;
      case INT -> Codecs.INT;
      case LONG -> Codecs.LONG;
      case CHAR -> Codecs.CHAR;
      case FLOAT -> Codecs.FLOAT;
      case DOUBLE -> Codecs.DOUBLE;
      case STRING -> Codecs.STRING;
      case BYTES -> Codecs.BYTE_ARRAY;
      case UUID -> Codecs.UUID;
      case BIG_INTEGER -> Codecs.BIG_INTEGER;
      case BIG_DECIMAL -> Codecs.BIG_DECIMAL;
      case INSTANT -> Codecs.INSTANT;
      case DURATION -> Codecs.DURATION;
      case PERIOD -> Codecs.PERIOD;
      case LOCAL_DATE -> Codecs.LOCAL_DATE;
      case LOCAL_TIME -> Codecs.LOCAL_TIME;
      case LOCAL_DATE_TIME -> Codecs.LOCAL_DATE_TIME;
      case OFFSET_DATE_TIME -> Codecs.OFFSET_DATE_TIME;
      case ZONED_DATE_TIME -> Codecs.ZONED_DATE_TIME;
      case ZONE_ID -> Codecs.ZONE_ID;
      case ZONE_OFFSET -> Codecs.ZONE_OFFSET;
      case YEAR -> Codecs.YEAR;
      case YEAR_MONTH -> Codecs.YEAR_MONTH;
      case URI -> Codecs.URI;
      case LOCALE -> Codecs.LOCALE;
      case CURRENCY -> Codecs.CURRENCY;
    };
  }
}
