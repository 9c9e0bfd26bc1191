package dev.hmdb.processor;

import dev.hmdb.processor.StoredType.Boxed;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.Scalar;

/** The expressions for the codecs that hmdb itself has. */
final class ReadyCodecs {
  private ReadyCodecs() {}

  /** The codec of a primitive, a box, a scalar or an array of primitives. */
  static String of(StoredType type, Imports imports) {
    return switch (type) {
      case PrimitiveValue value -> constant(value.primitive().name(), imports);
      case Boxed boxed -> constant(boxed.primitive().name(), imports);
      case PrimitiveArray array -> constant(array.primitive().name() + "_ARRAY", imports);
      case Scalar(ScalarType scalar) when scalar == ScalarType.BYTES ->
          imports.name("dev.hmdb.Bytes") + ".codec()";
      case Scalar scalar -> constant(scalar.scalar().name(), imports);
      default -> throw new IllegalArgumentException("no codec is ready for " + type);
    };
  }

  private static String constant(String name, Imports imports) {
    return imports.name("dev.hmdb.codec.Codecs") + "." + name;
  }
}
