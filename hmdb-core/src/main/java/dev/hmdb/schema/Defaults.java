package dev.hmdb.schema;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import org.jspecify.annotations.Nullable;

/** What an added component has in values that were stored before. */
record Defaults(Evolution evolution) {

  /** The encoding; null if there is none, or what the schema says is not of the type. */
  byte @Nullable [] of(RecordType type, int index, Place component) {
    byte[] declared = evolution.defaultValue(type.name(), type.components().get(index).name());
    if (declared != null) {
      return isValue(component, declared) ? declared : null;
    }
    return isEmptyPossible(component.type()) ? new byte[1] : null;
  }

  /** Whether the byte 0 stands for a value without content. */
  private static boolean isEmptyPossible(TypeDescriptor type) {
    return type instanceof OptionalType
        || type instanceof SequenceType
        || type instanceof MapType
        || type == Scalar.BYTES;
  }

  private static boolean isValue(Place component, byte[] encoded) {
    Decoder in = new Decoder(encoded);
    try {
      component.skip(in, 0);
      in.expectEnd();
      return true;
    } catch (DecodingException e) {
      return false;
    }
  }
}
