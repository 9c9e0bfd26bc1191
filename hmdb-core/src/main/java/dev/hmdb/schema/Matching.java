package dev.hmdb.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which stored name each wanted one stands for: that of its own, otherwise one of its former names.
 */
final class Matching {
  /*
   * A name of its own comes first, so that a rename may be remembered for ever: once the name is
   * stored, nothing is looked up under the former one. What is not decided by that is a clash, never
   * a guess: the wrong data under a name would not be noticed. Names that went round in a circle are
   * a clash too: with all of them stored, it looks the same before the exchange and after it.
   */
  private static final int NONE = -1;

  private static final String TAKE_BACK = "take back the @Renamed that is no longer meant";

  /**
   * What is not decided of a wanted name.
   *
   * @param remedy what may be done about it
   */
  record Clash(String text, String remedy) {}

  private final List<String> stored;
  private final List<String> wanted;

  /** Of each wanted name the index of the stored one. */
  private final int[] storedOf;

  /** Of each stored name the index of the wanted one. */
  private final int[] wantedOf;

  private final boolean[] hasStoredClash;
  private final Map<Integer, Clash> clashes = new TreeMap<>();

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
    matching.findCircles(found);
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

  private void findCircles(List<List<Integer>> found) {
    for (int i = 0; i < wanted.size(); i++) {
      List<Integer> circle = circle(i, found);
      if (!circle.isEmpty()) {
        List<String> names = circle.stream().map(wanted::get).toList();
        clashes.putIfAbsent(
            i,
            new Clash(
                wanted.get(i)
                    + " was "
                    + String.join(", which was ", names)
                    + ": it cannot be told which of them the stored "
                    + wanted.get(i)
                    + " is",
                "take back these @Renamed and choose names that none of them had"));
      }
    }
  }

  /** The shortest way from a wanted one over former names to itself; empty if there is none. */
  private List<Integer> circle(int start, List<List<Integer>> found) {
    Map<Integer, Integer> cameFrom = new HashMap<>();
    Deque<Integer> waiting = new ArrayDeque<>(List.of(start));
    while (!waiting.isEmpty() && !cameFrom.containsKey(start)) {
      int index = waiting.remove();
      for (int former : found.get(index)) {
        // The one of that very name, not one that only stands for it.
        int next = wantedOf[former];
        if (next != NONE
            && wanted.get(next).equals(stored.get(former))
            && cameFrom.putIfAbsent(next, index) == null) {
          waiting.add(next);
        }
      }
    }
    List<Integer> circle = new ArrayList<>();
    if (cameFrom.containsKey(start)) {
      int at = start;
      do {
        circle.addFirst(at);
        at = Objects.requireNonNull(cameFrom.get(at));
      } while (at != start);
    }
    return circle;
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
        new Clash(
            wanted.get(wantedIndex) + " could be each of the stored " + String.join(" and ", names),
            TAKE_BACK));
  }

  /** Two wanted names for one stored one. */
  private void clash(int wantedIndex, int storedIndex) {
    hasStoredClash[storedIndex] = true;
    clashes.put(
        wantedIndex,
        new Clash(
            "both "
                + wanted.get(wantedOf[storedIndex])
                + " and "
                + wanted.get(wantedIndex)
                + " could be the stored "
                + stored.get(storedIndex),
            TAKE_BACK));
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
  Map<Integer, Clash> clashes() {
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
