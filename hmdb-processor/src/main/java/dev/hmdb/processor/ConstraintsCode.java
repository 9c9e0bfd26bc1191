package dev.hmdb.processor;

import dev.hmdb.processor.ConstraintsModel.CheckModel;
import dev.hmdb.processor.ConstraintsModel.ReferenceModel;
import dev.hmdb.processor.SchemaModel.TableModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Writes what a generated class says of the constraints of its schema. */
final class ConstraintsCode {
  private final SchemaModel model;

  /** The classes that find what entries refer to. */
  private final Map<ReferenceModel, String> keyClasses = new HashMap<>();

  /** The classes that take references out of values. */
  private final Map<ReferenceModel, String> emptyingClasses = new HashMap<>();

  /** The constants, of references and of checks. */
  private final Map<Object, String> constants = new HashMap<>();

  ConstraintsCode(SchemaModel model) {
    this.model = model;
  }

  /** Chooses the names of the classes; returns them. */
  List<String> nameClasses(NameAllocator names) {
    for (ReferenceModel reference : model.constraints().references()) {
      String base = Naming.capitalized(reference.baseName());
      if (reference.path() != null) {
        keyClasses.put(reference, names.allocate(base + "References"));
      }
      if (reference.isEmptied()) {
        emptyingClasses.put(reference, names.allocate(base + "Removal"));
      }
    }
    List<String> all = new ArrayList<>(keyClasses.values());
    all.addAll(emptyingClasses.values());
    return all;
  }

  /** Chooses the names of the constants. */
  void nameConstants(NameAllocator names) {
    for (ReferenceModel reference : model.constraints().references()) {
      constants.put(reference, names.allocate(Naming.constant(reference.baseName())));
    }
    for (CheckModel check : model.constraints().checks()) {
      constants.put(check, names.allocate(Naming.constant(check.name())));
    }
  }

  /** Claims the names of classes in the unnamed package. */
  void mention(Imports imports) {
    model.constraints().checks().forEach(check -> imports.className(check.owner()));
  }

  /**
   * Writes the constants; returns the expression for all of them.
   *
   * @param tables the constants of the tables
   */
  Expr writeConstants(Code code, Imports imports, Function<TableModel, String> tables) {
    List<String> all = new ArrayList<>();
    for (ReferenceModel reference : model.constraints().references()) {
      String type =
          imports.name("dev.hmdb.ReferenceDefinition")
              + "<"
              + boxed(imports, reference.target().presentKey())
              + ", "
              + arguments(imports, reference.table())
              + ">";
      write(code, type, constant(reference), definition(reference, imports, tables));
      all.add(constant(reference));
    }
    for (CheckModel check : model.constraints().checks()) {
      String type =
          imports.name("dev.hmdb.CheckDefinition") + "<" + arguments(imports, check.table()) + ">";
      write(code, type, constant(check), definition(check, imports, tables));
      all.add(constant(check));
    }
    return Expr.call(imports.name("java.util.List") + ".of", all.toArray(new String[0]));
  }

  private static void write(Code code, String type, String constant, Expr definition) {
    code.statement("private static final " + type + " " + constant + " = ", definition, ";");
  }

  private String constant(Object constraint) {
    return Objects.requireNonNull(constants.get(constraint));
  }

  private static String boxed(Imports imports, StoredType type) {
    return imports.name(type.boxedType());
  }

  private static String arguments(Imports imports, TableModel table) {
    return boxed(imports, table.presentKey()) + ", " + boxed(imports, table.value());
  }

  private Expr definition(
      ReferenceModel reference, Imports imports, Function<TableModel, String> tables) {
    List<String> values = new ArrayList<>();
    values.add("\"" + reference.name() + "\"");
    values.add(tables.apply(reference.table()));
    values.add(tables.apply(reference.target()));
    if (reference.path() != null) {
      values.add("new " + keyClasses.get(reference) + "()");
    }
    values.add(imports.name("dev.hmdb.OnDelete") + "." + reference.onDelete());
    if (reference.isEmptied()) {
      values.add("new " + emptyingClasses.get(reference) + "()");
    }
    String factory = imports.name("dev.hmdb.ReferenceDefinition");
    String head = reference.path() == null ? factory + ".ofKeys" : "new " + factory + "<>";
    return Expr.call(head, values.toArray(new String[0]));
  }

  private static Expr definition(
      CheckModel check, Imports imports, Function<TableModel, String> tables) {
    String arguments = check.takesKey() ? "(key, value)" : "(value)";
    String call = imports.className(check.owner()) + "." + check.name() + arguments;
    String complaint =
        switch (check.answer()) {
          case BOOLEAN -> call + " ? null : \"\"";
          case TEXT -> call;
          case OPTIONAL -> call + ".orElse(null)";
        };
    return Expr.call(
        "new " + imports.name("dev.hmdb.CheckDefinition") + "<>",
        "\"" + check.name() + "\"",
        tables.apply(check.table()),
        "(key, value) -> " + complaint);
  }

  void writeClasses(Code code, Imports imports) {
    for (ReferenceModel reference : model.constraints().references()) {
      String keys = keyClasses.get(reference);
      if (keys != null) {
        new IndexCode(imports, model.definitions(), code).write(reference, keys);
      }
      String emptying = emptyingClasses.get(reference);
      if (emptying != null) {
        new EmptyingCode(imports, model.definitions(), code).write(reference, emptying);
      }
    }
  }
}
