package dev.hmdb.processor;

import dev.hmdb.processor.Access.Obstacle;
import dev.hmdb.processor.SchemaModel.DroppedTable;
import dev.hmdb.processor.SchemaModel.Setting;
import dev.hmdb.processor.SchemaModel.TableModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads a schema interface, and complains of what is wrong with it. */
final class SchemaReader {
  private static final String SCHEMA = "dev.hmdb.Schema";
  private static final String TABLE = "dev.hmdb.Table";

  /** The classes of {@code java.lang} that generated code may mention. */
  private static final List<String> JAVA_LANG =
      List.of(
          "AssertionError",
          "Boolean",
          "Byte",
          "Character",
          "Double",
          "Exception",
          "Float",
          "FunctionalInterface",
          "IllegalArgumentException",
          "IllegalStateException",
          "Integer",
          "Long",
          "Math",
          "NullPointerException",
          "Override",
          "RuntimeException",
          "Short",
          "String",
          "SuppressWarnings");

  private static final String GENERATED = "javax.annotation.processing.Generated";

  /** A table method with the key and value types that it has in the schema. */
  private record TableMethod(
      String name, String origin, Place key, Place value, List<TypeMirror> types) {}

  private final Compilation compilation;
  private final TypeElement schema;
  private final PackageElement packageElement;
  private final String packageName;
  private final Diagnostics diagnostics;
  private final TypeReader types;
  private final PastReader past;
  private final SchemaPlaces places;
  private final List<DroppedTable> dropped = new ArrayList<>();
  private final Place schemaPlace;

  SchemaReader(Compilation compilation, TypeElement schema, Diagnostics diagnostics) {
    this.compilation = compilation;
    this.schema = schema;
    this.packageElement = compilation.elements().getPackageOf(schema);
    this.packageName = packageElement.getQualifiedName().toString();
    this.diagnostics = diagnostics;
    Access access = new Access(compilation.elements(), packageElement);
    this.past = new PastReader(diagnostics);
    this.types = new TypeReader(compilation, access, past, diagnostics);
    this.schemaPlace = new Place(schema, JavaTypes.of(schema).localName());
    this.places = new SchemaPlaces(schemaPlace);
  }

  /** The schema; null after a complaint, or when a type is missing. */
  @Nullable SchemaModel read() {
    if (schema.getKind() != ElementKind.INTERFACE) {
      String kind = schema.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      diagnostics.report(Problem.NOT_AN_INTERFACE, schema, kind, schemaPlace.path());
      return null;
    }
    checkInterface();
    types.useCodecsOf(schema, schemaPlace);
    past.readSchema(schema, schemaPlace);
    List<TableMethod> methods = tableMethods();
    List<TableModel> tables = readTables(methods);
    if (!diagnostics.isClean()) {
      return null;
    }
    Past said =
        past.check(types.definitions().all(), tables.stream().map(TableModel::name).toList());
    if (!diagnostics.isClean()) {
      return null;
    }
    notePlaces();
    return new SchemaModel(
        JavaTypes.of(schema),
        Access.isPublic(schema),
        tables,
        dropped,
        types.definitions().all(),
        said,
        setting());
  }

  /** Where to complain of what is in the schema, once it has been read. */
  SchemaPlaces places() {
    return places;
  }

  private void notePlaces() {
    Naming naming = new Naming(types.definitions().all().keySet());
    for (Definition each : types.definitions().all().values()) {
      places.addType(
          naming.name(each.type()),
          PastReader.partsOf(each, naming),
          each.type(),
          types.definitions());
    }
  }

  private void checkInterface() {
    if (!schema.getTypeParameters().isEmpty()) {
      diagnostics.report(Problem.GENERIC_SCHEMA, schema, schemaPlace.path());
    }
    if (schema.getModifiers().contains(Modifier.SEALED)) {
      diagnostics.report(Problem.SEALED_SCHEMA, schema, schemaPlace.path());
    }
    Obstacle obstacle = new Access(compilation.elements(), packageElement).to(schema);
    if (obstacle != null) {
      diagnostics.report(
          Problem.INACCESSIBLE_SCHEMA, schema, schemaPlace.path(), obstacle.reason());
    }
  }

  // --- tables ---

  private List<TableMethod> tableMethods() {
    Map<String, TableMethod> byName = new HashMap<>();
    List<TableMethod> tables = new ArrayList<>();
    List<ExecutableElement> methods = methods();
    for (ExecutableElement method : methods) {
      String name = method.getSimpleName().toString();
      Place place = new Place(compilation.blame(method, schema), name);
      if (!method.getModifiers().contains(Modifier.ABSTRACT)) {
        checkDefault(method, place);
        continue;
      }
      TableMethod table = readMethod(method, place);
      if (table == null) {
        continue;
      }
      TableMethod other = byName.putIfAbsent(name, table);
      if (other == null) {
        tables.add(table);
      } else {
        diagnostics.report(Problem.DUPLICATE_TABLE, place.element(), name, other.origin());
      }
    }
    if (methods.stream().noneMatch(SchemaReader::isPresent)) {
      diagnostics.report(Problem.NO_TABLES, schema, schemaPlace.path());
    }
    return tables;
  }

  /** Whether a method is abstract and does not say that its table is gone. */
  private static boolean isPresent(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.ABSTRACT)
        && !Compilation.isAnnotated(method, PastReader.DROPPED);
  }

  /** The methods of the schema that no other one overrides, inherited ones first. */
  private List<ExecutableElement> methods() {
    Set<ExecutableElement> found = new LinkedHashSet<>();
    collectMethods(schema, found);
    List<ExecutableElement> methods = new ArrayList<>(found);
    methods.removeIf(method ->
        found.stream().anyMatch(other -> compilation.elements().overrides(other, method, schema)));
    return methods;
  }

  private void collectMethods(TypeElement type, Set<ExecutableElement> found) {
    for (TypeMirror each : type.getInterfaces()) {
      if (each.getKind() == TypeKind.ERROR || !(each instanceof DeclaredType declared)) {
        diagnostics.awaitMissingType();
        continue;
      }
      TypeElement parent = (TypeElement) declared.asElement();
      if (Compilation.isAnnotated(parent, SCHEMA)) {
        diagnostics.report(
            Problem.EXTENDS_SCHEMA, schema, schemaPlace.path(), JavaTypes.of(parent).localName());
      }
      collectMethods(parent, found);
    }
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      Set<Modifier> modifiers = method.getModifiers();
      if (!modifiers.contains(Modifier.STATIC) && !modifiers.contains(Modifier.PRIVATE)) {
        found.add(method);
      }
    }
  }

  private void checkDefault(ExecutableElement method, Place place) {
    String owner = ReservedNames.ownerOf(place.path(), method.getParameters().size());
    if (owner != null) {
      diagnostics.report(Problem.RESERVED_NAME, place.element(), place.path(), owner, "method");
    }
  }

  private @Nullable TableMethod readMethod(ExecutableElement method, Place place) {
    ExecutableType type =
        (ExecutableType) compilation.types().asMemberOf((DeclaredType) schema.asType(), method);
    TypeMirror returned = type.getReturnType();
    if (returned.getKind() == TypeKind.ERROR) {
      diagnostics.awaitMissingType();
      return null;
    }
    String owner = ReservedNames.ownerOf(place.path());
    if (owner != null) {
      diagnostics.report(Problem.RESERVED_NAME, place.element(), place.path(), owner, "table");
    }
    boolean isTable =
        returned instanceof DeclaredType declared
            && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(TABLE);
    if (!isTable) {
      if (owner == null) {
        diagnostics.report(
            Problem.NOT_A_TABLE, place.element(), place.path(), JavaTypes.show(returned));
      }
      return null;
    }
    checkSignature(method, place);
    List<TypeMirror> arguments = List.copyOf(((DeclaredType) returned).getTypeArguments());
    if (arguments.isEmpty()) {
      diagnostics.report(
          Problem.RAW_TYPE, place.element(), place.path(), "Table", "Table<String, Account>");
      return null;
    }
    if (!isPresent(method)) {
      readDropped((DeclaredType) returned, method, place);
      return null;
    }
    past.readTable(place.path(), method, place);
    places.addTable(place.path(), place);
    return new TableMethod(
        place.path(),
        String.valueOf(method.getEnclosingElement()),
        new Place(place.element(), "the key of " + place.path()),
        new Place(place.element(), "the value of " + place.path()),
        arguments);
  }

  /** A dropped table's types may be anything that can be written in Java. */
  private void readDropped(DeclaredType returned, ExecutableElement method, Place place) {
    past.readDroppedTable(place.path(), method, place);
    if (types.isClosed(returned, place)) {
      dropped.add(new DroppedTable(place.path(), JavaTypes.of(returned)));
    }
  }

  private void checkSignature(ExecutableElement method, Place place) {
    if (!method.getParameters().isEmpty()) {
      diagnostics.report(Problem.TABLE_WITH_PARAMETERS, place.element(), place.path());
    }
    if (!method.getTypeParameters().isEmpty()) {
      diagnostics.report(Problem.GENERIC_TABLE, place.element(), place.path());
    }
    if (!method.getThrownTypes().isEmpty()) {
      diagnostics.report(Problem.TABLE_THROWS, place.element(), place.path());
    }
  }

  private List<TableModel> readTables(List<TableMethod> methods) {
    List<TableModel> tables = new ArrayList<>();
    Map<Place, StoredType> keys = new LinkedHashMap<>();
    Map<Place, StoredType> values = new LinkedHashMap<>();
    for (TableMethod method : methods) {
      StoredType key = types.read(method.types().get(0), method.key());
      if (key != null) {
        keys.put(method.key(), key);
      }
      StoredType value = types.read(method.types().get(1), method.value());
      if (value != null) {
        values.put(method.value(), value);
      }
      if (key != null && value != null) {
        tables.add(new TableModel(method.name(), key, value));
      }
    }
    TypeRules rules = new TypeRules(types.definitions(), diagnostics);
    keys.forEach((place, key) -> rules.checkKey(key, place));
    values.forEach((place, value) -> rules.checkHashed(value, place));
    rules.checkDefinitions();
    return tables;
  }

  // --- what surrounds the schema ---

  private Setting setting() {
    types.note(schema);
    methods().forEach(types::note);
    boolean generated =
        compilation.elements().getTypeElement(compilation.elements().getModuleOf(schema), GENERATED)
            != null;
    return new Setting(memberTypes(), hidden(), generated, types.warnings());
  }

  private Set<String> memberTypes() {
    Set<String> names = new LinkedHashSet<>();
    for (TypeElement type : ElementFilter.typesIn(compilation.elements().getAllMembers(schema))) {
      names.add(type.getSimpleName().toString());
    }
    return names;
  }

  /** The names from {@code java.lang} in generated code that a class of the package hides. */
  private Set<String> hidden() {
    Set<String> names = new LinkedHashSet<>();
    for (String name : JAVA_LANG) {
      String qualified = packageName.isEmpty() ? name : packageName + "." + name;
      if (compilation.elements().getTypeElement(qualified) != null) {
        names.add(name);
      }
    }
    return names;
  }
}
