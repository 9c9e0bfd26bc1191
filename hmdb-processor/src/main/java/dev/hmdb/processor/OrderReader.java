package dev.hmdb.processor;

import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.KeyOrder.Part;
import dev.hmdb.processor.StoredType.Boxed;
import dev.hmdb.processor.StoredType.Custom;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Finds the order that keys have by themselves. */
final class OrderReader {
  private static final String COMPARABLE = "java.lang.Comparable";

  private final Compilation compilation;
  private final Map<ClassType, Definition> definitions;

  OrderReader(Compilation compilation, Map<ClassType, Definition> definitions) {
    this.compilation = compilation;
    this.definitions = definitions;
  }

  /** The order of a type. */
  KeyOrder of(StoredType type) {
    return of(type, Naming.show(type.type()), new LinkedHashSet<>());
  }

  private KeyOrder of(StoredType type, String path, Set<ClassType> around) {
    return switch (type) {
      case PrimitiveValue _, Boxed _ -> new KeyOrder.Natural();
      case Scalar(ScalarType scalar) when scalar == ScalarType.BIG_DECIMAL ->
          new KeyOrder.Decimal();
      case Scalar scalar -> naturalOf(scalar.type(), path);
      case Custom custom -> naturalOf(custom.boxedType(), path);
      case Named named -> ofNamed(named.type(), path, around);
      default -> none(type.type(), path);
    };
  }

  private KeyOrder ofNamed(ClassType type, String path, Set<ClassType> around) {
    Definition definition = definitions.get(type);
    if (definition instanceof EnumDefinition || isComparable(type)) {
      return new KeyOrder.Natural();
    }
    if (!(definition instanceof RecordDefinition record) || !around.add(type)) {
      return none(type, path);
    }
    List<Part> parts = new ArrayList<>();
    for (Component component : record.components()) {
      String inner = Naming.show(type) + "." + component.name();
      KeyOrder order = of(component.type(), inner, around);
      if (order instanceof KeyOrder.None) {
        return order;
      }
      parts.add(new Part(component.name(), component.type(), order));
    }
    around.remove(type);
    return new KeyOrder.ByComponents(type, parts);
  }

  private KeyOrder naturalOf(JavaType type, String path) {
    return type instanceof ClassType named && isComparable(named)
        ? new KeyOrder.Natural()
        : none(type, path);
  }

  private static KeyOrder none(JavaType type, String path) {
    String shown = Naming.show(type);
    return new KeyOrder.None(path, (path.equals(shown) ? "it" : shown) + " is not Comparable");
  }

  private boolean isComparable(ClassType type) {
    String name = String.join(".", type.names());
    TypeElement element =
        compilation
            .elements()
            .getTypeElement(type.packageName().isEmpty() ? name : type.packageName() + "." + name);
    return element != null && comparesWithItself(element.asType(), element.asType());
  }

  private boolean comparesWithItself(TypeMirror type, TypeMirror self) {
    if (type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(COMPARABLE)) {
      return !declared.getTypeArguments().isEmpty()
          && compilation
              .types()
              .isSubtype(
                  compilation.types().erasure(self),
                  compilation.types().erasure(declared.getTypeArguments().getFirst()));
    }
    return compilation.types().directSupertypes(type).stream()
        .anyMatch(each -> comparesWithItself(each, self));
  }
}
