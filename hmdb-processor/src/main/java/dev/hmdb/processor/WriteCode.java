package dev.hmdb.processor;

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

/** Writes the statements that encode a value. */
final class WriteCode {
  private final CodecContext context;
  private final Code code;
  private final Locals locals;

  /** Statements of one method, which has a parameter {@code out}. */
  WriteCode(CodecContext context, Code code, Locals locals) {
    this.context = context;
    this.code = code;
    this.locals = locals;
  }

  /**
   * Encodes what {@code expression} is, which is evaluated once.
   *
   * @param wish for the name of a local variable, should one be needed
   */
  void write(StoredType type, String expression, Spot spot, String wish) {
    switch (type) {
      case PrimitiveValue value -> primitive(value.primitive(), Expr.text(expression));
      case Boxed boxed -> primitive(boxed.primitive(), context.required(expression, spot));
      case Scalar(ScalarType scalar) when scalar == ScalarType.STRING ->
          code.statement(
              "", Expr.call("out.writeString", List.of(context.required(expression, spot))), ";");
      case Scalar _ -> encode(ReadyCodecs.of(type, context.imports()), expression, spot);
      case PrimitiveArray(Primitive element) when element == Primitive.BYTE ->
          code.statement(
              "",
              Expr.call("out.writeByteArray", List.of(context.required(expression, spot))),
              ";");
      case PrimitiveArray _ -> encode(ReadyCodecs.of(type, context.imports()), expression, spot);
      case Custom custom when !custom.type().equals(custom.boxedType()) ->
          code.line(
              context.names().constantFor(custom.codec()) + ".encode(" + expression + ", out);");
      case Custom custom -> encode(context.names().constantFor(custom.codec()), expression, spot);
      case Named named ->
          code.statement(
              "",
              Expr.call(
                  context.codecOf(named.type()) + ".write",
                  List.of(context.required(expression, spot), Expr.text("out"))),
              ";");
      case OptionalPrimitive optional -> {
        String local = local(type, expression, spot, wish);
        code.line("out.writeBoolean(" + local + ".isPresent());");
        code.open("if (" + local + ".isPresent())");
        primitive(
            optional.primitive(),
            Expr.text(local + ".getAs" + optional.primitive().suffix() + "()"));
        code.close();
      }
      case OptionalValue optional -> {
        String local = local(type, expression, spot, wish);
        code.line("out.writeBoolean(" + local + ".isPresent());");
        code.open("if (" + local + ".isPresent())");
        locals.enter();
        write(optional.element(), local + ".get()", spot.present(), "present");
        locals.leave();
        code.close();
      }
      case ListValue list -> sequence(type, list.element(), ".size()", expression, spot, wish);
      case SetValue set -> sequence(type, set.element(), ".size()", expression, spot, wish);
      case ArrayValue array -> sequence(type, array.element(), ".length", expression, spot, wish);
      case MapValue map -> map(map, expression, spot, wish);
    }
  }

  private void primitive(Primitive primitive, Expr expression) {
    code.statement("", Expr.call("out.write" + primitive.suffix(), List.of(expression)), ";");
  }

  private void encode(String codec, String expression, Spot spot) {
    code.statement(
        "",
        Expr.call(codec + ".encode", List.of(context.required(expression, spot), Expr.text("out"))),
        ";");
  }

  /** A variable that holds what the expression is; one that is a variable already stays. */
  private String local(StoredType type, String expression, Spot spot, String wish) {
    if (!isVariable(expression)) {
      String local = locals.name(wish);
      code.statement(
          context.type(type) + " " + local + " = ", context.required(expression, spot), ";");
      return local;
    }
    if (!spot.isNeverNull()) {
      code.statement("", context.required(expression, spot), ";");
    }
    return expression;
  }

  private static boolean isVariable(String expression) {
    return expression.indexOf('(') < 0;
  }

  private void sequence(
      StoredType type, StoredType element, String size, String expression, Spot spot, String wish) {
    String local = local(type, expression, spot, wish);
    writeCount(List.of(element), local + size);
    locals.enter();
    String each = locals.name("element");
    String elementType =
        type instanceof ArrayValue ? context.type(element) : context.boxed(element);
    code.open("for (" + elementType + " " + each + " : " + local + ")");
    write(element, each, spot.any("an element"), each);
    code.close();
    locals.leave();
  }

  private void map(MapValue map, String expression, Spot spot, String wish) {
    String local = local(map, expression, spot, wish);
    writeCount(List.of(map.key(), map.value()), local + ".size()");
    locals.enter();
    String each = locals.name("entry");
    ClassType entry =
        new ClassType(
            "java.util",
            List.of("Map", "Entry"),
            List.of(map.key().boxedType(), map.value().boxedType()));
    code.open(
        "for (" + context.imports().name(entry) + " " + each + " : " + local + ".entrySet())");
    write(map.key(), each + ".getKey()", spot.any("a key"), "key");
    write(map.value(), each + ".getValue()", spot.any("a value"), "content");
    code.close();
    locals.leave();
  }

  /** Of elements that may take no bytes, the encoder refuses more than could be read back. */
  private void writeCount(List<StoredType> parts, String size) {
    MinimumBytes minimum = context.minimum();
    String second = minimum.isPositive(parts) ? "" : ", " + minimum.of(parts);
    code.line("out.writeCount(" + size + second + ");");
  }
}
