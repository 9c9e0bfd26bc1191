package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ArrayType;
import dev.hmdb.processor.JavaType.ClassType;

/**
 * How a value of one Java type is stored. Records, enums and sealed types stand here by name only
 * ({@link Named}), so that recursive types end; {@link Definition} says what is in them.
 */
sealed interface StoredType {

  /** The Java type that a variable holding the value has. */
  JavaType type();

  /** As {@link #type}, boxed where that is a primitive. */
  default JavaType boxedType() {
    return type();
  }

  /** A primitive. */
  record PrimitiveValue(Primitive primitive) implements StoredType {
    @Override
    public JavaType type() {
      return primitive.type();
    }

    @Override
    public JavaType boxedType() {
      return primitive.boxedType();
    }
  }

  /** The box of a primitive. */
  record Boxed(Primitive primitive) implements StoredType {
    @Override
    public JavaType type() {
      return primitive.boxedType();
    }
  }

  /** A type that hmdb has a codec for. */
  record Scalar(ScalarType scalar) implements StoredType {
    @Override
    public JavaType type() {
      return scalar.type();
    }
  }

  /** An array of primitives. */
  record PrimitiveArray(Primitive primitive) implements StoredType {
    @Override
    public JavaType type() {
      return new ArrayType(primitive.type());
    }
  }

  /** {@code Optional}. */
  record OptionalValue(StoredType element) implements StoredType {
    @Override
    public JavaType type() {
      return ClassType.of("java.util.Optional", element.boxedType());
    }
  }

  /** {@code OptionalInt}, {@code OptionalLong} or {@code OptionalDouble}. */
  record OptionalPrimitive(Primitive primitive) implements StoredType {
    @Override
    public JavaType type() {
      return ClassType.of("java.util.Optional" + primitive.suffix());
    }
  }

  /** {@code List}. */
  record ListValue(StoredType element) implements StoredType {
    @Override
    public JavaType type() {
      return ClassType.of("java.util.List", element.boxedType());
    }
  }

  /** {@code Set}. */
  record SetValue(StoredType element) implements StoredType {
    @Override
    public JavaType type() {
      return ClassType.of("java.util.Set", element.boxedType());
    }
  }

  /** {@code Map}. */
  record MapValue(StoredType key, StoredType value) implements StoredType {
    @Override
    public JavaType type() {
      return ClassType.of("java.util.Map", key.boxedType(), value.boxedType());
    }
  }

  /** An array of references. */
  record ArrayValue(StoredType element) implements StoredType {
    @Override
    public JavaType type() {
      return new ArrayType(element.type());
    }
  }

  /** A record, enum or sealed type that has a {@link Definition}. */
  record Named(ClassType type) implements StoredType {}

  /**
   * A type whose codec the user wrote.
   *
   * @param codec the class named by {@code @UseCodec}
   * @param type the variable's type; the codec's own argument is this type, boxed
   * @param boxedType the codec's argument
   */
  record Custom(ClassType codec, JavaType type, JavaType boxedType) implements StoredType {}
}
