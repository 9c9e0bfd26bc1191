package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.JavaType.PrimitiveType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Turns the compiler's types into {@link JavaType}s. */
final class JavaTypes {
  private JavaTypes() {}

  /**
   * The type as source names it.
   *
   * @param type primitive, declared without wildcards and variables, or an array of such
   */
  static JavaType of(TypeMirror type) {
    return switch (type) {
      case ArrayType array -> new JavaType.ArrayType(of(array.getComponentType()));
      case DeclaredType declared -> of(declared);
      default -> new PrimitiveType(type.getKind().name().toLowerCase(Locale.ROOT));
    };
  }

  /** As {@link #of(TypeMirror)}. */
  static ClassType of(DeclaredType type) {
    ClassType raw = of((TypeElement) type.asElement());
    List<JavaType> arguments = type.getTypeArguments().stream().map(JavaTypes::of).toList();
    return new ClassType(raw.packageName(), raw.names(), arguments);
  }

  /** The class itself, without type arguments. */
  static ClassType of(TypeElement element) {
    Deque<String> names = new ArrayDeque<>();
    Element at = element;
    while (at instanceof TypeElement type) {
      names.addFirst(type.getSimpleName().toString());
      at = type.getEnclosingElement();
    }
    String packageName =
        at instanceof PackageElement enclosing ? enclosing.getQualifiedName().toString() : "";
    return new ClassType(packageName, List.copyOf(names), List.of());
  }

  /** A type as a message shows it: without packages where that is clear, without annotations. */
  static String show(TypeMirror type) {
    return switch (type) {
      case ArrayType array -> show(array.getComponentType()) + "[]";
      case DeclaredType declared -> {
        String name = of((TypeElement) declared.asElement()).localName();
        List<String> arguments = declared.getTypeArguments().stream().map(JavaTypes::show).toList();
        yield arguments.isEmpty() ? name : name + "<" + String.join(", ", arguments) + ">";
      }
      default ->
          type.getKind().isPrimitive()
              ? type.getKind().name().toLowerCase(Locale.ROOT)
              : type.toString();
    };
  }
}
