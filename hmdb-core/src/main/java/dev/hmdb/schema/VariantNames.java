package dev.hmdb.schema;

import dev.hmdb.codec.TypeDescriptor.SealedType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the variants of two sealed types are known by. */
record VariantNames(
    List<String> stored,
    List<String> wanted,
    List<String> simpleStored,
    List<String> simpleWanted) {

  /** The simple names, or the full ones if simple ones are ambiguous on either side. */
  static VariantNames of(SealedType stored, SealedType wanted) {
    List<String> simpleStored = stored.simpleVariantNames();
    List<String> simpleWanted = wanted.simpleVariantNames();
    return isDistinct(simpleStored) && isDistinct(simpleWanted)
        ? new VariantNames(simpleStored, simpleWanted, simpleStored, simpleWanted)
        : new VariantNames(
            stored.variantNames(), wanted.variantNames(), simpleStored, simpleWanted);
  }

  private static boolean isDistinct(List<String> names) {
    return names.stream().distinct().count() == names.size();
  }

  /**
   * The stored variants that a wanted one may have been. A schema says it with simple names, and of
   * a variant whose simple name is ambiguous in the schema by its full one.
   *
   * @param type the name of the wanted sealed type
   * @param name of the wanted variant, as it is known here
   */
  List<String> former(Evolution evolution, String type, String name) {
    Set<String> said = new LinkedHashSet<>(evolution.formerNames(type, name));
    said.addAll(evolution.formerNames(type, simpleWanted.get(wanted.indexOf(name))));
    List<String> former = new ArrayList<>();
    for (String each : said) {
      List<String> meant = meant(each);
      // One that is there under its own name is not what an ambiguous one means.
      List<String> gone = meant.stream().filter(known -> !wanted.contains(known)).toList();
      former.addAll(meant.size() > 1 ? gone : meant);
    }
    return former;
  }

  private List<String> meant(String former) {
    List<String> meant = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      if (stored.get(i).equals(former) || simpleStored.get(i).equals(former)) {
        meant.add(stored.get(i));
      }
    }
    return meant;
  }

  /** A stored variant's name without package and enclosing classes. */
  String simpleOfStored(String name) {
    return simpleStored.get(stored.indexOf(name));
  }
}
