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
    Imports imports,
    CodecNames names,
    Naming naming,
    TypeGraph graph,
    MinimumBytes minimum,
    @Nullable ClassType self) {

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
  Expr required(String expression, Spot spot) {
    return spot.isNeverNull()
        ? Expr.text(expression)
        : Expr.call(
            imports.name("java.util.Objects") + ".requireNonNull",
            List.of(Expr.text(expression), spot.isNull()));
  }

  /** Names for the local variables of a method with these parameters. */
  Locals locals(String... parameters) {
    return new Locals(names, List.of(parameters));
  }

  String type(StoredType type) {
    return imports.name(type.type());
  }

  String boxed(StoredType type) {
    return imports.name(type.boxedType());
  }

  /** The depth to hand to the method of a recursive type; nothing to that of another. */
  List<Expr> depthArgument(ClassType type) {
    if (!graph.isRecursive(type)) {
      return List.of();
    }
    if (self == null || !isInCircle(type)) {
      return List.of(Expr.text("0"));
    }
    return List.of(Expr.text(graph.isTurningPoint(self) ? "depth + 1" : "depth"));
  }

  /** A call's argument list of one name or more. */
  static List<Expr> arguments(List<String> arguments) {
    return arguments.stream().map(Expr::text).toList();
  }
}
