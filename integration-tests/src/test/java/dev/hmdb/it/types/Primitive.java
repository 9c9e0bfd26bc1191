package dev.hmdb.it.types;

import java.lang.invoke.MethodType;

final class Primitive {
  private Primitive() {}

  /** The box of a primitive; any other type itself. */
  static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }
}
