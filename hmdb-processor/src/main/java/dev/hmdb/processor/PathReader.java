package dev.hmdb.processor;

import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.MapValue;
import dev.hmdb.processor.StoredType.Named;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows the names of components into keys and values. */
final class PathReader {
  private final Map<ClassType, Definition> definitions;
  private final Diagnostics diagnostics;

  PathReader(Map<ClassType, Definition> definitions, Diagnostics diagnostics) {
    this.definitions = definitions;
    this.diagnostics = diagnostics;
  }

  /**
   * Follows a path; null after a complaint.
   *
   * @param path as the user wrote it
   * @param components the names in it
   * @param root where it begins
   */
  @Nullable IndexPath follow(String path, List<String> components, StoredType root, Place place) {
    StoredType at = IndexReader.inside(root);
    for (String name : components) {
      RecordDefinition record =
          at instanceof Named named
                  && definitions.get(named.type()) instanceof RecordDefinition found
              ? found
              : null;
      if (record == null) {
        diagnostics.report(
            Problem.NO_COMPONENTS,
            place.element(),
            place.path(),
            path,
            Naming.show(at.type()),
            name,
            at instanceof MapValue ? "a Map" : "no record");
        return null;
      }
      StoredType next = null;
      for (Component component : record.components()) {
        next = component.name().equals(name) ? component.type() : next;
      }
      if (next == null) {
        List<String> present = record.components().stream().map(Component::name).toList();
        diagnostics.report(
            Problem.NO_SUCH_COMPONENT,
            place.element(),
            place.path(),
            path,
            Naming.show(record.type()),
            name,
            NearestName.advice(name, present));
        return null;
      }
      at = IndexReader.inside(next);
    }
    return new IndexPath(components, root, at);
  }
}
