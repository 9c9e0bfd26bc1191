package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where to complain of the parts of one schema, by what they are called on disk. */
final class SchemaPlaces {
  private final Place schema;
  private final Map<String, Place> tables = new HashMap<>();
  private final Map<String, Place> types = new HashMap<>();
  private final Map<String, Map<String, Place>> members = new HashMap<>();

  SchemaPlaces(Place schema) {
    this.schema = schema;
  }

  void addTable(String table, Place place) {
    tables.put(table, place);
  }

  /** Adds a type with the names of its members and what they are in the definition. */
  void addType(
      String name, Map<String, Object> parts, ClassType type, DefinitionReader definitions) {
    types.put(name, definitions.placeOf(type));
    Map<String, Place> places = new LinkedHashMap<>();
    parts.forEach((member, part) -> places.put(member, definitions.placeOf(type, part)));
    members.put(name, places);
  }

  /** The place of the schema itself. */
  Place schema() {
    return schema;
  }

  /** The place of a table; of the schema if it has no such table. */
  Place table(String table) {
    return tables.getOrDefault(table, schema);
  }

  /**
   * The place of what is inside a table.
   *
   * @param type the name of a type; null for what has none
   * @param member of that type; null for the type itself
   */
  Place inside(String table, @Nullable String type, @Nullable String member) {
    Place whole = type == null ? null : types.get(type);
    if (whole == null) {
      return table(table);
    }
    Place part = member == null ? null : members.getOrDefault(type, Map.of()).get(member);
    return part == null ? whole : part;
  }
}
