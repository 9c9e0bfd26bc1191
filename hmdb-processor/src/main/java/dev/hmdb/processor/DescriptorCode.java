package dev.hmdb.processor;

import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.SealedDefinition;
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

/**
 * Writes the method that makes a type's descriptor.
 *
 * <p>A descriptor names a type that encloses it instead of repeating it, so that of a recursive
 * type depends on what is around it: its method takes the names of the enclosing types. They are
 * made anew by each call because constants that mention each other in a circle could deadlock when
 * two threads initialize their classes.
 */
final class DescriptorCode {
  private final CodecContext context;

  DescriptorCode(CodecContext context) {
    this.context = context;
  }

  /** Writes {@code describe} for a defined type. */
  void write(Code code, Definition definition) {
    ClassType type = definition.type();
    String descriptor = typeDescriptor();
    boolean isRecursive = context.graph().isRecursive(type);
    if (isRecursive) {
      String name = quoted(context.naming().name(type));
      String list = context.imports().name("java.util.List");
      String string = context.imports().name("java.lang.String");
      code.open("static " + descriptor + " describe(" + list + "<" + string + "> enclosing)");
      code.open("if (enclosing.contains(" + name + "))");
      code.line("return new " + descriptor + ".Reference(" + name + ");");
      code.close();
      code.line(list + "<" + string + "> path = within(enclosing, " + name + ");");
    } else {
      code.open("static " + descriptor + " describe()");
    }
    code.statement("return ", describe(definition), ";");
    code.close();
  }

  /** Writes {@code describe} for a type that has no definition. */
  void write(Code code, StoredType type) {
    code.open("static " + typeDescriptor() + " describe()");
    code.statement("return ", describe(type), ";");
    code.close();
  }

  private Expr describe(Definition definition) {
    Expr name = Expr.text(quoted(context.naming().name(definition.type())));
    String list = context.imports().name("java.util.List") + ".of";
    String descriptor = "new " + typeDescriptor();
    return switch (definition) {
      case RecordDefinition record ->
          Expr.call(
              descriptor + ".RecordType",
              List.of(
                  name,
                  Expr.call(
                      list,
                      record.components().stream()
                          .map(each ->
                              Expr.call(
                                  descriptor + ".RecordType.Component",
                                  List.of(Expr.text(quoted(each.name())), describe(each.type()))))
                          .toList())));
      case EnumDefinition constants ->
          Expr.call(
              descriptor + ".EnumType",
              List.of(
                  name,
                  Expr.call(
                      list,
                      constants.constants().stream()
                          .map(each -> Expr.text(quoted(each)))
                          .toList())));
      case SealedDefinition sealed ->
          Expr.call(
              descriptor + ".SealedType",
              List.of(
                  name, Expr.call(list, sealed.variants().stream().map(this::variant).toList())));
    };
  }

  /**
   * Variants are told apart by name. What a custom codec writes may have none, or one that occurs
   * twice, so it becomes the only component of a record, which takes no bytes of its own.
   */
  private Expr variant(StoredType variant) {
    if (variant instanceof Named) {
      return describe(variant);
    }
    String record = "new " + typeDescriptor() + ".RecordType";
    Expr component =
        Expr.call(record + ".Component", List.of(Expr.text("\"value\""), describe(variant)));
    String list = context.imports().name("java.util.List") + ".of";
    return Expr.call(
        record,
        List.of(Expr.text(quoted(context.nameOf(variant))), Expr.call(list, List.of(component))));
  }

  private Expr describe(StoredType type) {
    String descriptor = "new " + typeDescriptor();
    return switch (type) {
      case PrimitiveValue value -> scalar(value.primitive());
      case Boxed boxed -> scalar(boxed.primitive());
      case Scalar(ScalarType scalar) when scalar != ScalarType.ZONE_OFFSET ->
          Expr.text(typeDescriptor() + ".Scalar." + scalar.name());
      case Scalar _, PrimitiveArray _ ->
          Expr.text(ReadyCodecs.of(type, context.imports()) + ".type()");
      case OptionalPrimitive optional ->
          Expr.call(descriptor + ".OptionalType", List.of(scalar(optional.primitive())));
      case OptionalValue optional ->
          Expr.call(descriptor + ".OptionalType", List.of(describe(optional.element())));
      case ListValue list -> sequence("LIST", list.element());
      case SetValue set -> sequence("SET", set.element());
      case ArrayValue array -> sequence("ARRAY", array.element());
      case MapValue map ->
          Expr.call(descriptor + ".MapType", List.of(describe(map.key()), describe(map.value())));
      case Custom custom -> Expr.text(context.names().constantFor(custom.codec()) + ".type()");
      case Named named -> Expr.text(describeNamed(named.type()));
    };
  }

  private String describeNamed(ClassType type) {
    String method = context.codecOf(type) + ".describe";
    if (!context.graph().isRecursive(type)) {
      return method + "()";
    }
    return context.isInCircle(type)
        ? method + "(path)"
        : method + "(" + context.imports().name("java.util.List") + ".of())";
  }

  private Expr sequence(String kind, StoredType element) {
    String sequence = typeDescriptor() + ".SequenceType";
    return Expr.call(
        "new " + sequence, List.of(Expr.text(sequence + ".Kind." + kind), describe(element)));
  }

  private Expr scalar(Primitive primitive) {
    return Expr.text(typeDescriptor() + ".Scalar." + primitive.name());
  }

  private String typeDescriptor() {
    return context.imports().name("dev.hmdb.codec.TypeDescriptor");
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
