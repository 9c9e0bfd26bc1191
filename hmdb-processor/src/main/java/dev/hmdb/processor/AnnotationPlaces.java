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
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code @Renamed} and {@code @Dropped} where they say nothing. That needs no schema: whether
 * a class may be stored cannot be told from it, but whether it could be can.
 */
final class AnnotationPlaces {
  private static final String SCHEMA = "dev.hmdb.Schema";
  private static final String INDEX_PLACE =
      "put it on a schema's method that returns a TableIndex or a SortedIndex";
  private static final String UNIQUE_PLACE =
      "put it on a schema's method that returns a UniqueIndex or a SortedUniqueIndex";

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

  /** Complains if {@code @Index} is on something else than an index. */
  void checkIndex(Element element) {
    TableShape shape = shapeOf(element);
    if (shape == null || !shape.isIndex() || shape.isUnique()) {
      diagnostics.report(
          Problem.INDEX_MISPLACED,
          element,
          describe(element),
          shape != null && shape.isUnique() ? "write @Unique instead" : INDEX_PLACE);
    }
  }

  /** Complains if {@code @Unique} is on something else than a unique index. */
  void checkUnique(Element element) {
    TableShape shape = shapeOf(element);
    if (shape == null || !shape.isUnique()) {
      diagnostics.report(
          Problem.UNIQUE_MISPLACED,
          element,
          describe(element),
          shape != null && shape.isIndex()
              ? "write @Index instead, or return a "
                  + (shape.isSorted() ? TableShape.SORTED_UNIQUE_INDEX : TableShape.UNIQUE_INDEX)
                      .simpleName()
              : UNIQUE_PLACE);
    }
  }

  /** Complains if {@code @Order} is on something whose keys are in no order. */
  void checkOrder(Element element) {
    TableShape shape = shapeOf(element);
    if (shape == null || !shape.isSorted()) {
      String remedy =
          shape == TableShape.TABLE || (shape != null && shape.isIndex())
              ? "return a " + sortedForm(shape).simpleName() + ", or remove it"
              : "remove it";
      diagnostics.report(Problem.ORDER_MISPLACED, element, describe(element), remedy);
    }
  }

  /** Complains if {@code @References} is on something else than a table. */
  void checkReferences(Element element) {
    TableShape shape = shapeOf(element);
    if (shape == null || !shape.isIndexable()) {
      diagnostics.report(Problem.REFERENCE_MISPLACED, element, describe(element));
    }
  }

  /** Complains if {@code @Check} is on something else than a static method of an interface. */
  void checkCheck(Element element) {
    boolean isOfInterface =
        element.getEnclosingElement() instanceof TypeElement type
            && type.getKind() == ElementKind.INTERFACE;
    if (!isOfInterface || !element.getModifiers().contains(Modifier.STATIC)) {
      diagnostics.report(
          Problem.CHECK_MISPLACED,
          element,
          describe(element),
          isOfInterface
              ? "make it static: a check sees one entry, and no table"
              : "put it on a static method of a schema");
    }
  }

  private static TableShape sortedForm(TableShape shape) {
    return switch (shape) {
      case INDEX -> TableShape.SORTED_INDEX;
      case UNIQUE_INDEX -> TableShape.SORTED_UNIQUE_INDEX;
      default -> TableShape.SORTED_TABLE;
    };
  }

  private static boolean isTable(Element element) {
    TableShape shape = shapeOf(element);
    return shape != null && !shape.isIndex();
  }

  private static @Nullable TableShape shapeOf(Element element) {
    return element instanceof ExecutableElement method
            && method.getModifiers().contains(Modifier.ABSTRACT)
            && method.getEnclosingElement() instanceof TypeElement type
            && type.getKind() == ElementKind.INTERFACE
            && method.getReturnType() instanceof DeclaredType returned
        ? TableShape.of(((TypeElement) returned.asElement()).getQualifiedName().toString())
        : null;
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
