package dev.hmdb.processor;

import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.JavaType.ClassType;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what must not be inside a table's key, and inside elements of sets and keys of maps. */
final class KeyRules {
  /**
   * A part that must not be there.
   *
   * @param path where it is, from the type that was asked about: {@code Username.parts}; that type
   *     itself when it is the part
   * @param part what is there
   */
  record Violation(String path, StoredType part) {}

  private final Map<ClassType, Definition> definitions;

  KeyRules(Map<ClassType, Definition> definitions) {
    this.definitions = definitions;
  }

  /** The first thing inside {@code key} that no key may hold: an array, collection or optional. */
  @Nullable Violation inKey(StoredType key) {
    return search(key, Naming.show(key.type()), false, new HashSet<>());
  }

  /** The first array inside {@code type}, which is an element of a set or the key of a map. */
  @Nullable Violation inHashed(StoredType type) {
    return search(type, Naming.show(type.type()), true, new HashSet<>());
  }

  private @Nullable Violation search(
      StoredType type, String path, boolean arraysOnly, Set<ClassType> seen) {
    return switch (type) {
      case PrimitiveValue _, Boxed _, Scalar _, Custom _ -> null;
      case PrimitiveArray _, ArrayValue _ -> new Violation(path, type);
      case OptionalPrimitive _ -> arraysOnly ? null : new Violation(path, type);
      case OptionalValue optional ->
          arraysOnly ? search(optional.element(), path, true, seen) : new Violation(path, type);
      case ListValue list ->
          arraysOnly ? search(list.element(), path, true, seen) : new Violation(path, type);
      // What is in these is hashed itself, and reported as such.
      case SetValue _ -> arraysOnly ? null : new Violation(path, type);
      case MapValue map ->
          arraysOnly ? search(map.value(), path, true, seen) : new Violation(path, type);
      case Named named ->
          seen.add(named.type()) ? searchInside(named.type(), arraysOnly, seen) : null;
    };
  }

  private @Nullable Violation searchInside(
      ClassType type, boolean arraysOnly, Set<ClassType> seen) {
    Definition definition = definitions.get(type);
    if (definition instanceof RecordDefinition record) {
      for (Component component : record.components()) {
        String path = Naming.show(type) + "." + component.name();
        Violation violation = search(component.type(), path, arraysOnly, seen);
        if (violation != null) {
          return violation;
        }
      }
    } else if (definition instanceof SealedDefinition sealed) {
      for (StoredType variant : sealed.variants()) {
        Violation violation = search(variant, Naming.show(variant.type()), arraysOnly, seen);
        if (violation != null) {
          return violation;
        }
      }
    } else if (definition instanceof EnumDefinition) {
      return null;
    }
    return null;
  }
}
