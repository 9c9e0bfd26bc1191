package dev.hmdb.internal.engine;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.schema.Evolution;
import dev.hmdb.schema.TypeConversion;

/** Reads values that nobody wants: finds out where they end. Writes nothing. */
final class SkippingCodec implements Codec<Object> {
  private static final Object SKIPPED = "skipped";

  private final TypeDescriptor stored;
  private final TypeConversion conversion;

  SkippingCodec(TypeDescriptor stored) {
    this.stored = stored;
    this.conversion =
        TypeConversion.between(stored, stored, Evolution.none(), TypeConversion.Role.VALUE);
  }

  @Override
  public TypeDescriptor type() {
    return stored;
  }

  @Override
  public Object decode(Decoder in) {
    conversion.skip(in);
    return SKIPPED;
  }

  @Override
  public void encode(Object value, Encoder out) {
    throw new UnsupportedOperationException("a dropped table is only read");
  }
}
