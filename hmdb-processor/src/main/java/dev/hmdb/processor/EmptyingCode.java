package dev.hmdb.processor;

import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.SetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the class that makes values refer to something no more; see {@link Emptying}. */
final class EmptyingCode {
  private final Imports imports;
  private final Map<JavaType.ClassType, Definition> definitions;
  private final Code code;
  private int elements;

  EmptyingCode(Imports imports, Map<JavaType.ClassType, Definition> definitions, Code code) {
    this.imports = imports;
    this.definitions = definitions;
    this.code = code;
  }

  void write(ConstraintsModel.ReferenceModel reference, String name) {
    String target = imports.name(reference.target().presentKey().boxedType());
    String value = imports.name(reference.table().value().boxedType());
    code.blank()
        .line("/** Takes references out of the values of {@code " + reference.name() + "}. */");
    code.openClass(
        "private static final class " + name,
        "implements "
            + imports.name("dev.hmdb.ReferenceRemoval")
            + "<"
            + target
            + ", "
            + value
            + ">");
    code.line("@" + imports.name("java.lang.Override"));
    code.openMethod(
        "public " + value + " without", List.of(value + " value", target + " removed"), "");
    IndexPath path = reference.presentPath();
    code.statement("return ", without(path.root(), "value", path.components()), ";");
    code.close().close();
  }

  private Expr without(StoredType type, String expression, List<String> names) {
    return switch (type) {
      case OptionalValue optional ->
          names.isEmpty() && Emptying.isLeaf(optional.element())
              ? new Expr.Dotted(expression, List.of(filter()))
              : new Expr.Dotted(expression, List.of(map(optional.element(), names)));
      case OptionalPrimitive optional -> {
        String suffix = optional.primitive().suffix();
        String empty = imports.name("java.util.Optional" + suffix) + ".empty()";
        yield Expr.chain(
            expression + ".isPresent() && removed.equals(" + expression + ".getAs" + suffix + "())",
            "? " + empty,
            ": " + expression);
      }
      case ListValue list -> {
        Expr step =
            names.isEmpty() && Emptying.isLeaf(list.element())
                ? filter()
                : map(list.element(), names);
        yield new Expr.Dotted(expression, List.of(Expr.call("stream"), step, Expr.call("toList")));
      }
      case SetValue _ ->
          new Expr.Dotted(
              expression,
              List.of(
                  Expr.call("stream"),
                  filter(),
                  Expr.call("collect", imports.name("java.util.stream.Collectors") + ".toSet()")));
      case Named named when !names.isEmpty() -> made(named, expression, names);
      default -> throw new IllegalArgumentException(type + " cannot be emptied");
    };
  }

  private Expr filter() {
    String each = element();
    return Expr.call("filter", each + " -> !" + each + ".equals(removed)");
  }

  private Expr map(StoredType element, List<String> names) {
    String each = element();
    return Expr.call("map", List.of(lambda(each + " -> ", without(element, each, names))));
  }

  private String element() {
    elements++;
    return elements == 1 ? "each" : "each" + elements;
  }

  private static Expr lambda(String start, Expr body) {
    return switch (body) {
      case Expr.Call call -> new Expr.Call(start + call.head(), call.arguments());
      case Expr.Dotted dotted -> new Expr.Dotted(start + dotted.receiver(), dotted.calls());
      case Expr.Chain chain -> {
        List<String> parts = new ArrayList<>(chain.parts());
        parts.set(0, start + parts.getFirst());
        yield new Expr.Chain(parts);
      }
      case Expr.Text text -> Expr.text(start + text.flat());
    };
  }

  private Expr made(Named type, String expression, List<String> names) {
    List<Expr> arguments = new ArrayList<>();
    if (definitions.get(type.type()) instanceof RecordDefinition record) {
      for (Component component : record.components()) {
        String accessed = expression + "." + component.name() + "()";
        arguments.add(
            component.name().equals(names.getFirst())
                ? without(component.type(), accessed, names.subList(1, names.size()))
                : Expr.text(accessed));
      }
    }
    return Expr.call("new " + imports.name(type.type()), arguments);
  }
}
