package dev.hmdb.processor;

import dev.hmdb.processor.ConstraintsModel.ReferenceModel;
import dev.hmdb.processor.SchemaModel.IndexModel;
import dev.hmdb.processor.SchemaModel.TableModel;
import dev.hmdb.processor.StoredType.ArrayValue;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.SetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the classes that find index keys, and what entries refer to. */
final class IndexCode {
  private final Imports imports;
  private final Map<JavaType.ClassType, Definition> definitions;
  private final Code code;
  private int open;
  private int elements;

  IndexCode(Imports imports, Map<JavaType.ClassType, Definition> definitions, Code code) {
    this.imports = imports;
    this.definitions = definitions;
    this.code = code;
  }

  void write(IndexModel index, String name) {
    open("The index keys of {@code " + index.name() + "}.", index.table(), index.indexKey(), name);
    List<String> parts = new ArrayList<>();
    index.paths().forEach(path -> parts.add(follow(path, "value")));
    Expr found =
        index.paths().size() == 1
            ? Expr.text(parts.getFirst())
            : Expr.call(
                "new " + imports.name(index.indexKey().boxedType()), parts.toArray(new String[0]));
    close(found);
  }

  /** As for an index: what an entry refers to. */
  void write(ReferenceModel reference, String name) {
    StoredType target = reference.target().presentKey();
    open("What {@code " + reference.name() + "} refers to.", reference.table(), target, name);
    close(Expr.text(follow(reference.presentPath(), reference.isOfKey() ? "key" : "value")));
  }

  private void open(String purpose, TableModel table, StoredType found, String name) {
    String indexKey = imports.name(found.boxedType());
    String key = imports.name(table.presentKey().boxedType());
    String value = imports.name(table.value().boxedType());
    code.blank().line("/** " + purpose + " */");
    code.openClass(
        "private static final class " + name,
        "implements "
            + imports.name("dev.hmdb.IndexKeys")
            + "<"
            + String.join(", ", indexKey, key, value)
            + ">");
    code.line("@" + imports.name("java.lang.Override"));
    String action = imports.name("java.util.function.Consumer") + "<? super " + indexKey + ">";
    code.openMethod(
        "public void forEach", List.of(key + " key", value + " value", action + " action"), "");
  }

  private void close(Expr found) {
    code.statement("", Expr.call("action.accept", List.of(found)), ";");
    while (open > 0) {
      code.close();
      open--;
    }
    code.close().close();
  }

  /** Opens what it takes to get there, and returns the expression for what is there. */
  private String follow(IndexPath path, String from) {
    StoredType type = path.root();
    String expression = from;
    for (String name : path.components()) {
      Inside record = enter(type, expression);
      type = componentOf(record.type(), name);
      expression = record.expression() + "." + name + "()";
    }
    return enter(type, expression).expression();
  }

  private record Inside(StoredType type, String expression) {}

  private Inside enter(StoredType type, String expression) {
    return switch (type) {
      case OptionalValue optional -> {
        ifPresent(expression);
        yield enter(optional.element(), expression + ".get()");
      }
      case OptionalPrimitive optional -> {
        ifPresent(expression);
        yield new Inside(
            IndexReader.inside(type), expression + ".getAs" + optional.primitive().suffix() + "()");
      }
      case ListValue list -> enter(list.element(), loop(list.element().boxedType(), expression));
      case SetValue set -> enter(set.element(), loop(set.element().boxedType(), expression));
      case ArrayValue array -> enter(array.element(), loop(array.element().type(), expression));
      case PrimitiveArray array ->
          new Inside(IndexReader.inside(type), loop(array.primitive().type(), expression));
      default -> new Inside(type, expression);
    };
  }

  private void ifPresent(String expression) {
    code.open("if (" + expression + ".isPresent())");
    open++;
  }

  private String loop(JavaType element, String expression) {
    elements++;
    String name = elements == 1 ? "element" : "element" + elements;
    code.open("for (" + imports.name(element) + " " + name + " : " + expression + ")");
    open++;
    return name;
  }

  private StoredType componentOf(StoredType type, String name) {
    return Emptying.component(definitions, (Named) type, name);
  }
}
