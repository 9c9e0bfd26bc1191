package dev.hmdb.processor;

import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/** What can be told of a compiler's type by looking at it, through all of its arguments. */
final class TypeShape {
  private TypeShape() {}

  /** How deep type arguments nest: 1 for a type without any. */
  static int depth(TypeMirror type) {
    int deepest = 0;
    if (type instanceof DeclaredType declared) {
      for (TypeMirror argument : declared.getTypeArguments()) {
        deepest = Math.max(deepest, depth(argument));
      }
    } else if (type instanceof ArrayType array) {
      deepest = depth(array.getComponentType());
    }
    return deepest + 1;
  }

  /** Whether a type variable occurs in the type. */
  static boolean mentionsVariable(TypeMirror type) {
    return switch (type) {
      case TypeVariable _ -> true;
      case ArrayType array -> mentionsVariable(array.getComponentType());
      case DeclaredType declared ->
          declared.getTypeArguments().stream().anyMatch(TypeShape::mentionsVariable);
      default -> false;
    };
  }

  /** The first part of the type that is of that kind, or null. */
  static @Nullable TypeMirror find(TypeKind kind, TypeMirror type) {
    if (type.getKind() == kind) {
      return type;
    }
    if (type instanceof ArrayType array) {
      return find(kind, array.getComponentType());
    }
    if (type instanceof DeclaredType declared) {
      for (TypeMirror argument : declared.getTypeArguments()) {
        TypeMirror found = find(kind, argument);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
