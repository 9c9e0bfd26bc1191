package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pieces of one generated codec have in common.
 *
 * @param self the type that the codec is of; null for one that has no definition, which no other
 *     type contains
 */
record CodecContext(
    Imports imports, CodecNames names, Naming naming, TypeGraph graph, @Nullable ClassType self) {

  /** The generated codec class of that type. */
  String codecOf(ClassType type) {
    return names.classFor(new StoredType.Named(type));
  }

  /** Whether a value of {@code type} can contain one of {@link #self}, and the other way round. */
  boolean isInCircle(ClassType type) {
    return self != null && graph.inOneCircle(self, type);
  }

  /** How the type is called on disk and in messages. */
  String nameOf(StoredType type) {
    return naming.name(type.type());
  }

  /** {@code Objects.requireNonNull} of the expression. */
  String required(String expression, Spot spot) {
    return imports.name("java.util.Objects")
        + ".requireNonNull("
        + expression
        + ", "
        + spot.isNull()
        + ")";
  }

  /** Names for the local variables of one method. */
  Locals locals() {
    return new Locals(names);
  }

  String type(StoredType type) {
    return imports.name(type.type());
  }

  String boxed(StoredType type) {
    return imports.name(type.boxedType());
  }

  /** The depth to hand to the method of a recursive type: {@code , depth + 1}. */
  String depthArgument(ClassType type) {
    if (!graph.isRecursive(type)) {
      return "";
    }
    if (self == null || !isInCircle(type)) {
      return ", 0";
    }
    return graph.isTurningPoint(self) ? ", depth + 1" : ", depth";
  }

  /** A call's argument list of one name or more. */
  static List<Expr> arguments(List<String> arguments) {
    return arguments.stream().map(Expr::text).toList();
  }
}
