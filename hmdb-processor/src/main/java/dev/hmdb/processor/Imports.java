package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ArrayType;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.JavaType.PrimitiveType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The imports of one generated file: the only place that decides whether a class can be written by
 * its simple name.
 *
 * <p>The first class to claim a simple name has it; others are written with their package. A class
 * in the unnamed package cannot be, so those have to be claimed before all others.
 */
final class Imports {
  private final String packageName;
  private final Set<String> taken;
  private final Set<String> hidden;
  private final Map<String, String> packageBySimpleName = new HashMap<>();
  private final Set<String> imported = new TreeSet<>();

  /**
   * @param packageName of the file
   * @param taken simple names that mean something else throughout the file, such as nested types
   * @param hidden simple names in {@code java.lang} that mean something else without an import
   */
  Imports(String packageName, Set<String> taken, Set<String> hidden) {
    this.packageName = packageName;
    this.taken = taken;
    this.hidden = hidden;
  }

  /** The type as the file has to write it. */
  String name(JavaType type) {
    return switch (type) {
      case PrimitiveType primitive -> primitive.keyword();
      case ArrayType array -> name(array.element()) + "[]";
      case ClassType named -> className(named) + arguments(named);
    };
  }

  /** The class of that qualified name, top-level, as the file has to write it. */
  String name(String qualifiedName) {
    return className(ClassType.of(qualifiedName));
  }

  /** The class without its type arguments. */
  String className(ClassType type) {
    boolean isClaimed = claim(type.packageName(), type.names().getFirst());
    boolean isQualified = !isClaimed && !type.packageName().isEmpty();
    return isQualified ? type.packageName() + "." + type.localName() : type.localName();
  }

  private String arguments(ClassType type) {
    return type.arguments().isEmpty()
        ? ""
        : type.arguments().stream().map(this::name).collect(Collectors.joining(", ", "<", ">"));
  }

  private boolean claim(String typePackage, String simpleName) {
    if (taken.contains(simpleName)) {
      return false;
    }
    String holder = packageBySimpleName.putIfAbsent(simpleName, typePackage);
    if (holder != null) {
      return holder.equals(typePackage);
    }
    boolean isVisible =
        typePackage.equals(packageName)
            || (typePackage.equals("java.lang") && !hidden.contains(simpleName));
    if (!isVisible) {
      imported.add(typePackage + "." + simpleName);
    }
    return true;
  }

  /** The import declarations, sorted. */
  String declarations() {
    return imported.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
  }
}
