package dev.hmdb.internal.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Table;
import dev.hmdb.internal.engine.Constrained;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the tables of {@link Constrained} should hold, by plain maps that are searched from end to
 * end until nothing changes any more.
 */
final class ConstrainedModel {
  static final int PEOPLE = 0;
  static final int FOLDERS = 1;
  static final int FILES = 2;
  static final int PROFILES = 3;
  static final int BADGES = 4;

  /** The entries of each table, keys as text. */
  private final List<Map<String, String>> tables;

  ConstrainedModel() {
    this(
        List.of(
            new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>()));
  }

  private ConstrainedModel(List<Map<String, String>> tables) {
    this.tables = tables;
  }

  ConstrainedModel copy() {
    return new ConstrainedModel(tables.stream().<Map<String, String>>map(HashMap::new).toList());
  }

  Map<String, String> table(int index) {
    return tables.get(index);
  }

  private record Place(int table, String key) {}

  /**
   * Does to this, which is what a transaction has left, what follows from it.
   *
   * @param before what there was before the transaction
   * @return whether it may be committed
   */
  boolean settle(ConstrainedModel before) {
    Set<Place> removed = new LinkedHashSet<>();
    for (int i = 0; i < tables.size(); i++) {
      for (String key : before.table(i).keySet()) {
        if (!table(i).containsKey(key)) {
          removed.add(new Place(i, key));
        }
      }
    }
    while (follow(removed)) {
      // until nothing follows any more
    }
    return isAllowed();
  }

  private boolean follow(Set<Place> removed) {
    boolean hasChanged = false;
    for (Place place : List.copyOf(removed)) {
      if (place.table == PEOPLE) {
        hasChanged |= cascade(FOLDERS, "owner:" + place.key, removed);
        table(FILES).replaceAll((_, value) -> Constrained.without(value, "reader:" + place.key));
        hasChanged |= table(PROFILES).remove(place.key) != null;
      } else if (place.table == FOLDERS) {
        hasChanged |= cascade(FOLDERS, "parent:" + place.key, removed);
      }
    }
    return hasChanged;
  }

  private boolean cascade(int index, String word, Set<Place> removed) {
    return table(index)
        .entrySet()
        .removeIf(entry ->
            List.of(entry.getValue().split(" ")).contains(word)
                && (removed.add(new Place(index, entry.getKey())) || true));
  }

  private boolean isAllowed() {
    return refers(FOLDERS, "owner:", PEOPLE)
        && refers(FOLDERS, "parent:", FOLDERS)
        && refers(FILES, "folder:", FOLDERS)
        && refers(FILES, "reader:", PEOPLE)
        && table(PEOPLE).keySet().containsAll(table(PROFILES).keySet())
        && table(PEOPLE).keySet().containsAll(table(BADGES).keySet())
        && table(PEOPLE).values().stream().noneMatch(value -> value.contains("rude"));
  }

  private boolean refers(int from, String mark, int to) {
    return table(from).values().stream()
        .flatMap(value -> Constrained.words(value, mark))
        .allMatch(table(to)::containsKey);
  }

  void verify(Constrained found) {
    assertThat(found.people().asMap()).as("people").isEqualTo(table(PEOPLE));
    assertThat(found.folders().asMap()).as("folders").isEqualTo(table(FOLDERS));
    assertThat(found.profiles().asMap()).as("profiles").isEqualTo(table(PROFILES));
    assertThat(found.badges().asMap()).as("badges").isEqualTo(table(BADGES));
    Map<String, String> files = new HashMap<>();
    found.files().forEach((key, value) -> files.put(key.toString(), value));
    assertThat(files).as("files").isEqualTo(table(FILES));
  }

  /** The table of texts at an index. */
  static Table<String, String> texts(Constrained tables, int index) {
    return switch (index) {
      case PEOPLE -> tables.people();
      case FOLDERS -> tables.folders();
      case PROFILES -> tables.profiles();
      case BADGES -> tables.badges();
      default -> throw new IllegalArgumentException("index=" + index);
    };
  }
}
