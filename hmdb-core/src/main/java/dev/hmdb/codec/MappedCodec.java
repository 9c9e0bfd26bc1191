package dev.hmdb.codec;

import java.util.function.Function;

/** See {@link Codecs#mapped}. */
record MappedCodec<A, T>(
    Codec<A> base, Function<? super T, ? extends A> to, Function<? super A, ? extends T> from)
    implements Codec<T> {

  @Override
  public TypeDescriptor type() {
    return base.type();
  }

  @Override
  public void encode(T value, Encoder out) {
    base.encode(to.apply(freeze(value)), out);
  }

  @Override
  public T decode(Decoder in) {
    int at = in.offset();
    A stored = base.decode(in);
    T value;
    try {
      value = from.apply(stored);
    } catch (DecodingException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DecodingException("a value was refused: " + e, at, e);
    }
    if (value == null) {
      throw new DecodingException("the mapping of a stored value returned null", at);
    }
    return value;
  }

  @Override
  public T freeze(T value) {
    return Elements.requireNonNull(value, "the value");
  }
}
