package dev.hmdb.schema;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.TypeDescriptor.Scalar;

/** Where the values of types without parts end; {@code docs/format/encoding.md} says why there. */
final class ScalarBytes {
  private static final int LAST_NANO = 999_999_999;

  private ScalarBytes() {}

  static void skip(Scalar type, Decoder in) {
    switch (type) {
      case BOOLEAN -> in.readBoolean();
      case BYTE -> in.skip(Byte.BYTES);
      case FLOAT -> in.skip(Float.BYTES);
      case DOUBLE -> in.skip(Double.BYTES);
      case UUID -> in.skip(2 * Long.BYTES);
      case SHORT -> in.readShort();
      case CHAR -> in.readChar();
      case INT, ZONE_OFFSET, YEAR -> in.readInt();
      case LONG, LOCAL_DATE -> in.readLong();
      case STRING, BYTES, BIG_INTEGER, ZONE_ID, URI, LOCALE, CURRENCY -> skipCounted(in);
      case BIG_DECIMAL -> {
        skipCounted(in);
        in.readInt();
      }
      case INSTANT, DURATION -> {
        in.readLong();
        in.readVarint(LAST_NANO);
      }
      case PERIOD -> {
        in.readInt();
        in.readInt();
        in.readInt();
      }
      case LOCAL_TIME -> skipTime(in);
      case LOCAL_DATE_TIME -> skipDateAndTime(in);
      case OFFSET_DATE_TIME -> {
        skipDateAndTime(in);
        in.readInt();
      }
      case ZONED_DATE_TIME -> {
        skipDateAndTime(in);
        in.readInt();
        skipCounted(in);
      }
      case YEAR_MONTH -> {
        in.readInt();
        in.skip(Byte.BYTES);
      }
    }
  }

  private static void skipCounted(Decoder in) {
    in.skip(in.readCount(1));
  }

  private static void skipTime(Decoder in) {
    in.readVarint(Integer.MAX_VALUE);
    in.readVarint(LAST_NANO);
  }

  private static void skipDateAndTime(Decoder in) {
    in.readLong();
    skipTime(in);
  }
}
