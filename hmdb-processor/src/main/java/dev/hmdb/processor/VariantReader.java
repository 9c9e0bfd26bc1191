package dev.hmdb.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Finds which types a sealed interface permits when it has particular type arguments: {@code
 * Result<String>} permits {@code Ok<String>} where {@code record Ok<T>(T value) implements
 * Result<T>}, and does not permit a {@code record Count(int n) implements Result<Integer>}.
 */
final class VariantReader {
  private final Types types;
  private final Diagnostics diagnostics;

  VariantReader(Types types, Diagnostics diagnostics) {
    this.types = types;
    this.diagnostics = diagnostics;
  }

  /** The permitted types in their order, with their arguments; those that cannot fit left out. */
  List<DeclaredType> permitted(DeclaredType sealed, Place place) {
    List<DeclaredType> permitted = new ArrayList<>();
    TypeElement element = (TypeElement) sealed.asElement();
    for (TypeMirror each : element.getPermittedSubclasses()) {
      TypeElement subtype = (TypeElement) ((DeclaredType) each).asElement();
      DeclaredType fitting = fit(subtype, sealed, place);
      if (fitting != null) {
        permitted.add(fitting);
      }
    }
    return permitted;
  }

  private @Nullable DeclaredType fit(TypeElement subtype, DeclaredType sealed, Place place) {
    Map<Element, TypeMirror> bindings = new HashMap<>();
    if (!unify(superType(subtype, sealed), sealed, bindings)) {
      return null;
    }
    List<TypeMirror> arguments = new ArrayList<>();
    for (TypeParameterElement parameter : subtype.getTypeParameters()) {
      TypeMirror argument = bindings.get(parameter);
      if (argument == null) {
        diagnostics.report(
            Problem.UNRESOLVED_VARIANT,
            place.element(),
            place.path(),
            parameter.getSimpleName(),
            JavaTypes.of(subtype).localName(),
            JavaTypes.show(sealed));
        return null;
      }
      arguments.add(argument);
    }
    return types.getDeclaredType(subtype, arguments.toArray(new TypeMirror[0]));
  }

  private static TypeMirror superType(TypeElement subtype, DeclaredType sealed) {
    for (TypeMirror each : subtype.getInterfaces()) {
      if (each instanceof DeclaredType declared
          && declared.asElement().equals(sealed.asElement())) {
        return declared;
      }
    }
    return subtype.getSuperclass();
  }

  /** Whether {@code formal} can be {@code actual}; binds the variables that make it so. */
  private boolean unify(TypeMirror formal, TypeMirror actual, Map<Element, TypeMirror> bindings) {
    return switch (formal) {
      case TypeVariable variable -> {
        TypeMirror bound = bindings.putIfAbsent(variable.asElement(), actual);
        yield bound == null || types.isSameType(bound, actual);
      }
      case ArrayType array ->
          actual instanceof ArrayType other
              && unify(array.getComponentType(), other.getComponentType(), bindings);
      case DeclaredType declared ->
          actual instanceof DeclaredType other
              && declared.asElement().equals(other.asElement())
              && unifyArguments(declared, other, bindings);
      default -> types.isSameType(formal, actual);
    };
  }

  private boolean unifyArguments(
      DeclaredType formal, DeclaredType actual, Map<Element, TypeMirror> bindings) {
    List<? extends TypeMirror> formals = formal.getTypeArguments();
    List<? extends TypeMirror> actuals = actual.getTypeArguments();
    if (formals.size() != actuals.size()) {
      return false;
    }
    for (int i = 0; i < formals.size(); i++) {
      if (!unify(formals.get(i), actuals.get(i), bindings)) {
        return false;
      }
    }
    return true;
  }
}
