package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.JavaType.PrimitiveType;
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
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the statements that check a value for nulls and replace what can change in it.
 *
 * <p>Elements that can change are frozen one by one into a copy, and the copy is used unless the
 * collection is immutable and no element changed. It is not enough that none changed: another
 * thread may change a mutable collection between the look at its elements and the copying.
 */
final class FreezeCode {
  private final CodecContext context;
  private final Code code;
  private final Locals locals;

  /** Statements of one method. */
  FreezeCode(CodecContext context, Code code, Locals locals) {
    this.context = context;
    this.code = code;
    this.locals = locals;
  }

  /** Checks that {@code expression}, of a type that freezing never replaces, holds no null. */
  void check(StoredType type, String expression, Spot spot) {
    if (canBeNull(type)) {
      if (hasInside(type)) {
        checkInside(type, context.required(expression, spot), spot);
      } else {
        code.statement("", context.required(expression, spot), ";");
      }
    }
  }

  /**
   * Freezes what {@code expression} is, of a type that freezing may replace. It is evaluated once,
   * unless the spot is never null: then it is a variable.
   *
   * @param wish for the beginning of the names of local variables
   * @return the names of the variables with the value before and after
   */
  Frozen freeze(StoredType type, String expression, Spot spot, String wish) {
    if (spot.isNeverNull()) {
      return new Frozen(expression, freezePresent(type, expression, spot));
    }
    String before = locals.name(wish);
    code.statement(
        context.type(type) + " " + before + " = ", context.required(expression, spot), ";");
    return new Frozen(before, freezePresent(type, before, spot));
  }

  /** The variables that hold a value before and after it was frozen. */
  record Frozen(String before, String after) {}

  /** Freezes what a variable holds, which is not null; the name of the variable with the result. */
  private String freezePresent(StoredType type, String variable, Spot spot) {
    return switch (type) {
      case PrimitiveArray _ -> assign(type, variable, Expr.text(variable + ".clone()"));
      case Custom custom -> {
        String codec = context.names().constantFor(custom.codec());
        yield assign(type, variable, Expr.call(codec + ".freeze", variable));
      }
      case Named named -> {
        List<Expr> arguments = new ArrayList<>(List.of(Expr.text(variable)));
        arguments.addAll(context.depthArgument(named.type()));
        String codec = context.codecOf(named.type());
        yield assign(type, variable, Expr.call(codec + ".frozen", arguments));
      }
      case OptionalValue optional -> freezeOptional(optional, variable, spot);
      case ListValue list -> freezeList(list, variable, spot);
      case SetValue set -> freezeSet(set, variable, spot);
      case MapValue map -> freezeMap(map, variable, spot);
      case ArrayValue array -> freezeArray(array, variable, spot);
      case PrimitiveValue _, Boxed _, Scalar _, OptionalPrimitive _ ->
          throw new IllegalArgumentException("nothing to freeze in " + type);
    };
  }

  private String assign(StoredType type, String variable, Expr value) {
    String frozen = locals.name("frozen" + Naming.capitalized(variable));
    code.statement(context.type(type) + " " + frozen + " = ", value, ";");
    return frozen;
  }

  private String freezeOptional(OptionalValue optional, String variable, Spot spot) {
    String frozen = assign(optional, variable, Expr.text(variable));
    code.open("if (" + variable + ".isPresent())");
    locals.enter();
    String present = locals.name("present");
    code.line(context.boxed(optional.element()) + " " + present + " = " + variable + ".get();");
    String after = freezePresent(optional.element(), present, spot);
    String made = context.imports().name("java.util.Optional") + ".of(" + after + ")";
    if (isAlwaysCopied(optional.element())) {
      code.line(frozen + " = " + made + ";");
    } else {
      code.open("if (" + after + " != " + present + ")");
      code.line(frozen + " = " + made + ";");
      code.close();
    }
    closeLoop();
    return frozen;
  }

  /** Whether freezing never returns the value itself. */
  static boolean isAlwaysCopied(StoredType type) {
    return type instanceof PrimitiveArray || type instanceof ArrayValue;
  }

  private String freezeList(ListValue list, String variable, Spot spot) {
    String type = context.imports().name("java.util.List");
    StoredType element = list.element();
    if (!context.graph().isMutable(element)) {
      String index = locals.name("index");
      code.line("int " + index + " = 0;");
      checkElements(element, variable, spot.at(index), index + "++;");
      return assign(list, variable, Expr.call(type + ".copyOf", variable));
    }
    Copy copy =
        copy(
            list,
            variable,
            "new " + context.imports().name("java.util.ArrayList") + "<>",
            isAlwaysCopied(element));
    String each = loop(element, variable);
    refuseNull(each, spot.at(copy.name() + ".size()"));
    String after = freezePresent(element, each, spot.at(copy.name() + ".size()"));
    noteChange(copy, each, after);
    code.line(copy.name() + ".add(" + after + ");");
    closeLoop();
    return choose(list, variable, type, copy);
  }

  private String freezeSet(SetValue set, String variable, Spot spot) {
    String type = context.imports().name("java.util.Set");
    StoredType element = set.element();
    Spot any = spot.any("an element");
    if (!context.graph().isMutable(element)) {
      checkElements(element, variable, any, "");
      return assign(set, variable, Expr.call(type + ".copyOf", variable));
    }
    Copy copy =
        copy(
            set,
            variable,
            context.imports().name("java.util.HashSet") + ".newHashSet",
            isAlwaysCopied(element));
    String each = loop(element, variable);
    refuseNull(each, any);
    String after = freezePresent(element, each, any);
    noteChange(copy, each, after);
    code.line(copy.name() + ".add(" + after + ");");
    closeLoop();
    return choose(set, variable, type, copy);
  }

  private String freezeMap(MapValue map, String variable, Spot spot) {
    String type = context.imports().name("java.util.Map");
    boolean isMutable =
        context.graph().isMutable(map.key()) || context.graph().isMutable(map.value());
    Copy copy =
        isMutable
            ? copy(
                map,
                variable,
                context.imports().name("java.util.HashMap") + ".newHashMap",
                isAlwaysCopied(map.value()))
            : new Copy("", "");
    locals.enter();
    String entry = locals.name("entry");
    ClassType entryType =
        new ClassType(
            "java.util",
            List.of("Map", "Entry"),
            List.of(map.key().boxedType(), map.value().boxedType()));
    String entries = context.imports().name(entryType) + " " + entry;
    code.open("for (" + entries + " : " + variable + ".entrySet())");
    String key = part(map.key(), "key", entry + ".getKey()", spot.any("a key"), copy);
    String content =
        part(map.value(), "content", entry + ".getValue()", spot.at(entry + ".getKey()"), copy);
    if (isMutable) {
      code.line(copy.name() + ".put(" + key + ", " + content + ");");
    }
    closeLoop();
    return isMutable
        ? choose(map, variable, type, copy)
        : assign(map, variable, Expr.call(type + ".copyOf", variable));
  }

  /** Checks or freezes the key or the value of an entry; the expression for the result. */
  private String part(StoredType type, String wish, String expression, Spot spot, Copy copy) {
    if (!context.graph().isMutable(type)) {
      if (copy.name().isEmpty()) {
        checkElement(type, expression, spot);
        return expression;
      }
      String name = locals.name(wish);
      code.line(context.boxed(type) + " " + name + " = " + expression + ";");
      checkElement(type, name, spot);
      return name;
    }
    String name = locals.name(wish);
    code.line(context.boxed(type) + " " + name + " = " + expression + ";");
    refuseNull(name, spot);
    String after = freezePresent(type, name, spot);
    noteChange(copy, name, after);
    return after;
  }

  private String freezeArray(ArrayValue array, String variable, Spot spot) {
    StoredType element = array.element();
    String frozen = assign(array, variable, Expr.text(variable + ".clone()"));
    locals.enter();
    String index = locals.name("i");
    code.open(
        "for (int " + index + " = 0; " + index + " < " + frozen + ".length; " + index + "++)");
    String each = locals.name("element");
    code.line(context.type(element) + " " + each + " = " + frozen + "[" + index + "];");
    if (context.graph().isMutable(element)) {
      refuseNull(each, spot.at(index));
      String after = freezePresent(element, each, spot.at(index));
      code.line(frozen + "[" + index + "] = " + after + ";");
    } else {
      checkElement(element, each, spot.at(index));
    }
    closeLoop();
    return frozen;
  }

  /**
   * The variables of a copy in the making.
   *
   * @param name the copy
   * @param changed whether it differs; empty when it always does
   */
  private record Copy(String name, String changed) {}

  private Copy copy(StoredType type, String variable, String maker, boolean alwaysChanges) {
    Copy copy = new Copy(locals.name("copy"), alwaysChanges ? "" : locals.name("changed"));
    code.statement(
        context.type(type) + " " + copy.name() + " = ",
        Expr.call(maker, variable + ".size()"),
        ";");
    if (!alwaysChanges) {
      code.line("boolean " + copy.changed() + " = false;");
    }
    return copy;
  }

  private void noteChange(Copy copy, String before, String after) {
    if (!copy.changed().isEmpty()) {
      code.line(copy.changed() + " |= " + after + " != " + before + ";");
    }
  }

  private String choose(StoredType type, String variable, String collection, Copy copy) {
    if (copy.changed().isEmpty()) {
      return assign(type, variable, Expr.call(collection + ".copyOf", copy.name()));
    }
    String frozen = assign(type, variable, Expr.call(collection + ".copyOf", variable));
    code.open("if (" + copy.changed() + " || " + frozen + " != " + variable + ")");
    code.line(frozen + " = " + collection + ".copyOf(" + copy.name() + ");");
    code.close();
    return frozen;
  }

  private void checkElements(StoredType element, String variable, Spot spot, String after) {
    String each = loop(element, variable);
    checkElement(element, each, spot);
    if (!after.isEmpty()) {
      code.line(after);
    }
    closeLoop();
  }

  private void closeLoop() {
    code.close();
    locals.leave();
  }

  private String loop(StoredType element, String variable) {
    locals.enter();
    String each = locals.name("element");
    code.open("for (" + context.boxed(element) + " " + each + " : " + variable + ")");
    return each;
  }

  private void checkElement(StoredType type, String expression, Spot spot) {
    refuseNull(expression, spot);
    if (hasInside(type)) {
      checkInside(type, Expr.text(expression), spot);
    }
  }

  /** As {@code requireNonNull}, but the message is only made when it is needed. */
  private void refuseNull(String expression, Spot spot) {
    code.open("if (" + expression + " == null)");
    String exception = context.imports().name("java.lang.NullPointerException");
    code.statement("throw ", Expr.call("new " + exception, List.of(spot.isNull())), ";");
    code.close();
  }

  private void checkInside(StoredType type, Expr present, Spot spot) {
    if (type instanceof Named named) {
      List<Expr> arguments = new ArrayList<>(List.of(present));
      arguments.addAll(context.depthArgument(named.type()));
      code.statement("", Expr.call(context.codecOf(named.type()) + ".check", arguments), ";");
    } else if (type instanceof OptionalValue optional) {
      String local = locals.name("optional");
      code.statement(context.type(type) + " " + local + " = ", present, ";");
      code.open("if (" + local + ".isPresent())");
      checkInside(optional.element(), Expr.text(local + ".get()"), spot);
      code.close();
    }
  }

  /** Whether there can be a null inside a value, other than itself, of an unchanging type. */
  private boolean hasInside(StoredType type) {
    return switch (type) {
      case Named named -> context.graph().hasNullable(named.type());
      case OptionalValue optional -> hasInside(optional.element());
      default -> false;
    };
  }

  private static boolean canBeNull(StoredType type) {
    return !(type.type() instanceof PrimitiveType);
  }
}
