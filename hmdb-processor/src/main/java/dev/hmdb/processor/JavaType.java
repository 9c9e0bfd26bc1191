package dev.hmdb.processor;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A type as Java source names it, without annotations. Compared by content, so that it identifies
 * an instantiation of a generic type. {@code toString} is fully qualified source.
 */
sealed interface JavaType {

  /**
   * A class or interface.
   *
   * @param packageName empty for the unnamed package
   * @param names the simple names from the outermost class inwards
   * @param arguments empty when the type is not generic
   */
  record ClassType(String packageName, List<String> names, List<JavaType> arguments)
      implements JavaType {
    public ClassType {
      names = List.copyOf(names);
      arguments = List.copyOf(arguments);
    }

    /** A top-level class, from its qualified name. */
    static ClassType of(String qualifiedName, JavaType... arguments) {
      int dot = qualifiedName.lastIndexOf('.');
      return new ClassType(
          dot < 0 ? "" : qualifiedName.substring(0, dot),
          List.of(qualifiedName.substring(dot + 1)),
          List.of(arguments));
    }

    /** The same class without type arguments. */
    ClassType raw() {
      return new ClassType(packageName, names, List.of());
    }

    /** The innermost name. */
    String simpleName() {
      return names.getLast();
    }

    /** The name without the package: {@code Outer.Inner}. */
    String localName() {
      return String.join(".", names);
    }

    /** The name that the class file has. */
    String binaryName() {
      return qualify(String.join("$", names));
    }

    private String qualify(String name) {
      return packageName.isEmpty() ? name : packageName + "." + name;
    }

    @Override
    public String toString() {
      String name = qualify(localName());
      return arguments.isEmpty()
          ? name
          : arguments.stream()
              .map(JavaType::toString)
              .collect(Collectors.joining(", ", name + "<", ">"));
    }
  }

  /** A primitive type. */
  record PrimitiveType(String keyword) implements JavaType {
    @Override
    public String toString() {
      return keyword;
    }
  }

  /** An array. */
  record ArrayType(JavaType element) implements JavaType {
    @Override
    public String toString() {
      return element + "[]";
    }
  }
}
