package dev.hmdb.processor;

import dev.hmdb.processor.DefaultText.UnreadableException;
import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.Past.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Collects what {@code @Renamed}, {@code @Default} and {@code @Dropped} say of one schema while its
 * elements are read, and checks it when all of them are known.
 */
final class PastReader {
  static final String RENAMED = "dev.hmdb.Renamed";
  static final String DEFAULT = "dev.hmdb.Default";
  static final String DROPPED = "dev.hmdb.Dropped";

  /** What may have a history within a type: a component, a constant, or what a variant is. */
  private record Part(ClassType type, Object member) {}

  /** An annotation's text, and where to complain of it. */
  private record Said<T>(T text, Place place) {}

  private final Diagnostics diagnostics;
  private final Map<Part, Said<List<String>>> renamed = new LinkedHashMap<>();
  private final Map<Part, Said<String>> defaults = new LinkedHashMap<>();
  private final Map<String, Said<List<String>>> renamedTables = new LinkedHashMap<>();
  private final Set<String> droppedMethods = new LinkedHashSet<>();
  private @Nullable Said<List<String>> dropped;

  PastReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  // --- what annotations say ---

  /** Reads the annotations of a record's component. */
  void readComponent(ClassType record, String name, Element component, Place place) {
    readRenamed(new Part(record, name), component, place);
    for (AnnotationMirror annotation : Compilation.annotations(component, DEFAULT)) {
      if (Compilation.value(annotation, "value") instanceof String text) {
        defaults.put(new Part(record, name), new Said<>(text, place));
      }
    }
  }

  /** Reads the annotation of an enum's constant. */
  void readConstant(ClassType type, String name, Element constant, Place place) {
    readRenamed(new Part(type, name), constant, place);
  }

  /** Reads the annotation of the class of a sealed type's variant. */
  void readVariant(ClassType sealed, StoredType variant, Element element, Place place) {
    readRenamed(new Part(sealed, variant), element, place);
  }

  private void readRenamed(Part part, Element element, Place place) {
    List<String> former = formerNames(element, place);
    if (!former.isEmpty()) {
      renamed.put(part, new Said<>(former, place));
    }
  }

  private List<String> formerNames(Element element, Place place) {
    List<String> former = new ArrayList<>();
    for (AnnotationMirror annotation : Compilation.annotations(element, RENAMED)) {
      List<String> names = strings(Compilation.value(annotation, "from"));
      if (names.isEmpty()) {
        diagnostics.report(Problem.RENAMED_FROM_NOTHING, place.element(), place.path());
      }
      for (String name : names) {
        if (SourceVersion.isIdentifier(name)) {
          former.add(name);
        } else {
          diagnostics.report(Problem.RENAMED_FROM_NO_NAME, place.element(), place.path(), name);
        }
      }
    }
    return former;
  }

  private static List<String> strings(@Nullable Object value) {
    List<String> strings = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object each : list) {
        if (((AnnotationValue) each).getValue() instanceof String text) {
          strings.add(text);
        }
      }
    }
    return strings;
  }

  /** Reads what a table's method says of earlier names. */
  void readTable(String table, Element method, Place place) {
    List<String> former = formerNames(method, place);
    if (!former.isEmpty()) {
      renamedTables.put(table, new Said<>(former, place));
    }
  }

  /** Notes a table whose method says that it is dropped. */
  void readDroppedTable(String table, Element method, Place place) {
    readTable(table, method, place);
    droppedMethods.add(table);
    for (AnnotationMirror annotation : Compilation.annotations(method, DROPPED)) {
      if (!strings(Compilation.value(annotation, "value")).isEmpty()) {
        diagnostics.report(Problem.DROPPED_TABLE_WITH_NAMES, place.element(), table);
      }
    }
  }

  /** Reads which tables the schema says are dropped. */
  void readSchema(Element schema, Place place) {
    for (AnnotationMirror annotation : Compilation.annotations(schema, DROPPED)) {
      dropped = new Said<>(strings(Compilation.value(annotation, "value")), place);
    }
  }

  // --- checks ---

  /**
   * All that was said, checked against what there is. To be asked when every type has been read
   * without complaint.
   */
  Past check(Map<ClassType, Definition> definitions, Collection<String> tables) {
    Naming naming = new Naming(definitions.keySet());
    Map<Member, List<String>> formerNames = new LinkedHashMap<>();
    Map<Member, String> texts = new LinkedHashMap<>();
    DefaultText reader = new DefaultText(definitions);
    for (Definition definition : definitions.values()) {
      ClassType type = definition.type();
      String typeName = naming.name(type);
      Map<String, Said<List<String>>> said = new LinkedHashMap<>();
      partsOf(definition, naming)
          .forEach((name, member) -> {
            Said<List<String>> names = renamed.get(new Part(type, member));
            if (names != null) {
              said.put(name, new Said<>(withArguments(names.text(), name), names.place()));
            }
          });
      checkNames(said, partsOf(definition, naming).keySet(), kindOf(definition));
      said.forEach((name, each) -> formerNames.put(new Member(typeName, name), each.text()));
      if (definition instanceof RecordDefinition record) {
        for (Component component : record.components()) {
          Said<String> text = defaults.get(new Part(type, component.name()));
          if (text != null && states(component.type(), text, reader)) {
            texts.put(new Member(typeName, component.name()), text.text());
          }
        }
      }
    }
    checkNames(renamedTables, tables, "table");
    Map<String, List<String>> formerTables = new LinkedHashMap<>();
    Set<String> droppedTables = checkDropped(tables);
    renamedTables.forEach((table, each) -> {
      if (droppedMethods.contains(table)) {
        droppedTables.addAll(each.text());
      } else {
        formerTables.put(table, each.text());
      }
    });
    return new Past(0, formerNames, texts, formerTables, droppedTables);
  }

  private static String kindOf(Definition definition) {
    return switch (definition) {
      case RecordDefinition _ -> "component";
      case EnumDefinition _ -> "constant";
      case SealedDefinition _ -> "variant";
    };
  }

  /** What is in a type, by its name on disk. */
  static Map<String, Object> partsOf(Definition definition, Naming naming) {
    Map<String, Object> parts = new LinkedHashMap<>();
    switch (definition) {
      case RecordDefinition record ->
          record.components().forEach(each -> parts.put(each.name(), each.name()));
      case EnumDefinition constants -> constants.constants().forEach(each -> parts.put(each, each));
      case SealedDefinition sealed -> parts.putAll(naming.variants(sealed));
    }
    return parts;
  }

  /**
   * The name of a generic variant has its arguments, {@code Ok<String>}; they were there before.
   */
  private static List<String> withArguments(List<String> former, String name) {
    int start = name.indexOf('<');
    return start < 0 ? former : former.stream().map(each -> each + name.substring(start)).toList();
  }

  private void checkNames(
      Map<String, Said<List<String>>> said, Collection<String> present, String kind) {
    Map<String, String> claims = new HashMap<>();
    said.forEach((name, names) -> {
      Place place = names.place();
      for (String former : new LinkedHashSet<>(names.text())) {
        if (present.contains(former)) {
          diagnostics.report(
              Problem.RENAMED_FROM_PRESENT, place.element(), place.path(), former, kind);
          continue;
        }
        String other = claims.putIfAbsent(former, name);
        if (other != null) {
          diagnostics.report(
              Problem.RENAMED_TWICE, place.element(), place.path(), former, kind, other);
        }
      }
    });
  }

  private boolean states(StoredType type, Said<String> text, DefaultText reader) {
    Place place = text.place();
    if (!reader.canState(type)) {
      diagnostics.report(
          Problem.DEFAULT_UNSUPPORTED,
          place.element(),
          place.path(),
          Naming.show(type.type()),
          DefaultText.isEmptyByItself(type)
              ? "remove @Default: what is added is empty in values that lack it"
              : "make it an Optional, which is empty in values that lack it");
      return false;
    }
    try {
      reader.encode(type, text.text());
      return true;
    } catch (UnreadableException e) {
      diagnostics.report(
          Problem.DEFAULT_UNREADABLE,
          place.element(),
          place.path(),
          text.text(),
          Naming.show(type.type()),
          e.reason());
      return false;
    }
  }

  private Set<String> checkDropped(Collection<String> tables) {
    Set<String> names = new LinkedHashSet<>(droppedMethods);
    if (dropped != null) {
      Place place = dropped.place();
      if (dropped.text().isEmpty()) {
        diagnostics.report(Problem.DROPPED_NOTHING, place.element(), place.path());
      }
      for (String name : dropped.text()) {
        if (tables.contains(name) && !droppedMethods.contains(name)) {
          diagnostics.report(Problem.DROPPED_PRESENT, place.element(), place.path(), name);
        } else if (!SourceVersion.isIdentifier(name)) {
          diagnostics.report(Problem.DROPPED_NO_NAME, place.element(), place.path(), name);
        } else {
          names.add(name);
        }
      }
    }
    return names;
  }
}
