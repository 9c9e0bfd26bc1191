package dev.hmdb.it.types;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;

/** As most are written: over a codec that exists. */
public final class CelsiusCodec implements Codec<Celsius> {
  private static final Codec<Celsius> MAPPED =
      Codecs.mapped(Codecs.INT, Celsius::degrees, Celsius::new);

  @Override
  public TypeDescriptor type() {
    return MAPPED.type();
  }

  @Override
  public void encode(Celsius value, Encoder out) {
    MAPPED.encode(value, out);
  }

  @Override
  public Celsius decode(Decoder in) {
    return MAPPED.decode(in);
  }
}
