package dev.hmdb.processor;

import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.ArrayValue;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.SetValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether what a path leads to can be taken out of a value. */
final class Emptying {
  static final Obstacle IN_KEY =
      new Obstacle("keys do not change", "let a component of the value refer");

  private static final Obstacle ALWAYS_THERE =
      new Obstacle("it is always there", "make it an Optional");
  private static final Obstacle IN_ARRAY = new Obstacle("it is in an array", "make that a List");
  private static final Obstacle IN_SET =
      new Obstacle("it is inside an element of a Set", "make that a List");

  /** Why it cannot be taken out, and what would let it. */
  record Obstacle(String reason, String remedy) {}

  private final Map<ClassType, Definition> definitions;

  Emptying(Map<ClassType, Definition> definitions) {
    this.definitions = definitions;
  }

  /** What stands in the way; null if nothing does. */
  @Nullable Obstacle obstacle(IndexPath path) {
    return obstacle(path.root(), path.components(), false);
  }

  /**
   * @param names what is left of the path
   * @param isInCollection whether {@code type} is what an optional, a list or a set holds
   */
  private @Nullable Obstacle obstacle(StoredType type, List<String> names, boolean isInCollection) {
    return switch (type) {
      case OptionalValue optional -> obstacle(optional.element(), names, true);
      case OptionalPrimitive _ -> null;
      case ListValue list -> obstacle(list.element(), names, true);
      case SetValue set when names.isEmpty() && isLeaf(set.element()) -> null;
      case SetValue _ -> IN_SET;
      case ArrayValue _, PrimitiveArray _ -> IN_ARRAY;
      case Named named when !names.isEmpty() ->
          obstacle(
              component(definitions, named, names.getFirst()),
              names.subList(1, names.size()),
              false);
      default -> isInCollection ? null : ALWAYS_THERE;
    };
  }

  /** Whether there is nothing more inside that a path passes through. */
  static boolean isLeaf(StoredType type) {
    return IndexReader.inside(type).equals(type);
  }

  /** The type of a record's component. */
  static StoredType component(Map<ClassType, Definition> definitions, Named type, String name) {
    if (definitions.get(type.type()) instanceof RecordDefinition record) {
      for (Component component : record.components()) {
        if (component.name().equals(name)) {
          return component.type();
        }
      }
    }
    throw new IllegalArgumentException(type + " has no component " + name);
  }
}
