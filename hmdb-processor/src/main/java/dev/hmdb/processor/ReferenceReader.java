package dev.hmdb.processor;

import dev.hmdb.processor.ConstraintsModel.ReferenceModel;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.SchemaModel.TableModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Reads what {@code @References} says, once the tables are known. */
final class ReferenceReader {
  static final String REFERENCES = "dev.hmdb.References";
  static final String LIST = REFERENCES + ".List";

  private final Map<String, TableModel> tables = new LinkedHashMap<>();
  private final Diagnostics diagnostics;
  private final PathReader paths;
  private final Emptying emptying;

  /**
   * @param definitions of every type in the tables
   */
  ReferenceReader(
      List<TableModel> tables, Map<ClassType, Definition> definitions, Diagnostics diagnostics) {
    tables.forEach(each -> this.tables.put(each.name(), each));
    this.diagnostics = diagnostics;
    this.paths = new PathReader(definitions, diagnostics);
    this.emptying = new Emptying(definitions);
  }

  /** The references of a table's method; fewer after a complaint. */
  List<ReferenceModel> read(String table, Element method, Place place) {
    List<ReferenceModel> references = new ArrayList<>();
    TableModel model = tables.get(table);
    // Where else it stands is complained of without a schema.
    if (model != null && model.shape().isIndexable()) {
      for (AnnotationMirror annotation : annotationsOn(method)) {
        ReferenceModel reference = read(model, annotation, place);
        if (reference != null) {
          references.add(reference);
        }
      }
    }
    return references;
  }

  private static List<AnnotationMirror> annotationsOn(Element method) {
    List<AnnotationMirror> all = new ArrayList<>(Compilation.annotations(method, REFERENCES));
    for (AnnotationMirror list : Compilation.annotations(method, LIST)) {
      if (Compilation.value(list, "value") instanceof List<?> values) {
        values.forEach(each -> all.add((AnnotationMirror) ((AnnotationValue) each).getValue()));
      }
    }
    return all;
  }

  private static String text(AnnotationMirror annotation, String name) {
    return Compilation.value(annotation, name) instanceof String text ? text : "";
  }

  private @Nullable ReferenceModel read(
      TableModel table, AnnotationMirror annotation, Place place) {
    TableModel target = target(text(annotation, "table"), place);
    String component = text(annotation, "component");
    String keyComponent = text(annotation, "keyComponent");
    if (!component.isEmpty() && !keyComponent.isEmpty()) {
      diagnostics.report(Problem.REFERENCE_OF_BOTH, place.element(), place.path());
      return null;
    }
    boolean isOfKey = component.isEmpty();
    String path = isOfKey ? keyComponent : component;
    StoredType root = isOfKey ? table.presentKey() : table.value();
    IndexPath way =
        path.isEmpty() ? null : paths.follow(path, List.of(path.split("\\.", -1)), root, place);
    if (target == null || (way == null && !path.isEmpty())) {
      return null;
    }
    String onDelete =
        Compilation.value(annotation, "onDelete") instanceof VariableElement constant
            ? constant.getSimpleName().toString()
            : "RESTRICT";
    String name = path.isEmpty() ? table.name() : table.name() + "." + path;
    ReferenceModel model = new ReferenceModel(name, table, target, way, isOfKey, onDelete);
    return isTyped(model, place) && isEmptiable(model, place) ? model : null;
  }

  private @Nullable TableModel target(String name, Place place) {
    TableModel target = tables.get(name);
    if (target == null) {
      List<String> possible =
          tables.values().stream()
              .filter(each -> each.shape().isIndexable())
              .map(TableModel::name)
              .toList();
      diagnostics.report(
          Problem.REFERENCE_TO_NO_TABLE,
          place.element(),
          place.path(),
          name,
          NearestName.advice(name, possible));
      return null;
    }
    if (!target.shape().isIndexable()) {
      diagnostics.report(
          Problem.REFERENCE_TO_ANOTHER_KIND,
          place.element(),
          place.path(),
          name,
          target.shape().word());
      return null;
    }
    return target;
  }

  private boolean isTyped(ReferenceModel reference, Place place) {
    IndexPath path = reference.path();
    StoredType referring = path == null ? reference.table().presentKey() : path.leaf();
    JavaType wanted = reference.target().presentKey().boxedType();
    if (referring.boxedType().equals(wanted)) {
      return true;
    }
    diagnostics.report(
        Problem.REFERENCE_MISTYPED,
        place.element(),
        place.path(),
        reference.target().name(),
        path == null ? "the key" : String.join(".", path.components()),
        Naming.show(referring.type()),
        Naming.show(wanted));
    return false;
  }

  private boolean isEmptiable(ReferenceModel reference, Place place) {
    if (!reference.isEmptied()) {
      return true;
    }
    IndexPath path = reference.path();
    String what = path == null ? "the key" : String.join(".", path.components());
    Emptying.Obstacle obstacle =
        path == null || reference.isOfKey() ? Emptying.IN_KEY : emptying.obstacle(path);
    if (obstacle != null) {
      diagnostics.report(
          Problem.REFERENCE_NOT_EMPTIABLE,
          place.element(),
          place.path(),
          what,
          obstacle.reason(),
          obstacle.remedy());
    }
    return obstacle == null;
  }
}
