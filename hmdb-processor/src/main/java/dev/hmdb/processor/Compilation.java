package dev.hmdb.processor;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import org.jspecify.annotations.Nullable;

/** What the compiler knows, and the questions that the readers ask it. */
record Compilation(Elements elements, Types types, RecordMethods recordMethods) {

  /**
   * Where to point for a mistake in {@code element}: there, when it is being compiled from source
   * now; else, since a class file has no lines, at {@code user}, which uses it.
   */
  Element blame(Element element, Element user) {
    JavaFileObject file = elements.getFileObjectOf(element);
    return file != null && file.getKind() == Kind.SOURCE ? element : user;
  }

  /** The annotations of that qualified name on {@code element}; at most one unless repeated. */
  static List<? extends AnnotationMirror> annotations(Element element, String name) {
    return element.getAnnotationMirrors().stream().filter(a -> nameOf(a).equals(name)).toList();
  }

  /** What an annotation says under that name; null if it leaves it to the default. */
  static @Nullable Object value(AnnotationMirror annotation, String name) {
    for (var entry : annotation.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(name)) {
        return entry.getValue().getValue();
      }
    }
    return null;
  }

  static boolean isAnnotated(Element element, String name) {
    return !annotations(element, name).isEmpty();
  }

  /** The qualified name of an annotation's type. */
  static String nameOf(AnnotationMirror annotation) {
    return ((TypeElement) annotation.getAnnotationType().asElement()).getQualifiedName().toString();
  }
}
