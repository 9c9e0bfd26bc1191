package dev.hmdb.processor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a schema says of its past. Types are named as on disk ({@link Naming}); members are
 * components, constants, and variants by the name that tells them from their siblings.
 *
 * @param version the number of the present form; 0 if none is kept
 * @param formerNames the earlier names of members, latest first
 * @param defaults the texts of {@code @Default}
 * @param formerTables the earlier names of tables, latest first
 * @param droppedTables the names of the tables removed on purpose
 */
record Past(
    int version,
    Map<Member, List<String>> formerNames,
    Map<Member, String> defaults,
    Map<String, List<String>> formerTables,
    Set<String> droppedTables) {

  /** A component, constant or variant. */
  record Member(String type, String name) {}

  /** Of a schema that says nothing. */
  static final Past NONE = new Past(0, Map.of(), Map.of(), Map.of(), Set.of());

  Past {
    formerNames = Collections.unmodifiableMap(new LinkedHashMap<>(formerNames));
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    formerTables = Collections.unmodifiableMap(new LinkedHashMap<>(formerTables));
    droppedTables = Collections.unmodifiableSet(new LinkedHashSet<>(droppedTables));
  }

  boolean isSilent() {
    return equals(NONE);
  }
}
