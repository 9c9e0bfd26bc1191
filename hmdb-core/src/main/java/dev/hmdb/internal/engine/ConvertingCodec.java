package dev.hmdb.internal.engine;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.schema.TypeConversion;

/**
 * Reads values of an earlier type: their bytes are converted to those of the present type, which
 * its own codec reads then, so that each is as if written anew. Writes nothing. For any number of
 * threads.
 */
final class ConvertingCodec<T> implements Codec<T> {
  /** A larger buffer is let go of again: one big value must not pin it. */
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private final TypeDescriptor stored;
  private final TypeConversion conversion;
  private final Codec<T> codec;
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  private static final class Scratch {
    private final Encoder out = new Encoder();
    private final Decoder in = new Decoder(new byte[0]);
  }

  private ConvertingCodec(TypeDescriptor stored, TypeConversion conversion, Codec<T> codec) {
    this.stored = stored;
    this.conversion = conversion;
    this.codec = codec;
  }

  /** What reads values of an earlier type; the present codec itself if bytes are the same. */
  static <T> Codec<T> of(TypeDescriptor stored, TypeConversion conversion, Codec<T> codec) {
    return conversion.isIdentity() ? codec : new ConvertingCodec<>(stored, conversion, codec);
  }

  @Override
  public TypeDescriptor type() {
    return stored;
  }

  @Override
  public T decode(Decoder in) {
    Scratch mine = scratch.get();
    Encoder out = mine.out;
    out.clear();
    conversion.convert(in, out);
    mine.in.reset(out.array(), 0, out.position());
    T value = codec.decode(mine.in);
    mine.in.expectEnd();
    if (out.array().length > MAX_KEPT_BYTES) {
      scratch.remove();
    }
    return value;
  }

  @Override
  public void encode(T value, Encoder out) {
    throw new UnsupportedOperationException("an earlier type is only read");
  }
}
