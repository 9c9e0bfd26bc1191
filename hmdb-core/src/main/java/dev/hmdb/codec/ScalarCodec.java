package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.Scalar;
import java.time.DateTimeException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The codec of a type without parts. The functions may rely on a value that is not null, and throw
 * what the JDK's factories throw.
 *
 * <p>A record, because the JIT compiler takes the fields of a record in a constant for constants,
 * and so inlines the functions of {@code Codecs.INSTANT.encode(...)}.
 */
record ScalarCodec<T>(Scalar type, BiConsumer<T, Encoder> writer, Function<Decoder, T> reader)
    implements Codec<T> {

  @Override
  public void encode(T value, Encoder out) {
    writer.accept(freeze(value), out);
  }

  @Override
  public T decode(Decoder in) {
    int at = in.offset();
    try {
      return reader.apply(in);
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      // ArithmeticException: a BigInteger of more than 2^31 bits, from 256 MiB of input.
      throw new DecodingException("not a " + type + ": " + e.getMessage(), at, e);
    }
  }

  @Override
  public T freeze(T value) {
    if (value == null) {
      throw new NullPointerException("the " + type + " is null");
    }
    return value;
  }
}
