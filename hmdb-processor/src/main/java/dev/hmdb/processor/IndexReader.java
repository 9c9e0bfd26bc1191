package dev.hmdb.processor;

import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.SchemaModel.IndexModel;
import dev.hmdb.processor.SchemaModel.TableModel;
import dev.hmdb.processor.StoredType.ArrayValue;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.SetValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Reads what {@code @Index} and {@code @Unique} say, once the tables are known. */
final class IndexReader {
  static final String INDEX = "dev.hmdb.Index";
  static final String UNIQUE = "dev.hmdb.Unique";

  /**
   * A method that returns an index.
   *
   * @param arguments the types of index key, key and value that it returns
   */
  record IndexMethod(
      String name,
      TableShape shape,
      Element method,
      Place place,
      StoredType indexKey,
      List<JavaType> arguments) {
    /** What it returns, as a message shows it. */
    String returned() {
      return shown(shape, arguments);
    }
  }

  private final Map<String, TableModel> tables = new LinkedHashMap<>();
  private final Map<ClassType, Definition> definitions;
  private final Diagnostics diagnostics;
  private final PathReader paths;

  /**
   * @param definitions of every type in the tables and in the index keys
   */
  IndexReader(
      List<TableModel> tables, Map<ClassType, Definition> definitions, Diagnostics diagnostics) {
    tables.forEach(each -> this.tables.put(each.name(), each));
    this.definitions = definitions;
    this.diagnostics = diagnostics;
    this.paths = new PathReader(definitions, diagnostics);
  }

  /** The paths that a method's annotation names. */
  static List<String> pathsOn(Element method) {
    List<String> paths = new ArrayList<>();
    for (AnnotationMirror annotation : method.getAnnotationMirrors()) {
      String name = Compilation.nameOf(annotation);
      if ((name.equals(INDEX) || name.equals(UNIQUE))
          && Compilation.value(annotation, "value") instanceof List<?> values) {
        for (Object each : values) {
          paths.add(String.valueOf(((AnnotationValue) each).getValue()));
        }
      }
    }
    return paths;
  }

  /** The index, without its order; null after a complaint. */
  @Nullable IndexModel read(IndexMethod method) {
    List<String> paths = pathsOn(method.method());
    Place place = method.place();
    if (paths.isEmpty()) {
      String annotation = method.shape().isUnique() ? "@Unique" : "@Index";
      diagnostics.report(
          Problem.INDEX_OF_NOTHING, place.element(), place.path(), method.returned(), annotation);
      return null;
    }
    TableModel table = tableOf(paths, place);
    if (table == null) {
      return null;
    }
    List<IndexPath> ways = new ArrayList<>();
    for (String path : paths) {
      IndexPath way = follow(path, table, place);
      if (way == null) {
        return null;
      }
      ways.add(way);
    }
    return checked(method, table, ways);
  }

  private @Nullable TableModel tableOf(List<String> paths, Place place) {
    String first = null;
    for (String path : paths) {
      String name = path.split("\\.", 2)[0];
      TableModel table = tables.get(name);
      if (table == null) {
        List<String> indexable =
            tables.values().stream()
                .filter(each -> each.shape().isIndexable())
                .map(TableModel::name)
                .toList();
        diagnostics.report(
            Problem.INDEX_OF_NO_TABLE,
            place.element(),
            place.path(),
            path,
            name,
            NearestName.advice(name, indexable));
        return null;
      }
      if (!table.shape().isIndexable()) {
        diagnostics.report(
            Problem.NOT_INDEXABLE, place.element(), place.path(), name, table.shape().word());
        return null;
      }
      if (first != null && !first.equals(name)) {
        diagnostics.report(Problem.INDEX_OF_TWO_TABLES, place.element(), place.path(), first, name);
        return null;
      }
      first = name;
    }
    return tables.get(first);
  }

  private @Nullable IndexPath follow(String path, TableModel table, Place place) {
    List<String> names = List.of(path.split("\\.", -1));
    return paths.follow(path, names.subList(1, names.size()), table.value(), place);
  }

  /** What is in optionals, lists, sets and arrays, however deep. */
  static StoredType inside(StoredType type) {
    return switch (type) {
      case OptionalValue optional -> inside(optional.element());
      case OptionalPrimitive optional -> new PrimitiveValue(optional.primitive());
      case ListValue list -> inside(list.element());
      case SetValue set -> inside(set.element());
      case ArrayValue array -> inside(array.element());
      case PrimitiveArray array -> new PrimitiveValue(array.primitive());
      default -> type;
    };
  }

  private @Nullable IndexModel checked(
      IndexMethod method, TableModel table, List<IndexPath> paths) {
    StoredType indexKey = method.indexKey();
    JavaType wanted =
        paths.size() == 1 ? paths.getFirst().leaf().boxedType() : compositeOf(indexKey, paths);
    if (wanted == null) {
      String components =
          paths.stream()
              .map(each -> Naming.show(each.leaf().type()) + " " + nameOf(each, table))
              .collect(Collectors.joining(", "));
      diagnostics.report(
          Problem.INDEX_KEY_NO_RECORD,
          method.place().element(),
          method.place().path(),
          paths.size(),
          method.returned(),
          components);
      return null;
    }
    List<JavaType> arguments =
        List.of(wanted, table.presentKey().boxedType(), table.value().boxedType());
    if (!arguments.equals(method.arguments())) {
      diagnostics.report(
          Problem.INDEX_MISTYPED,
          method.place().element(),
          method.place().path(),
          method.returned(),
          shown(method.shape(), arguments));
      return null;
    }
    return new IndexModel(method.name(), method.shape(), table, indexKey, paths, null);
  }

  /** The index key's type if it is a record of what the paths lead to. */
  private @Nullable JavaType compositeOf(StoredType indexKey, List<IndexPath> paths) {
    if (!(indexKey instanceof Named named)
        || !(definitions.get(named.type()) instanceof RecordDefinition record)) {
      return null;
    }
    List<JavaType> components =
        record.components().stream().map(each -> each.type().boxedType()).toList();
    List<JavaType> leaves = paths.stream().map(each -> each.leaf().boxedType()).toList();
    return components.equals(leaves) ? indexKey.boxedType() : null;
  }

  private static String nameOf(IndexPath path, TableModel table) {
    return path.components().isEmpty() ? table.name() : path.components().getLast();
  }

  private static String shown(TableShape shape, List<JavaType> arguments) {
    return arguments.stream()
        .map(Naming::show)
        .collect(Collectors.joining(", ", shape.simpleName() + "<", ">"));
  }
}
