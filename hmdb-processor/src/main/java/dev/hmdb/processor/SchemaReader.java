package dev.hmdb.processor;

import dev.hmdb.processor.Access.Obstacle;
import dev.hmdb.processor.CheckReader.Checked;
import dev.hmdb.processor.ConstraintsModel.CheckModel;
import dev.hmdb.processor.ConstraintsModel.ReferenceModel;
import dev.hmdb.processor.IndexReader.IndexMethod;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.SchemaModel.DroppedTable;
import dev.hmdb.processor.SchemaModel.IndexModel;
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

  /** A method of a table or index with the type arguments that it has in the schema. */
  private record TableMethod(
      String name,
      TableShape shape,
      ExecutableElement method,
      String origin,
      Place place,
      List<TypeMirror> types) {
    /** The place of a part: {@code the key of accounts}. */
    Place of(String part) {
      return new Place(place.element(), part + " of " + place.path());
    }
  }

  private final Compilation compilation;
  private final TypeElement schema;
  private final PackageElement packageElement;
  private final String packageName;
  private final Diagnostics diagnostics;
  private final TypeReader types;

  /** Reads the index keys, apart from what is stored. */
  private final TypeReader indexTypes;

  private final OrderClassReader comparators;
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
    this.indexTypes = new TypeReader(compilation, access, new PastReader(diagnostics), diagnostics);
    this.comparators = new OrderClassReader(compilation, access, diagnostics);
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
    indexTypes.useCodecsOf(schema, schemaPlace);
    past.readSchema(schema, schemaPlace);
    List<TableMethod> methods = tableMethods();
    List<TableModel> tables = readTables(methods);
    List<IndexModel> indexes = readIndexes(methods, tables);
    ConstraintsModel constraints = readConstraints(methods, tables);
    if (!diagnostics.isClean()) {
      return null;
    }
    Past said =
        past.check(types.definitions().all(), tables.stream().map(TableModel::name).toList());
    if (!diagnostics.isClean()) {
      return null;
    }
    notePlaces();
    Map<ClassType, Definition> stored = new LinkedHashMap<>(types.definitions().all());
    stored.putAll(StoredKeys.definitions(tables));
    return new SchemaModel(
        JavaTypes.of(schema),
        Access.isPublic(schema),
        tables,
        indexes,
        constraints,
        dropped,
        stored,
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
    TableShape shape =
        returned instanceof DeclaredType declared
            ? TableShape.of(((TypeElement) declared.asElement()).getQualifiedName().toString())
            : null;
    if (shape == null) {
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
          Problem.RAW_TYPE, place.element(), place.path(), shape.simpleName(), shape.example());
      return null;
    }
    if (shape.isIndex()) {
      return new TableMethod(
          place.path(),
          shape,
          method,
          String.valueOf(method.getEnclosingElement()),
          place,
          arguments);
    }
    if (!isPresent(method)) {
      readDropped((DeclaredType) returned, method, place);
      return null;
    }
    past.readTable(place.path(), method, place);
    places.addTable(place.path(), place);
    return new TableMethod(
        place.path(),
        shape,
        method,
        String.valueOf(method.getEnclosingElement()),
        place,
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
    Map<TableMethod, StoredType> sorted = new LinkedHashMap<>();
    for (TableMethod method : methods) {
      TableShape shape = method.shape();
      if (shape.isIndex()) {
        continue;
      }
      Place keyPlace = method.of("the key");
      Place valuePlace = method.of("the value");
      StoredType key = shape.hasKey() ? types.read(method.types().getFirst(), keyPlace) : null;
      if (key != null) {
        keys.put(keyPlace, key);
      }
      StoredType value = types.read(method.types().getLast(), valuePlace);
      if (value != null) {
        (shape == TableShape.SET_MULTIMAP ? keys : values).put(valuePlace, value);
      }
      if (key != null && shape.isSorted()) {
        sorted.put(method, key);
      }
      if (value != null && (key != null || !shape.hasKey())) {
        tables.add(new TableModel(method.name(), shape, key, value, null));
      }
    }
    TypeRules rules = new TypeRules(types.definitions(), diagnostics);
    keys.forEach((place, key) -> rules.checkKey(key, place));
    values.forEach((place, value) -> rules.checkHashed(value, place));
    rules.checkDefinitions();
    return withOrders(tables, sorted);
  }

  /** The same tables, the sorted ones with their orders. */
  private List<TableModel> withOrders(
      List<TableModel> tables, Map<TableMethod, StoredType> sorted) {
    Map<String, KeyOrder> orders = new HashMap<>();
    OrderReader natural = new OrderReader(compilation, types.definitions().all());
    sorted.forEach((method, key) -> {
      KeyOrder order = orderOf(method, key, natural, "the key");
      if (order != null) {
        orders.put(method.name(), order);
      }
    });
    return tables.stream()
        .map(each ->
            new TableModel(
                each.name(), each.shape(), each.key(), each.value(), orders.get(each.name())))
        .toList();
  }

  /** The order of the keys of a method's table or index; null after a complaint. */
  private @Nullable KeyOrder orderOf(
      TableMethod method, StoredType key, OrderReader natural, String part) {
    if (OrderClassReader.isOn(method.method())) {
      return comparators.read(method.method(), method.types().getFirst(), method.place());
    }
    // What is in a type that was refused is not known.
    if (!diagnostics.isClean()) {
      return null;
    }
    KeyOrder order = natural.of(key);
    if (order instanceof KeyOrder.None(String path, String reason)) {
      Place place = method.of(part);
      diagnostics.report(Problem.NO_ORDER, place.element(), place.path(), path, reason);
      return null;
    }
    return order;
  }

  // --- indexes ---

  private List<IndexModel> readIndexes(List<TableMethod> methods, List<TableModel> tables) {
    Map<TableMethod, StoredType> keys = new LinkedHashMap<>();
    List<TableMethod> indexMethods =
        methods.stream().filter(method -> method.shape().isIndex()).toList();
    for (TableMethod method : indexMethods) {
      StoredType key = indexTypes.read(method.types().getFirst(), method.of("the index key"));
      if (key != null && areClosed(method)) {
        keys.put(method, key);
      }
    }
    TypeRules rules = new TypeRules(indexTypes.definitions(), diagnostics);
    keys.forEach((method, key) -> rules.checkKey(key, method.of("the index key")));
    // A table or type that was refused would be missed here.
    if (!diagnostics.isClean()) {
      return List.of();
    }
    Map<ClassType, Definition> definitions = new LinkedHashMap<>(types.definitions().all());
    definitions.putAll(indexTypes.definitions().all());
    IndexReader reader = new IndexReader(tables, definitions, diagnostics);
    OrderReader natural = new OrderReader(compilation, definitions);
    List<IndexModel> indexes = new ArrayList<>();
    keys.forEach((method, key) -> {
      IndexModel index = reader.read(asIndex(method, key));
      KeyOrder order = method.shape().isSorted() ? indexOrder(method, key, natural) : null;
      if (index != null) {
        indexes.add(order == null ? index : index.in(order));
      }
    });
    return indexes;
  }

  private @Nullable KeyOrder indexOrder(TableMethod method, StoredType key, OrderReader natural) {
    return orderOf(method, key, natural, "the index key");
  }

  /** Whether the types of the table's keys and values are written out; complains if not. */
  private boolean areClosed(TableMethod method) {
    boolean areClosed = true;
    for (TypeMirror type : method.types().subList(1, method.types().size())) {
      areClosed &= !(type instanceof DeclaredType each) || types.isClosed(each, method.place());
    }
    return areClosed;
  }

  private static IndexMethod asIndex(TableMethod method, StoredType key) {
    List<JavaType> arguments = method.types().stream().map(JavaTypes::of).toList();
    return new IndexMethod(
        method.name(), method.shape(), method.method(), method.place(), key, arguments);
  }

  // --- constraints ---

  private ConstraintsModel readConstraints(List<TableMethod> methods, List<TableModel> tables) {
    // A table or type that was refused would be missed here.
    if (!diagnostics.isClean()) {
      return ConstraintsModel.NONE;
    }
    Map<String, TableModel> byName = new HashMap<>();
    tables.forEach(each -> byName.put(each.name(), each));
    ReferenceReader references =
        new ReferenceReader(tables, types.definitions().all(), diagnostics);
    List<ReferenceModel> found = new ArrayList<>();
    List<Checked> checked = new ArrayList<>();
    for (TableMethod method : methods) {
      found.addAll(references.read(method.name(), method.method(), method.place()));
      TableModel table = byName.get(method.name());
      if (table != null && table.shape().isIndexable()) {
        checked.add(new Checked(table, method.types().getFirst(), method.types().getLast()));
      }
    }
    Access access = new Access(compilation.elements(), packageElement);
    CheckReader checks = new CheckReader(compilation, access, tables, checked, diagnostics);
    List<CheckModel> made = new ArrayList<>();
    for (ExecutableElement method : staticMethods(schema, new LinkedHashSet<>())) {
      String name = method.getSimpleName().toString();
      made.addAll(checks.read(method, new Place(compilation.blame(method, schema), name)));
    }
    return new ConstraintsModel(found, made);
  }

  /** Those of the schema and of what it extends, inherited ones first. */
  private static Set<ExecutableElement> staticMethods(
      TypeElement type, Set<ExecutableElement> found) {
    for (TypeMirror each : type.getInterfaces()) {
      if (each instanceof DeclaredType declared) {
        staticMethods((TypeElement) declared.asElement(), found);
      }
    }
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (method.getModifiers().contains(Modifier.STATIC)) {
        found.add(method);
      }
    }
    return found;
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
