package dev.hmdb.processor;

import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.KeyRules.Violation;
import dev.hmdb.processor.StoredType.ArrayValue;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.MapValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.SetValue;
import java.util.Map;

/** Checks the types of a schema as a whole, after they were read. */
final class TypeRules {
  private final DefinitionReader places;
  private final Map<ClassType, Definition> definitions;
  private final KeyRules keys;
  private final Diagnostics diagnostics;

  TypeRules(DefinitionReader places, Diagnostics diagnostics) {
    this.places = places;
    this.definitions = places.all();
    this.keys = new KeyRules(definitions);
    this.diagnostics = diagnostics;
  }

  /** Complains of what can change in the type of a table's key. */
  void checkKey(StoredType key, Place place) {
    Violation violation = keys.inKey(key);
    if (violation != null) {
      diagnostics.report(
          Problem.MUTABLE_KEY,
          place.element(),
          place.path() + in(violation, key),
          Naming.show(violation.part().type()),
          insteadInKey(violation.part()));
    }
  }

  /** Complains of arrays in elements of sets and keys of maps, where {@code type} is used. */
  void checkHashed(StoredType type, Place place) {
    switch (type) {
      case SetValue set -> {
        refuseArrays(set.element(), "an element of a Set", place);
        checkHashed(set.element(), place);
      }
      case MapValue map -> {
        refuseArrays(map.key(), "a key of a Map", place);
        checkHashed(map.key(), place);
        checkHashed(map.value(), place);
      }
      case ListValue list -> checkHashed(list.element(), place);
      case ArrayValue array -> checkHashed(array.element(), place);
      case OptionalValue optional -> checkHashed(optional.element(), place);
      default -> {}
    }
  }

  /** Complains of what is wrong inside the definitions. */
  void checkDefinitions() {
    for (Definition definition : definitions.values()) {
      if (definition instanceof RecordDefinition record) {
        for (Component component : record.components()) {
          checkHashed(component.type(), places.placeOf(record.type(), component.name()));
        }
      }
    }
    // A part that was refused is missing here, and might be what ends the circle.
    if (diagnostics.isClean()) {
      checkEndless();
    }
  }

  private void checkEndless() {
    TypeGraph graph = new TypeGraph(definitions);
    for (ClassType type : definitions.keySet()) {
      boolean isEndless = graph.minimumBytes(new Named(type)) == TypeGraph.ENDLESS;
      if (isEndless && graph.isRecursive(type)) {
        Place place = places.placeOf(type);
        diagnostics.report(Problem.ENDLESS_VALUE, place.element(), Naming.show(type));
      }
    }
  }

  private void refuseArrays(StoredType type, String role, Place place) {
    Violation violation = keys.inHashed(type);
    if (violation != null) {
      boolean isBytes =
          violation.part() instanceof PrimitiveArray(Primitive element)
              && element == Primitive.BYTE;
      diagnostics.report(
          Problem.ARRAY_IN_HASHED,
          place.element(),
          place.path() + in(violation, type),
          Naming.show(violation.part().type()),
          role,
          isBytes ? "use dev.hmdb.Bytes" : "use java.util.List");
    }
  }

  private static String in(Violation violation, StoredType whole) {
    return violation.path().equals(Naming.show(whole.type())) ? "" : ", in " + violation.path();
  }

  private static String insteadInKey(StoredType part) {
    return switch (part) {
      case PrimitiveArray(Primitive element) when element == Primitive.BYTE -> "use dev.hmdb.Bytes";
      case OptionalValue _, OptionalPrimitive _ ->
          "use a sealed interface of two records, one of them for what is absent";
      default -> "use a record of its elements, or a String or dev.hmdb.Bytes made of them";
    };
  }
}
