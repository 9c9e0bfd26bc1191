package dev.hmdb.schema;

import dev.hmdb.codec.TypeDescriptor.SealedType;
import java.util.List;

/** What the variants of two sealed types are known by. */
record VariantNames(List<String> stored, List<String> wanted) {

  /** The simple names, or the full ones if simple ones are ambiguous on either side. */
  static VariantNames of(SealedType stored, SealedType wanted) {
    List<String> simpleStored = stored.variantNames().stream().map(VariantNames::simple).toList();
    List<String> simpleWanted = wanted.variantNames().stream().map(VariantNames::simple).toList();
    return isDistinct(simpleStored) && isDistinct(simpleWanted)
        ? new VariantNames(simpleStored, simpleWanted)
        : new VariantNames(stored.variantNames(), wanted.variantNames());
  }

  private static boolean isDistinct(List<String> names) {
    return names.stream().distinct().count() == names.size();
  }

  /** A class's name without its package and enclosing classes. */
  static String simple(String name) {
    int arguments = name.indexOf('<');
    int end = arguments < 0 ? name.length() : arguments;
    int dot = Math.max(name.lastIndexOf('.', end), name.lastIndexOf('$', end));
    return name.substring(dot + 1);
  }
}
