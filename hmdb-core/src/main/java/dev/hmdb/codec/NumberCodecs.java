package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Primitive types and the numbers without bounds. */
final class NumberCodecs {
  static final Codec<Boolean> BOOLEAN =
      new ScalarCodec<>(
          Scalar.BOOLEAN, (value, out) -> out.writeBoolean(value), Decoder::readBoolean);
  static final Codec<Byte> BYTE =
      new ScalarCodec<>(Scalar.BYTE, (value, out) -> out.writeByte(value), Decoder::readByte);
  static final Codec<Short> SHORT =
      new ScalarCodec<>(Scalar.SHORT, (value, out) -> out.writeShort(value), Decoder::readShort);
  static final Codec<Integer> INT =
      new ScalarCodec<>(Scalar.INT, (value, out) -> out.writeInt(value), Decoder::readInt);
  static final Codec<Long> LONG =
      new ScalarCodec<>(Scalar.LONG, (value, out) -> out.writeLong(value), Decoder::readLong);
  static final Codec<Character> CHAR =
      new ScalarCodec<>(Scalar.CHAR, (value, out) -> out.writeChar(value), Decoder::readChar);
  static final Codec<Float> FLOAT =
      new ScalarCodec<>(Scalar.FLOAT, (value, out) -> out.writeFloat(value), Decoder::readFloat);
  static final Codec<Double> DOUBLE =
      new ScalarCodec<>(Scalar.DOUBLE, (value, out) -> out.writeDouble(value), Decoder::readDouble);
  static final Codec<BigInteger> BIG_INTEGER =
      new ScalarCodec<>(
          Scalar.BIG_INTEGER, NumberCodecs::writeBigInteger, NumberCodecs::readBigInteger);
  static final Codec<BigDecimal> BIG_DECIMAL =
      new ScalarCodec<>(
          Scalar.BIG_DECIMAL, NumberCodecs::writeBigDecimal, NumberCodecs::readBigDecimal);

  private NumberCodecs() {}

  private static void writeBigInteger(BigInteger value, Encoder out) {
    out.writeByteArray(value.toByteArray());
  }

  private static BigInteger readBigInteger(Decoder in) {
    int at = in.offset();
    byte[] bytes = in.readByteArray();
    BigInteger value = new BigInteger(bytes);
    if (bytes.length != value.bitLength() / Byte.SIZE + 1) {
      throw new DecodingException("not a BigInteger: more bytes than it needs", at);
    }
    return value;
  }

  private static void writeBigDecimal(BigDecimal value, Encoder out) {
    writeBigInteger(value.unscaledValue(), out);
    out.writeInt(value.scale());
  }

  private static BigDecimal readBigDecimal(Decoder in) {
    return new BigDecimal(readBigInteger(in), in.readInt());
  }
}
