package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.RecordType;
import java.util.List;

/**
 * The one value of a type without content, which takes no bytes: the stored key of a cell, and the
 * stored value of what is only there or not.
 */
public enum Unit {
  /** The value. */
  UNIT;

  private static final Codec<Unit> CODEC = new UnitCodec();

  /** The codec: no bytes, described as a record {@code Unit} without components. */
  public static Codec<Unit> codec() {
    return CODEC;
  }

  private record UnitCodec() implements Codec<Unit> {
    private static final TypeDescriptor TYPE = new RecordType("Unit", List.of());

    @Override
    public TypeDescriptor type() {
      return TYPE;
    }

    @Override
    public void encode(Unit value, Encoder out) {
      freeze(value);
    }

    @Override
    public Unit decode(Decoder in) {
      return UNIT;
    }

    @Override
    public Unit freeze(Unit value) {
      return Elements.requireNonNull(value, "the unit");
    }
  }
}
