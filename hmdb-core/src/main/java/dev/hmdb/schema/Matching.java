package dev.hmdb.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which stored name each wanted one stands for: that of its own, otherwise one of its former names.
 */
final class Matching {
  /*
   * A name of its own comes first, so that a rename may be remembered for ever: once the name is
   * stored, nothing is looked up under the former one. What is not decided by that is a clash, never
   * a guess: the wrong data under a name would not be noticed.
   */
  private static final int NONE = -1;

  private final List<String> stored;
  private final List<String> wanted;

  /** Of each wanted name the index of the stored one. */
  private final int[] storedOf;

  /** Of each stored name the index of the wanted one. */
  private final int[] wantedOf;

  private final boolean[] hasStoredClash;
  private final Map<Integer, String> clashes = new HashMap<>();

  private Matching(List<String> stored, List<String> wanted) {
    this.stored = stored;
    this.wanted = wanted;
    this.storedOf = new int[wanted.size()];
    this.wantedOf = new int[stored.size()];
    this.hasStoredClash = new boolean[stored.size()];
    Arrays.fill(storedOf, NONE);
    Arrays.fill(wantedOf, NONE);
  }

  /**
   * Matches.
   *
   * @param former the former names of a wanted one
   */
  static Matching of(
      List<String> stored, List<String> wanted, Function<String, List<String>> former) {
    Matching matching = new Matching(stored, wanted);
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < stored.size(); i++) {
      index.put(stored.get(i), i);
    }
    for (int i = 0; i < wanted.size(); i++) {
      Integer own = index.get(wanted.get(i));
      if (own != null) {
        matching.match(own, i);
      }
    }
    List<List<Integer>> found = new ArrayList<>();
    for (String name : wanted) {
      found.add(
          former.apply(name).stream()
              .filter(earlier -> !earlier.equals(name) && index.containsKey(earlier))
              .distinct()
              .map(index::get)
              .toList());
    }
    matching.matchFormer(found);
    return matching;
  }

  private void matchFormer(List<List<Integer>> found) {
    for (int i = 0; i < wanted.size(); i++) {
      List<Integer> former = found.get(i);
      if (storedOf[i] == NONE && former.size() > 1) {
        clash(i, former);
      } else if (storedOf[i] == NONE && former.size() == 1) {
        if (wantedOf[former.getFirst()] == NONE) {
          match(former.getFirst(), i);
        } else {
          clash(i, former.getFirst());
        }
      }
    }
    for (int i = 0; i < wanted.size(); i++) {
      List<Integer> unclaimed =
          found.get(i).stream().filter(former -> wantedOf[former] == NONE).toList();
      if (storedOf[i] != NONE && !unclaimed.isEmpty()) {
        List<Integer> all = new ArrayList<>(unclaimed);
        all.addFirst(storedOf[i]);
        clash(i, all);
      }
    }
  }

  private void match(int storedIndex, int wantedIndex) {
    storedOf[wantedIndex] = storedIndex;
    wantedOf[storedIndex] = wantedIndex;
  }

  /** One wanted name for several stored ones. */
  private void clash(int wantedIndex, List<Integer> storedIndexes) {
    List<String> names = storedIndexes.stream().map(stored::get).toList();
    storedIndexes.forEach(index -> hasStoredClash[index] = true);
    clashes.put(
        wantedIndex,
        wanted.get(wantedIndex) + " could be each of the stored " + String.join(" and ", names));
  }

  /** Two wanted names for one stored one. */
  private void clash(int wantedIndex, int storedIndex) {
    hasStoredClash[storedIndex] = true;
    clashes.put(
        wantedIndex,
        "both "
            + wanted.get(wantedOf[storedIndex])
            + " and "
            + wanted.get(wantedIndex)
            + " could be the stored "
            + stored.get(storedIndex));
  }

  /** The index of the stored one that a wanted one stands for; -1 if there is none. */
  int storedOf(int wantedIndex) {
    return storedOf[wantedIndex];
  }

  /** The index of the wanted one that stands for a stored one; -1 if there is none. */
  int wantedOf(int storedIndex) {
    return wantedOf[storedIndex];
  }

  /** What is not decided, by the index of the wanted one that it is about. */
  Map<Integer, String> clashes() {
    return clashes;
  }

  /** The indexes of the stored ones that nothing wanted stands for. */
  List<Integer> lost() {
    List<Integer> lost = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      if (wantedOf[i] == NONE && !hasStoredClash[i]) {
        lost.add(i);
      }
    }
    return lost;
  }

  /** The indexes of the wanted ones that stand for nothing stored. */
  List<Integer> gained() {
    List<Integer> gained = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      if (storedOf[i] == NONE && !clashes.containsKey(i)) {
        gained.add(i);
      }
    }
    return gained;
  }

  /** The indexes of the wanted ones that had another name. */
  List<Integer> renamed() {
    List<Integer> renamed = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      if (storedOf[i] != NONE && !wanted.get(i).equals(stored.get(storedOf[i]))) {
        renamed.add(i);
      }
    }
    return renamed;
  }

  /** Whether those that are on both sides come in the same order. */
  boolean keepsOrder() {
    int last = NONE;
    for (int index : storedOf) {
      if (index != NONE && index < last) {
        return false;
      }
      last = Math.max(last, index);
    }
    return true;
  }

  /** Whether both sides have as many, each at its place. */
  boolean isSame() {
    if (storedOf.length != wantedOf.length) {
      return false;
    }
    for (int i = 0; i < storedOf.length; i++) {
      if (storedOf[i] != i) {
        return false;
      }
    }
    return true;
  }

  /** Whether each stored one is where it was. */
  boolean keepsPlaces() {
    for (int i = 0; i < wantedOf.length; i++) {
      if (wantedOf[i] != i) {
        return false;
      }
    }
    return true;
  }
}
