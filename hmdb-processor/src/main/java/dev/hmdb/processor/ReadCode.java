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

  /**
   * Decodes a value, and leaves the rest to an expression.
   *
   * @param spot for messages
   * @param wish for the beginning of the names of local variables, should some be needed
   * @return the expression; to be evaluated once, before anything else is decoded
   */
  String read(StoredType type, Spot spot, String wish) {
    return switch (type) {
      case ListValue list -> sequence(list, list.element(), spot, wish);
      case SetValue set -> set(set, spot, wish);
      case MapValue map -> map(map, spot, wish);
      case ArrayValue array -> array(array, spot, wish);
      case OptionalValue optional when !isExpression(optional.element()) ->
          optional(optional, spot, wish);
      default -> expression(type);
    };
  }

  private static boolean isExpression(StoredType type) {
    return switch (type) {
      case ListValue _, SetValue _, MapValue _, ArrayValue _ -> false;
      case OptionalValue optional -> isExpression(optional.element());
      default -> true;
    };
  }

  private String expression(StoredType type) {
    return switch (type) {
      case PrimitiveValue value -> "in.read" + value.primitive().suffix() + "()";
      case Boxed boxed -> "in.read" + boxed.primitive().suffix() + "()";
      case Scalar(ScalarType scalar) when scalar == ScalarType.STRING -> "in.readString()";
      case PrimitiveArray(Primitive element) when element == Primitive.BYTE -> "in.readByteArray()";
      case Scalar _, PrimitiveArray _ -> ReadyCodecs.of(type, context.imports()) + ".decode(in)";
      case Named named -> context.codecOf(named.type()) + ".read(in)";
      case Custom custom -> context.names().constantFor(custom.codec()) + ".decode(in)";
      case OptionalPrimitive optional ->
          choice(type, "in.read" + optional.primitive().suffix() + "()");
      case OptionalValue optional -> choice(type, expression(optional.element()));
      case ListValue _, SetValue _, MapValue _, ArrayValue _ ->
          throw new IllegalArgumentException("not an expression: " + type);
    };
  }

  private String choice(StoredType optional, String present) {
    String name = context.imports().className((ClassType) optional.type());
    return "in.readBoolean() ? " + name + ".of(" + present + ") : " + name + ".empty()";
  }

  private String optional(OptionalValue optional, Spot spot, String wish) {
    String name = context.imports().name("java.util.Optional");
    String result = locals.name(wish + "Read");
    code.line(context.type(optional) + " " + result + " = " + name + ".empty();");
    code.open("if (in.readBoolean())");
    String present = read(optional.element(), spot, "present");
    code.line(result + " = " + name + ".of(" + present + ");");
    code.close();
    return result;
  }

  private String sequence(ListValue list, StoredType element, Spot spot, String wish) {
    String count = count(List.of(element), wish);
    String elements = locals.name(wish + "Read");
    String arrayList = context.imports().name("java.util.ArrayList");
    code.line(context.type(list) + " " + elements + " = new " + arrayList + "<>(" + count + ");");
    loop(count);
    String read = read(element, spot.any("an element"), "element");
    code.statement("", Expr.call(elements + ".add", read), ";");
    code.close();
    return context.imports().name("java.util.List") + ".copyOf(" + elements + ")";
  }

  private String set(SetValue set, Spot spot, String wish) {
    String count = count(List.of(set.element()), wish);
    String elements = locals.name(wish + "Read");
    String hashSet = context.imports().name("java.util.HashSet");
    code.line(context.type(set) + " " + elements + " = " + hashSet + ".newHashSet(" + count + ");");
    loop(count);
    String read = read(set.element(), spot.any("an element"), "element");
    code.open("if (!" + elements + ".add(" + read + "))");
    refuse(spot.followedBy(" has an element twice"));
    code.close().close();
    return context.imports().name("java.util.Set") + ".copyOf(" + elements + ")";
  }

  private String map(MapValue map, Spot spot, String wish) {
    String count = count(List.of(map.key(), map.value()), wish);
    String entries = locals.name(wish + "Read");
    String hashMap = context.imports().name("java.util.HashMap");
    code.statement(
        context.type(map) + " " + entries + " = ", Expr.call(hashMap + ".newHashMap", count), ";");
    loop(count);
    String key = assign(map.key(), "key", spot.any("a key"));
    String value = assign(map.value(), "content", spot.any("a value"));
    code.open("if (" + entries + ".put(" + key + ", " + value + ") != null)");
    refuse(spot.followedBy(" has a key twice"));
    code.close().close();
    return context.imports().name("java.util.Map") + ".copyOf(" + entries + ")";
  }

  private String assign(StoredType type, String wish, Spot spot) {
    String read = read(type, spot, wish);
    String local = locals.name(wish);
    code.statement(context.boxed(type) + " " + local + " = ", Expr.text(read), ";");
    return local;
  }

  private String array(ArrayValue array, Spot spot, String wish) {
    String count = count(List.of(array.element()), wish);
    String elements = locals.name(wish + "Read");
    newArray(array, elements, count);
    String index = loop(count);
    String read = read(array.element(), spot.any("an element"), "element");
    code.statement(elements + "[" + index + "] = ", Expr.text(read), ";");
    code.close();
    return elements;
  }

  private void newArray(ArrayValue array, String name, String count) {
    String dimensions = "";
    JavaType base = array.element().type();
    while (base instanceof ArrayType nested) {
      base = nested.element();
      dimensions += "[]";
    }
    String type = context.type(array);
    if (base instanceof ClassType generic && !generic.arguments().isEmpty()) {
      String suppress = context.imports().name("java.lang.SuppressWarnings");
      code.line(
          "@" + suppress + "(\"unchecked\") // an array of a generic type is made in no other way");
      String wildcards =
          String.join(", ", java.util.Collections.nCopies(generic.arguments().size(), "?"));
      String made =
          context.imports().className(generic) + "<" + wildcards + ">[" + count + "]" + dimensions;
      code.statement(type + " " + name + " = ", Expr.text("(" + type + ") new " + made), ";");
    } else {
      String made = "new " + context.imports().name(base) + "[" + count + "]" + dimensions;
      code.statement(type + " " + name + " = ", Expr.text(made), ";");
    }
  }

  private String count(List<StoredType> parts, String wish) {
    String count = locals.name(wish + "Count");
    code.line("int " + count + " = in.readCount(" + MinimumBytes.of(parts, context) + ");");
    return count;
  }

  private String loop(String count) {
    String index = locals.name("i");
    code.open("for (int " + index + " = 0; " + index + " < " + count + "; " + index + "++)");
    return index;
  }

  private void refuse(String message) {
    String exception = context.imports().name("dev.hmdb.codec.DecodingException");
    code.statement("throw ", Expr.call("new " + exception, message, "in.offset()"), ";");
  }
}
