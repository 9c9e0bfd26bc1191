package dev.hmdb.processor;

import dev.hmdb.processor.Access.Obstacle;
import dev.hmdb.processor.JavaType.ClassType;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the comparators that {@code @Order} names, and checks that they can be used. */
final class OrderClassReader {
  static final String ORDER = "dev.hmdb.Order";
  private static final String COMPARATOR = "java.util.Comparator";

  private final Compilation compilation;
  private final Access access;
  private final CodecReader classes;
  private final Diagnostics diagnostics;

  OrderClassReader(Compilation compilation, Access access, Diagnostics diagnostics) {
    this.compilation = compilation;
    this.access = access;
    this.classes = new CodecReader(compilation, access, diagnostics);
    this.diagnostics = diagnostics;
  }

  /** Whether a method names a comparator. */
  static boolean isOn(Element method) {
    return Compilation.isAnnotated(method, ORDER);
  }

  /** The comparator that a method names for keys of that type; null after a complaint. */
  KeyOrder.@Nullable OfClass read(Element method, TypeMirror key, Place place) {
    for (AnnotationMirror annotation : Compilation.annotations(method, ORDER)) {
      Object named = Compilation.value(annotation, "value");
      if (!(named instanceof DeclaredType declared) || declared.getKind() == TypeKind.ERROR) {
        diagnostics.awaitMissingType();
        return null;
      }
      TypeElement comparator = (TypeElement) declared.asElement();
      if (isUsable(comparator, place) && compares(comparator, key, place)) {
        return new KeyOrder.OfClass(JavaTypes.of(comparator));
      }
    }
    return null;
  }

  private boolean isUsable(TypeElement comparator, Place place) {
    ClassType type = JavaTypes.of(comparator);
    Obstacle obstacle = access.to(comparator);
    if (obstacle != null) {
      return refuse(place, type, obstacle.reason(), "make it " + obstacle.remedy());
    }
    String wrongKind = CodecReader.wrongKind(comparator);
    if (wrongKind != null) {
      return refuse(place, type, "it is " + wrongKind, "write a static class that is not abstract");
    }
    if (!comparator.getTypeParameters().isEmpty()) {
      return refuse(place, type, "it has type parameters", "write a class without");
    }
    if (!classes.hasConstructor(comparator)) {
      return refuse(
          place, type, "it lacks an accessible constructor without parameters", "add a public one");
    }
    return true;
  }

  private boolean refuse(Place place, ClassType type, String reason, String remedy) {
    diagnostics.report(
        Problem.ORDER_UNUSABLE, place.element(), place.path(), type.localName(), reason, remedy);
    return false;
  }

  private boolean compares(TypeElement comparator, TypeMirror key, Place place) {
    TypeMirror compared = argumentOf(comparator.asType());
    if (compared != null && compilation.types().isSubtype(key, compared)) {
      return true;
    }
    diagnostics.report(
        Problem.ORDER_MISMATCH,
        place.element(),
        place.path(),
        JavaTypes.of(comparator).localName(),
        compared == null ? "nothing in particular" : JavaTypes.show(compared),
        JavaTypes.show(key));
    return false;
  }

  /** The {@code T} of the {@code Comparator<T>} that {@code type} is; null when it is raw. */
  private @Nullable TypeMirror argumentOf(TypeMirror type) {
    if (type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(COMPARATOR)) {
      return declared.getTypeArguments().isEmpty() ? null : declared.getTypeArguments().getFirst();
    }
    for (TypeMirror supertype : compilation.types().directSupertypes(type)) {
      TypeMirror argument = argumentOf(supertype);
      if (argument != null) {
        return argument;
      }
    }
    return null;
  }
}
