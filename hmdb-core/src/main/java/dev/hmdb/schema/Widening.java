package dev.hmdb.schema;

import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;

/** Numbers that become numbers of a type that holds every one of them, unequal ones unequal. */
record Widening(Scalar from, Scalar to) implements Step {
  private static final Set<Scalar> VARINTS = EnumSet.of(Scalar.SHORT, Scalar.INT, Scalar.LONG);

  /** Whether that loses nothing. */
  boolean isPossible() {
    return switch (from) {
      case BYTE -> to == Scalar.SHORT || to == Scalar.FLOAT || isWiderThan(Scalar.SHORT);
      case SHORT -> to == Scalar.FLOAT || isWiderThan(Scalar.SHORT);
      case INT -> isWiderThan(Scalar.INT);
      case LONG -> isUnbounded();
      case BIG_INTEGER -> to == Scalar.BIG_DECIMAL;
      case FLOAT -> to == Scalar.DOUBLE;
      default -> false;
    };
  }

  private boolean isWiderThan(Scalar type) {
    return (to == Scalar.INT && type != Scalar.INT)
        || to == Scalar.LONG
        || to == Scalar.DOUBLE
        || isUnbounded();
  }

  private boolean isUnbounded() {
    return to == Scalar.BIG_INTEGER || to == Scalar.BIG_DECIMAL;
  }

  /** Whether every number has the same bytes in both types: zigzag varints have, whatever width. */
  boolean isSame() {
    return VARINTS.contains(from) && VARINTS.contains(to);
  }

  @Override
  public void convert(Decoder in, Encoder out, int depth) {
    switch (from) {
      case BYTE -> writeInteger(in.readByte(), out);
      case SHORT -> writeInteger(in.readShort(), out);
      case INT -> writeInteger(in.readInt(), out);
      case LONG -> writeInteger(in.readLong(), out);
      case FLOAT -> out.writeDouble(in.readFloat());
      default -> Codecs.BIG_DECIMAL.encode(new BigDecimal(Codecs.BIG_INTEGER.decode(in)), out);
    }
  }

  private void writeInteger(long value, Encoder out) {
    switch (to) {
      case SHORT, INT, LONG -> out.writeLong(value);
      case FLOAT -> out.writeFloat((float) value);
      case DOUBLE -> out.writeDouble((double) value);
      case BIG_INTEGER -> Codecs.BIG_INTEGER.encode(BigInteger.valueOf(value), out);
      default -> Codecs.BIG_DECIMAL.encode(BigDecimal.valueOf(value), out);
    }
  }
}
