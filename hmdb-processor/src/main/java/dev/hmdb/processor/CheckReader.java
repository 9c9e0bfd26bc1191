package dev.hmdb.processor;

import dev.hmdb.processor.ConstraintsModel.Answer;
import dev.hmdb.processor.ConstraintsModel.CheckModel;
import dev.hmdb.processor.SchemaModel.TableModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads what {@code @Check} says, once the tables are known. */
final class CheckReader {
  static final String CHECK = "dev.hmdb.Check";

  /**
   * A table that may be checked.
   *
   * @param key the type of its keys as the schema has it
   * @param value the type of its values as the schema has it
   */
  record Checked(TableModel table, TypeMirror key, TypeMirror value) {}

  private final Compilation compilation;
  private final Access access;
  private final Map<String, TableModel> tables = new LinkedHashMap<>();
  private final Map<String, Checked> checked = new LinkedHashMap<>();
  private final Diagnostics diagnostics;

  /**
   * @param tables all of the schema
   * @param checked those that may be checked
   */
  CheckReader(
      Compilation compilation,
      Access access,
      List<TableModel> tables,
      List<Checked> checked,
      Diagnostics diagnostics) {
    this.compilation = compilation;
    this.access = access;
    tables.forEach(each -> this.tables.put(each.name(), each));
    checked.forEach(each -> this.checked.put(each.table().name(), each));
    this.diagnostics = diagnostics;
  }

  /** The checks that a static method of the schema is; fewer after a complaint. */
  List<CheckModel> read(ExecutableElement method, Place place) {
    List<CheckModel> checks = new ArrayList<>();
    for (AnnotationMirror annotation : Compilation.annotations(method, CHECK)) {
      Checked table =
          Compilation.value(annotation, "value") instanceof String name ? table(name, place) : null;
      if (table != null && isCallable(method, place)) {
        CheckModel check = asCheck(method, table);
        if (check == null) {
          complain(method, table, place);
        } else {
          checks.add(check);
        }
      }
    }
    return checks;
  }

  private @Nullable Checked table(String name, Place place) {
    TableModel table = tables.get(name);
    if (table == null) {
      String advice = NearestName.advice(name, checked.keySet());
      diagnostics.report(Problem.CHECK_OF_NO_TABLE, place.element(), place.path(), name, advice);
    } else if (!table.shape().isIndexable()) {
      diagnostics.report(
          Problem.CHECK_OF_ANOTHER_KIND, place.element(), place.path(), name, table.shape().word());
    }
    return checked.get(name);
  }

  private boolean isCallable(ExecutableElement method, Place place) {
    if (method.getModifiers().contains(Modifier.PRIVATE)) {
      return refuse(place, "it is private", "remove 'private'");
    }
    Access.Obstacle obstacle = access.to(ownerOf(method));
    if (obstacle != null) {
      return refuse(place, obstacle.reason(), "make it " + obstacle.remedy());
    }
    if (!method.getTypeParameters().isEmpty()) {
      return refuse(place, "it has type parameters", "write the types");
    }
    if (method.getThrownTypes().stream().anyMatch(this::isChecked)) {
      return refuse(place, "it throws checked exceptions", "remove the throws clause");
    }
    return true;
  }

  private static TypeElement ownerOf(ExecutableElement method) {
    return (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
  }

  private boolean isChecked(TypeMirror thrown) {
    return !isSubtype(thrown, "java.lang.RuntimeException")
        && !isSubtype(thrown, "java.lang.Error");
  }

  private boolean isSubtype(TypeMirror type, String name) {
    TypeElement other = compilation.elements().getTypeElement(name);
    return other != null && compilation.types().isSubtype(type, other.asType());
  }

  private boolean refuse(Place place, String reason, String remedy) {
    diagnostics.report(Problem.CHECK_UNUSABLE, place.element(), place.path(), reason, remedy);
    return false;
  }

  private @Nullable CheckModel asCheck(ExecutableElement method, Checked table) {
    List<? extends VariableElement> parameters = method.getParameters();
    boolean takesKey = parameters.size() == 2;
    boolean fits = takesKey ? takes(parameters.getFirst(), table.key()) : parameters.size() == 1;
    Answer answer = answer(method.getReturnType());
    return fits && answer != null && takes(parameters.getLast(), table.value())
        ? new CheckModel(
            method.getSimpleName().toString(),
            table.table(),
            JavaTypes.of(ownerOf(method)),
            takesKey,
            answer)
        : null;
  }

  private boolean takes(VariableElement parameter, TypeMirror type) {
    return compilation.types().isAssignable(type, parameter.asType());
  }

  private static @Nullable Answer answer(TypeMirror returned) {
    if (returned.getKind() == TypeKind.BOOLEAN) {
      return Answer.BOOLEAN;
    }
    return switch (JavaTypes.show(returned)) {
      case "Boolean" -> Answer.BOOLEAN;
      case "String" -> Answer.TEXT;
      case "Optional<String>" -> Answer.OPTIONAL;
      default -> null;
    };
  }

  private void complain(ExecutableElement method, Checked table, Place place) {
    String parameters =
        method.getParameters().stream()
            .map(each -> JavaTypes.show(each.asType()))
            .collect(Collectors.joining(", ", "(", ")"));
    diagnostics.report(
        Problem.CHECK_SIGNATURE,
        place.element(),
        place.path(),
        table.table().name(),
        JavaTypes.show(table.key()),
        JavaTypes.show(table.value()),
        JavaTypes.show(method.getReturnType()) + " " + place.path() + parameters);
  }
}
