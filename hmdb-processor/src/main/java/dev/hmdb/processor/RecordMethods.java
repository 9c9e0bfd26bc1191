package dev.hmdb.processor;

import com.sun.source.util.Trees;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the methods that make a record a record are the compiler's own.
 *
 * <p>Only the source tells: {@code Elements.getOrigin} calls them explicit either way.
 */
final class RecordMethods {
  /** Null where the compiler is not javac, or hides behind a wrapper. */
  private final @Nullable Trees trees;

  RecordMethods(ProcessingEnvironment environment) {
    this.trees = treesOf(environment);
  }

  private static @Nullable Trees treesOf(ProcessingEnvironment environment) {
    try {
      return Trees.instance(environment);
    } catch (IllegalArgumentException | LinkageError e) {
      return null; // it only means that no key is kept as numbers
    }
  }

  /**
   * Whether equality is that of the components as their accessors return them. Where that cannot be
   * told, as for a record that is not compiled together with the schema, the answer is no.
   */
  boolean haveNoSource(TypeElement record) {
    Trees source = trees;
    if (source == null || source.getTree(record) == null) {
      return false;
    }
    Set<String> names = new HashSet<>(Set.of("equals", "hashCode"));
    for (RecordComponentElement component : record.getRecordComponents()) {
      names.add(component.getSimpleName().toString());
    }
    return ElementFilter.methodsIn(record.getEnclosedElements()).stream()
        .filter(method -> names.contains(method.getSimpleName().toString()))
        .allMatch(method -> source.getTree(method) == null);
  }
}
