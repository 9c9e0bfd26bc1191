package dev.hmdb.processor;

import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Elements.Origin;

/** Tells whether the methods that make a record a record are the compiler's own. */
final class RecordMethods {
  private final Elements elements;

  RecordMethods(Elements elements) {
    this.elements = elements;
  }

  /**
   * Whether equality is that of the components as their accessors return them. Of a record that is
   * not compiled together with the schema that cannot be told, and the answer is no.
   */
  boolean hasPlainEquality(TypeElement record) {
    Set<String> names = new HashSet<>(Set.of("equals", "hashCode"));
    for (RecordComponentElement component : record.getRecordComponents()) {
      names.add(component.getSimpleName().toString());
    }
    return ElementFilter.methodsIn(record.getEnclosedElements()).stream()
        .filter(method -> names.contains(method.getSimpleName().toString()))
        .noneMatch(this::isWritten);
  }

  private boolean isWritten(ExecutableElement method) {
    return elements.getOrigin(method) == Origin.EXPLICIT;
  }
}
