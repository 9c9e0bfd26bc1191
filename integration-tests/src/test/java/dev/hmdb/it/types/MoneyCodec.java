package dev.hmdb.it.types;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;

public final class MoneyCodec implements Codec<Money> {
  @Override
  public TypeDescriptor type() {
    return Codecs.LONG.type();
  }

  @Override
  public void encode(Money value, Encoder out) {
    out.writeLong(value.cents());
  }

  @Override
  public Money decode(Decoder in) {
    return new Money(in.readLong());
  }
}
