package dev.hmdb.it.types;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Map;

/** Generic types with their variables replaced. */
public final class Bound {
  private Bound() {}

  private record Parameterized(Class<?> getRawType, Type[] getActualTypeArguments)
      implements ParameterizedType {
    @Override
    public Type getOwnerType() {
      return null;
    }
  }

  private record ArrayOf(Type getGenericComponentType) implements GenericArrayType {}

  /** The type with its variables replaced. */
  public static Type in(Type type, Map<TypeVariable<?>, Type> bound) {
    return switch (type) {
      case TypeVariable<?> variable -> bound.get(variable);
      case GenericArrayType array -> new ArrayOf(in(array.getGenericComponentType(), bound));
      case ParameterizedType generic -> {
        Type[] arguments = generic.getActualTypeArguments().clone();
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = in(arguments[i], bound);
        }
        yield new Parameterized((Class<?>) generic.getRawType(), arguments);
      }
      default -> type;
    };
  }

  /** The class that stands for the type at run time. */
  public static Class<?> erased(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      case GenericArrayType array ->
          Array.newInstance(erased(array.getGenericComponentType()), 0).getClass();
      default -> throw new AssertionError(type);
    };
  }
}
