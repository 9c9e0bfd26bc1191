package dev.hmdb.processor;

import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.SchemaModel.TableModel;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What tables are on disk, where that is not what their users put into them. */
final class StoredKeys {
  private static final String PACKAGE = "dev.hmdb.codec.";
  private static final ClassType UNIT = ClassType.of(PACKAGE + "Unit");
  private static final ClassType LIST_KEY = ClassType.of(PACKAGE + "ListKey");

  /*
   * These records stand for classes of the library, and describe what their codecs write:
   * dev.hmdb.TableDefinition names those.
   */
  private StoredKeys() {}

  /** The stored key of a table. */
  static StoredType keyOf(TableModel table) {
    return switch (table.shape()) {
      case CELL -> new Named(UNIT);
      case LIST_TABLE -> new Named(LIST_KEY);
      case SET_MULTIMAP -> new Named(setEntry(table));
      case LIST_MULTIMAP -> new Named(listEntry(table));
      default -> table.presentKey();
    };
  }

  /** The stored value of a table. */
  static StoredType valueOf(TableModel table) {
    return table.shape() == TableShape.SET_MULTIMAP ? new Named(UNIT) : table.value();
  }

  private static ClassType setEntry(TableModel table) {
    return ClassType.of(
        PACKAGE + "SetEntryKey", table.presentKey().boxedType(), table.value().boxedType());
  }

  private static ClassType listEntry(TableModel table) {
    return ClassType.of(PACKAGE + "ListEntryKey", table.presentKey().boxedType());
  }

  /** The definitions of the stored keys and values that are not their users'. */
  static Map<ClassType, Definition> definitions(List<TableModel> tables) {
    Map<ClassType, Definition> definitions = new LinkedHashMap<>();
    for (TableModel table : tables) {
      switch (table.shape()) {
        case CELL -> add(definitions, UNIT);
        case LIST_TABLE -> addListKey(definitions);
        case SET_MULTIMAP -> {
          add(
              definitions,
              setEntry(table),
              new Component("key", table.presentKey()),
              new Component("value", table.value()));
          add(definitions, UNIT);
        }
        case LIST_MULTIMAP -> {
          add(
              definitions,
              listEntry(table),
              new Component("key", table.presentKey()),
              new Component("position", new Named(LIST_KEY)));
          addListKey(definitions);
        }
        default -> {}
      }
    }
    return definitions;
  }

  private static void addListKey(Map<ClassType, Definition> definitions) {
    StoredType digit = new PrimitiveValue(Primitive.INT);
    add(
        definitions,
        LIST_KEY,
        new Component("first", digit),
        new Component("rest", new ListValue(digit)));
  }

  private static void add(
      Map<ClassType, Definition> definitions, ClassType type, Component... components) {
    definitions.put(type, new RecordDefinition(type, List.of(components), false, false));
  }
}
