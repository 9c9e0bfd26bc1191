package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ArrayType;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.ArrayValue;
import dev.hmdb.processor.StoredType.Boxed;
import dev.hmdb.processor.StoredType.Custom;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.MapValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.Scalar;
import dev.hmdb.processor.StoredType.SetValue;
import java.util.Collections;
import java.util.List;

/** Writes the statements that decode a value. */
final class ReadCode {
  private final CodecContext context;
  private final Code code;
  private final Locals locals;

  /** Statements of one method, which has a parameter {@code in}. */
  ReadCode(CodecContext context, Code code, Locals locals) {
    this.context = context;
    this.code = code;
    this.locals = locals;
  }

  /** Decodes a value into a new variable of that name, which the locals know already. */
  void declare(StoredType type, String name, Spot spot) {
    switch (type) {
      case OptionalValue optional when !isExpression(optional.element()) ->
          declareOptional(optional, name, spot);
      case ArrayValue array when isGeneric(array) -> declareGenericArray(array, name, spot);
      default ->
          code.statement(context.type(type) + " " + name + " = ", read(type, spot, name), ";");
    }
  }

  /**
   * Decodes a value, and leaves the rest to an expression.
   *
   * @param spot for messages
   * @param wish for the beginning of the names of local variables, should some be needed
   * @return the expression; to be evaluated once, before anything else is decoded
   */
  Expr read(StoredType type, Spot spot, String wish) {
    return switch (type) {
      case ListValue list -> list(list, spot, wish);
      case SetValue set -> set(set, spot, wish);
      case MapValue map -> map(map, spot, wish);
      case ArrayValue array when !isGeneric(array) -> array(array, spot, wish);
      case OptionalValue optional when isExpression(optional.element()) ->
          choice(type, expression(optional.element()).flat());
      case OptionalValue _, ArrayValue _ -> {
        String name = locals.name(wish);
        declare(type, name, spot);
        yield Expr.text(name);
      }
      default -> expression(type);
    };
  }

  private static boolean isExpression(StoredType type) {
    return switch (type) {
      case ListValue _, SetValue _, MapValue _, ArrayValue _, OptionalValue _ -> false;
      default -> true;
    };
  }

  private Expr expression(StoredType type) {
    return switch (type) {
      case PrimitiveValue value -> Expr.text("in.read" + value.primitive().suffix() + "()");
      case Boxed boxed -> Expr.text("in.read" + boxed.primitive().suffix() + "()");
      case Scalar(ScalarType scalar) when scalar == ScalarType.STRING ->
          Expr.text("in.readString()");
      case PrimitiveArray(Primitive element) when element == Primitive.BYTE ->
          Expr.text("in.readByteArray()");
      case Scalar _, PrimitiveArray _ ->
          Expr.text(ReadyCodecs.of(type, context.imports()) + ".decode(in)");
      case Named named -> Expr.text(context.codecOf(named.type()) + ".read(in)");
      case Custom custom -> Expr.text(context.names().constantFor(custom.codec()) + ".decode(in)");
      case OptionalPrimitive optional ->
          choice(type, "in.read" + optional.primitive().suffix() + "()");
      case OptionalValue _, ListValue _, SetValue _, MapValue _, ArrayValue _ ->
          throw new IllegalArgumentException("not an expression: " + type);
    };
  }

  private Expr choice(StoredType optional, String present) {
    String name = context.imports().className((ClassType) optional.type());
    return Expr.chain(
        "in.readBoolean()", "? " + name + ".of(" + present + ")", ": " + name + ".empty()");
  }

  private void declareOptional(OptionalValue optional, String name, Spot spot) {
    String type = context.imports().name("java.util.Optional");
    code.line(context.type(optional) + " " + name + " = " + type + ".empty();");
    code.open("if (in.readBoolean())");
    locals.enter();
    Expr present = read(optional.element(), spot, "present");
    code.statement(name + " = ", Expr.call(type + ".of", List.of(present)), ";");
    locals.leave();
    code.close();
  }

  private Expr list(ListValue list, Spot spot, String wish) {
    String listType = context.imports().name("java.util.List");
    if (context.minimum().isZero(List.of(list.element()))) {
      // All elements are equal and take no bytes: one stands for all, so that they take no memory.
      String copies = context.imports().name("java.util.Collections") + ".nCopies";
      String count = count(List.of(list.element()), wish);
      Expr element = expression(list.element());
      return Expr.chain(
          count + " == 0",
          "? " + listType + ".of()",
          ": " + copies + "(" + count + ", " + element.flat() + ")");
    }
    return Expr.call(listType + ".copyOf", elements(list.element(), spot, wish));
  }

  private Expr array(ArrayValue array, Spot spot, String wish) {
    String elements = elements(array.element(), spot, wish);
    return Expr.call(elements + ".toArray", "new " + emptyArray(array));
  }

  private void declareGenericArray(ArrayValue array, String name, Spot spot) {
    String elements = elements(array.element(), spot, name);
    String suppress = context.imports().name("java.lang.SuppressWarnings");
    String type = context.type(array);
    code.line(
        "@" + suppress + "(\"unchecked\") // an array of a generic type is made in no other way");
    code.statement(
        type + " " + name + " = ",
        Expr.text("(" + type + ") " + elements + ".toArray(new " + emptyArray(array) + ")"),
        ";");
  }

  private static boolean isGeneric(ArrayValue array) {
    return baseOf(array) instanceof ClassType named && !named.arguments().isEmpty();
  }

  private static JavaType baseOf(ArrayValue array) {
    JavaType base = array.element().type();
    while (base instanceof ArrayType nested) {
      base = nested.element();
    }
    return base;
  }

  private String emptyArray(ArrayValue array) {
    String dimensions = "[0]";
    for (JavaType at = array.element().type();
        at instanceof ArrayType nested;
        at = nested.element()) {
      dimensions += "[]";
    }
    if (baseOf(array) instanceof ClassType named && !named.arguments().isEmpty()) {
      String wildcards = String.join(", ", Collections.nCopies(named.arguments().size(), "?"));
      return context.imports().className(named) + "<" + wildcards + ">" + dimensions;
    }
    return context.imports().name(baseOf(array)) + dimensions;
  }

  /** Reads a count and elements into a new {@code ArrayList}; the name of its variable. */
  private String elements(StoredType element, Spot spot, String wish) {
    String count = count(List.of(element), wish);
    String elements = locals.name(wish + "Read");
    String list = context.imports().name("java.util.List");
    String made = "new " + context.imports().name("java.util.ArrayList") + "<>";
    code.statement(
        list + "<" + context.boxed(element) + "> " + elements + " = ",
        Expr.call(made, capacity(count)),
        ";");
    openLoop(count);
    Expr read = read(element, spot.any("an element"), "element");
    code.statement("", Expr.call(elements + ".add", List.of(read)), ";");
    closeLoop();
    return elements;
  }

  private Expr set(SetValue set, Spot spot, String wish) {
    String count = count(List.of(set.element()), wish);
    String elements = locals.name(wish + "Read");
    String made = context.imports().name("java.util.HashSet") + ".newHashSet";
    code.statement(
        context.type(set) + " " + elements + " = ", Expr.call(made, capacity(count)), ";");
    openLoopOrOnce(List.of(set.element()), count);
    Expr read = read(set.element(), spot.any("an element"), "element");
    code.statement("", Expr.call(elements + ".add", List.of(read)), ";");
    closeLoop();
    return Expr.call(context.imports().name("java.util.Set") + ".copyOf", elements);
  }

  private Expr map(MapValue map, Spot spot, String wish) {
    String count = count(List.of(map.key(), map.value()), wish);
    String entries = locals.name(wish + "Read");
    String made = context.imports().name("java.util.HashMap") + ".newHashMap";
    code.statement(
        context.type(map) + " " + entries + " = ", Expr.call(made, capacity(count)), ";");
    openLoopOrOnce(List.of(map.key(), map.value()), count);
    String key = assign(map.key(), "key", spot.any("a key"));
    Expr value = read(map.value(), spot.any("a value"), "content");
    code.statement("", Expr.call(entries + ".put", List.of(Expr.text(key), value)), ";");
    closeLoop();
    return Expr.call(context.imports().name("java.util.Map") + ".copyOf", entries);
  }

  private String assign(StoredType type, String wish, Spot spot) {
    String local = locals.name(wish);
    declare(type, local, spot);
    return local;
  }

  /** Room at first: a count may be followed by an element that claims the same bytes again. */
  private String capacity(String count) {
    return context.imports().name("java.lang.Math") + ".min(" + count + ", 64)";
  }

  private String count(List<StoredType> parts, String wish) {
    String count = locals.name(wish + "Count");
    code.line("int " + count + " = in.readCount(" + context.minimum().of(parts) + ");");
    return count;
  }

  private void openLoop(String count) {
    locals.enter();
    String index = locals.name("i");
    code.open("for (int " + index + " = 0; " + index + " < " + count + "; " + index + "++)");
  }

  /** Equal elements that take no bytes are one element of a set: no need to read it often. */
  private void openLoopOrOnce(List<StoredType> parts, String count) {
    if (context.minimum().isZero(parts)) {
      locals.enter();
      code.open("if (" + count + " > 0)");
    } else {
      openLoop(count);
    }
  }

  private void closeLoop() {
    code.close();
    locals.leave();
  }
}
