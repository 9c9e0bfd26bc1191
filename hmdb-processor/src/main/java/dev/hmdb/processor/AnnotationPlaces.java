package dev.hmdb.processor;

import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * Finds {@code @Renamed} and {@code @Dropped} where they say nothing. That needs no schema: whether
 * a class may be stored cannot be told from it, but whether it could be can.
 */
final class AnnotationPlaces {
  private static final String SCHEMA = "dev.hmdb.Schema";
  private static final String TABLE = "dev.hmdb.Table";

  private final Diagnostics diagnostics;

  AnnotationPlaces(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Complains if {@code @Renamed} is on something whose name is not stored. */
  void checkRenamed(Element element) {
    boolean isNamed =
        switch (element.getKind()) {
          case RECORD_COMPONENT, ENUM_CONSTANT -> true;
          case METHOD -> isTable(element) || comesFromComponent(element);
          case FIELD -> comesFromComponent(element);
          default -> element instanceof TypeElement type && isVariant(type);
        };
    if (!isNamed) {
      diagnostics.report(Problem.RENAMED_MISPLACED, element, describe(element));
    }
  }

  /** Complains if {@code @Dropped} is on something that neither is nor has tables. */
  void checkDropped(Element element) {
    if (!isTable(element) && !Compilation.isAnnotated(element, SCHEMA)) {
      diagnostics.report(Problem.DROPPED_MISPLACED, element, describe(element));
    }
  }

  private static boolean isTable(Element element) {
    return element instanceof ExecutableElement method
        && method.getModifiers().contains(Modifier.ABSTRACT)
        && method.getEnclosingElement() instanceof TypeElement type
        && type.getKind() == ElementKind.INTERFACE
        && method.getReturnType() instanceof DeclaredType returned
        && ((TypeElement) returned.asElement()).getQualifiedName().contentEquals(TABLE);
  }

  /** Java copies a component's annotations to the field and the accessor that it makes of it. */
  private static boolean comesFromComponent(Element element) {
    if (element.getEnclosingElement() instanceof TypeElement type) {
      for (RecordComponentElement component : type.getRecordComponents()) {
        if (component.getSimpleName().equals(element.getSimpleName())) {
          return Compilation.isAnnotated(component, PastReader.RENAMED);
        }
      }
    }
    return false;
  }

  private static boolean isVariant(TypeElement type) {
    if (type.getKind() == ElementKind.INTERFACE) {
      return false;
    }
    for (TypeMirror each : type.getInterfaces()) {
      if (each instanceof DeclaredType declared
          && declared.asElement().getModifiers().contains(Modifier.SEALED)) {
        return true;
      }
    }
    return false;
  }

  private static String describe(Element element) {
    String kind = element.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "the " + kind + " " + element.getSimpleName();
  }
}
