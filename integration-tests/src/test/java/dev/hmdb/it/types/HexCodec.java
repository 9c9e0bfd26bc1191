package dev.hmdb.it.types;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;

/** Of a type that can change: freezing copies it. */
public final class HexCodec implements Codec<StringBuilder> {
  @Override
  public TypeDescriptor type() {
    return Codecs.STRING.type();
  }

  @Override
  public void encode(StringBuilder value, Encoder out) {
    out.writeString(value.toString());
  }

  @Override
  public StringBuilder decode(Decoder in) {
    return new StringBuilder(in.readString());
  }

  @Override
  public StringBuilder freeze(StringBuilder value) {
    return new StringBuilder(value);
  }
}
