package dev.hmdb.processor;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses what somebody meant who wrote a name that is not there. */
final class NearestName {
  private NearestName() {}

  /**
   * What to say of the names that are there: the one that looks most like {@code name}, if one
   * does, else all.
   */
  static String advice(String name, Collection<String> names) {
    String nearest =
        names.stream()
            .filter(each -> distance(name, each) <= Math.max(1, name.length() / 3))
            .min(Comparator.comparingInt(each -> distance(name, each)))
            .orElse(null);
    if (nearest != null) {
      return "write " + nearest;
    }
    return names.isEmpty() ? "there is none" : "there is " + String.join(", ", names);
  }

  /** How many letters have to be put in, taken out or replaced, whatever their case. */
  static int distance(String one, String other) {
    String first = one.toLowerCase(Locale.ROOT);
    String second = other.toLowerCase(Locale.ROOT);
    int[] above = new int[second.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= first.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[second.length()];
  }
}
