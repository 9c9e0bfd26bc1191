package dev.hmdb.processor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A primitive type, and how {@code Encoder} and {@code Decoder} name it. */
enum Primitive {
  BOOLEAN("Boolean", "Boolean", 1),
  BYTE("Byte", "Byte", 1),
  SHORT("Short", "Short", 1),
  INT("Integer", "Int", 1),
  LONG("Long", "Long", 1),
  CHAR("Character", "Char", 1),
  FLOAT("Float", "Float", 4),
  DOUBLE("Double", "Double", 8);

  private final String box;
  private final String suffix;
  private final int minimumBytes;

  Primitive(String box, String suffix, int minimumBytes) {
    this.box = box;
    this.suffix = suffix;
    this.minimumBytes = minimumBytes;
  }

  /** The primitive that this class in {@code java.lang} boxes, or null. */
  static @Nullable Primitive ofBox(String qualifiedName) {
    for (Primitive primitive : values()) {
      if (qualifiedName.equals("java.lang." + primitive.box)) {
        return primitive;
      }
    }
    return null;
  }

  String keyword() {
    return name().toLowerCase(Locale.ROOT);
  }

  JavaType type() {
    return new JavaType.PrimitiveType(keyword());
  }

  JavaType.ClassType boxedType() {
    return JavaType.ClassType.of("java.lang." + box);
  }

  /** What follows {@code write} and {@code read} in the name of the method. */
  String suffix() {
    return suffix;
  }

  int minimumBytes() {
    return minimumBytes;
  }
}
