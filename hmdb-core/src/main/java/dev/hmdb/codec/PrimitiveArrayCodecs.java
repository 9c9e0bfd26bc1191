package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The arrays of primitives. */
final class PrimitiveArrayCodecs {
  static final Codec<byte[]> BYTES =
      new ArrayOf<>(
          Scalar.BYTES,
          (array, out) -> out.writeByteArray(array),
          Decoder::readByteArray,
          byte[]::clone);
  static final Codec<boolean[]> BOOLEANS =
      new ArrayOf<>(
          arrayOf(Scalar.BOOLEAN),
          PrimitiveArrayCodecs::writeBooleans,
          PrimitiveArrayCodecs::readBooleans,
          boolean[]::clone);
  static final Codec<short[]> SHORTS =
      new ArrayOf<>(
          arrayOf(Scalar.SHORT),
          PrimitiveArrayCodecs::writeShorts,
          PrimitiveArrayCodecs::readShorts,
          short[]::clone);
  static final Codec<int[]> INTS =
      new ArrayOf<>(
          arrayOf(Scalar.INT),
          PrimitiveArrayCodecs::writeInts,
          PrimitiveArrayCodecs::readInts,
          int[]::clone);
  static final Codec<long[]> LONGS =
      new ArrayOf<>(
          arrayOf(Scalar.LONG),
          PrimitiveArrayCodecs::writeLongs,
          PrimitiveArrayCodecs::readLongs,
          long[]::clone);
  static final Codec<char[]> CHARS =
      new ArrayOf<>(
          arrayOf(Scalar.CHAR),
          PrimitiveArrayCodecs::writeChars,
          PrimitiveArrayCodecs::readChars,
          char[]::clone);
  static final Codec<float[]> FLOATS =
      new ArrayOf<>(
          arrayOf(Scalar.FLOAT),
          PrimitiveArrayCodecs::writeFloats,
          PrimitiveArrayCodecs::readFloats,
          float[]::clone);
  static final Codec<double[]> DOUBLES =
      new ArrayOf<>(
          arrayOf(Scalar.DOUBLE),
          PrimitiveArrayCodecs::writeDoubles,
          PrimitiveArrayCodecs::readDoubles,
          double[]::clone);

  private PrimitiveArrayCodecs() {}

  private static TypeDescriptor arrayOf(Scalar element) {
    return new SequenceType(SequenceType.Kind.ARRAY, element);
  }

  // A count is compared with the input before the array is made, so an array takes at most eight
  // times the input, and it is filled before anything else is made.

  private static void writeBooleans(boolean[] array, Encoder out) {
    out.writeCount(array.length);
    for (boolean each : array) {
      out.writeBoolean(each);
    }
  }

  private static boolean[] readBooleans(Decoder in) {
    boolean[] array = new boolean[in.readCount(1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readBoolean();
    }
    return array;
  }

  private static void writeShorts(short[] array, Encoder out) {
    out.writeCount(array.length);
    for (short each : array) {
      out.writeShort(each);
    }
  }

  private static short[] readShorts(Decoder in) {
    short[] array = new short[in.readCount(1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readShort();
    }
    return array;
  }

  private static void writeInts(int[] array, Encoder out) {
    out.writeCount(array.length);
    for (int each : array) {
      out.writeInt(each);
    }
  }

  private static int[] readInts(Decoder in) {
    int[] array = new int[in.readCount(1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readInt();
    }
    return array;
  }

  private static void writeLongs(long[] array, Encoder out) {
    out.writeCount(array.length);
    for (long each : array) {
      out.writeLong(each);
    }
  }

  private static long[] readLongs(Decoder in) {
    long[] array = new long[in.readCount(1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readLong();
    }
    return array;
  }

  private static void writeChars(char[] array, Encoder out) {
    out.writeCount(array.length);
    for (char each : array) {
      out.writeChar(each);
    }
  }

  private static char[] readChars(Decoder in) {
    char[] array = new char[in.readCount(1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readChar();
    }
    return array;
  }

  private static void writeFloats(float[] array, Encoder out) {
    out.writeCount(array.length);
    for (float each : array) {
      out.writeFloat(each);
    }
  }

  private static float[] readFloats(Decoder in) {
    float[] array = new float[in.readCount(Float.BYTES)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readFloat();
    }
    return array;
  }

  private static void writeDoubles(double[] array, Encoder out) {
    out.writeCount(array.length);
    for (double each : array) {
      out.writeDouble(each);
    }
  }

  private static double[] readDoubles(Decoder in) {
    double[] array = new double[in.readCount(Double.BYTES)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readDouble();
    }
    return array;
  }

  private record ArrayOf<A>(
      TypeDescriptor type,
      BiConsumer<A, Encoder> writer,
      Function<Decoder, A> reader,
      UnaryOperator<A> copier)
      implements Codec<A> {

    @Override
    public void encode(A value, Encoder out) {
      writer.accept(Elements.requireNonNull(value, "the array"), out);
    }

    @Override
    public A decode(Decoder in) {
      return reader.apply(in);
    }

    @Override
    public A freeze(A value) {
      return copier.apply(Elements.requireNonNull(value, "the array"));
    }
  }
}
