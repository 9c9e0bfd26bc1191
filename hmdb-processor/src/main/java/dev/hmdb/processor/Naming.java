package dev.hmdb.processor;

import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.JavaType.ArrayType;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.JavaType.PrimitiveType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The names that types have in type descriptors, and so on disk: without the package, {@code
 * Outer.Inner}, but the full binary name where two types of a schema would share one; with type
 * arguments, {@code Pair<String, Integer>}.
 */
final class Naming {
  private final Set<ClassType> clashing = new HashSet<>();

  /** The names within a schema that stores these types. */
  Naming(Collection<ClassType> types) {
    Map<String, Set<ClassType>> byName = new HashMap<>();
    types.forEach(type -> note(type, byName));
    byName.values().stream().filter(same -> same.size() > 1).forEach(clashing::addAll);
  }

  private static void note(JavaType type, Map<String, Set<ClassType>> byName) {
    switch (type) {
      case ClassType named -> {
        byName.computeIfAbsent(named.localName(), _ -> new HashSet<>()).add(named.raw());
        named.arguments().forEach(argument -> note(argument, byName));
      }
      case ArrayType array -> note(array.element(), byName);
      case PrimitiveType _ -> {}
    }
  }

  /** The type's name on disk. */
  String name(JavaType type) {
    return show(type, each -> clashing.contains(each.raw()) ? each.binaryName() : each.localName());
  }

  /**
   * The variants of a sealed type by the names that tell them apart: of their classes alone, or in
   * full where two of those are the same.
   */
  Map<String, StoredType> variants(SealedDefinition sealed) {
    List<String> names = sealed.variants().stream().map(each -> name(each.type())).toList();
    boolean isSimple = names.stream().map(Naming::simple).distinct().count() == names.size();
    Map<String, StoredType> variants = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = isSimple ? simple(names.get(i)) : names.get(i);
      variants.putIfAbsent(name, sealed.variants().get(i));
    }
    return variants;
  }

  /** The name of a class on disk without what encloses it. */
  private static String simple(String name) {
    int arguments = name.indexOf('<');
    int end = arguments < 0 ? name.length() : arguments;
    int dot = Math.max(name.lastIndexOf('.', end), name.lastIndexOf('$', end));
    return name.substring(dot + 1);
  }

  /** The type as a message shows it: without packages. */
  static String show(JavaType type) {
    return show(type, ClassType::localName);
  }

  private static String show(JavaType type, Function<ClassType, String> naming) {
    return switch (type) {
      case PrimitiveType primitive -> primitive.keyword();
      case ArrayType array -> show(array.element(), naming) + "[]";
      case ClassType named ->
          named.arguments().isEmpty()
              ? naming.apply(named)
              : named.arguments().stream()
                  .map(argument -> show(argument, naming))
                  .collect(Collectors.joining(", ", naming.apply(named) + "<", ">"));
    };
  }

  /** A name for the type that can be part of an identifier: {@code ListOfString}. */
  static String identifier(JavaType type) {
    return switch (type) {
      case PrimitiveType primitive -> capitalized(primitive.keyword());
      case ArrayType array -> "ArrayOf" + identifier(array.element());
      case ClassType named -> {
        List<String> parts = new ArrayList<>();
        named.arguments().forEach(argument -> parts.add(identifier(argument)));
        String arguments = parts.isEmpty() ? "" : "Of" + String.join("And", parts);
        yield named.simpleName() + arguments;
      }
    };
  }

  /** {@code maxSize} as {@code MAX_SIZE}. */
  static String constant(String name) {
    StringBuilder constant = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean starts =
          i > 0 && Character.isUpperCase(c) && !Character.isUpperCase(name.charAt(i - 1));
      constant.append(starts && name.charAt(i - 1) != '_' ? "_" : "");
      constant.append(Character.toUpperCase(c));
    }
    return constant.toString();
  }

  static String capitalized(String name) {
    int first = name.codePointAt(0);
    return Character.toString(Character.toUpperCase(first))
        + name.substring(Character.charCount(first));
  }
}
