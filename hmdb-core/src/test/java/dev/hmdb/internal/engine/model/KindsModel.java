package dev.hmdb.internal.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Entries;
import dev.hmdb.KeyRange;
import dev.hmdb.SortedTable;
import dev.hmdb.internal.engine.Kinds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** What a database of {@link Kinds} should hold, in plain collections. */
final class KindsModel {
  private static final int KEYS = 24;

  private final NavigableMap<String, String> events;
  private final NavigableMap<Long, String> accounts;
  private String settings;
  private final List<String> notes;
  private final Map<String, Set<String>> tags;
  private final Map<String, List<String>> comments;

  KindsModel() {
    this(
        new TreeMap<>(),
        new TreeMap<>(),
        null,
        new ArrayList<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  private KindsModel(
      NavigableMap<String, String> events,
      NavigableMap<Long, String> accounts,
      String settings,
      List<String> notes,
      Map<String, Set<String>> tags,
      Map<String, List<String>> comments) {
    this.events = events;
    this.accounts = accounts;
    this.settings = settings;
    this.notes = notes;
    this.tags = tags;
    this.comments = comments;
  }

  KindsModel copy() {
    Map<String, Set<String>> tagsCopy = new TreeMap<>();
    tags.forEach((key, values) -> tagsCopy.put(key, new TreeSet<>(values)));
    Map<String, List<String>> commentsCopy = new TreeMap<>();
    comments.forEach((key, values) -> commentsCopy.put(key, new ArrayList<>(values)));
    return new KindsModel(
        new TreeMap<>(events),
        new TreeMap<>(accounts),
        settings,
        new ArrayList<>(notes),
        tagsCopy,
        commentsCopy);
  }

  // ---- Random steps

  /** One operation on both, whose results must agree. */
  void operate(Kinds tables, RandomGenerator random) {
    switch (random.nextInt(6)) {
      case 0 -> operateEvents(tables.events(), random);
      case 1 -> operateAccounts(tables, random);
      case 2 -> operateSettings(tables, random);
      case 3 -> operateNotes(tables, random);
      case 4 -> operateTags(tables, random);
      default -> operateComments(tables, random);
    }
  }

  private static String key(RandomGenerator random) {
    return "key" + (10 + random.nextInt(KEYS));
  }

  private static String value(RandomGenerator random) {
    return "v" + random.nextInt(5);
  }

  private void operateEvents(SortedTable<String, String> table, RandomGenerator random) {
    String key = key(random);
    String value = value(random);
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> assertThat(table.put(key, value)).isEqualTo(events.put(key, value));
      case 3 -> assertThat(table.remove(key)).isEqualTo(events.remove(key));
      case 4 ->
          assertThat(table.pollFirst()).isEqualTo(Optional.ofNullable(events.pollFirstEntry()));
      case 5 -> assertThat(table.pollLast()).isEqualTo(Optional.ofNullable(events.pollLastEntry()));
      case 6 -> {
        String to = key(random);
        if (random.nextInt(4) == 0 && key.compareTo(to) <= 0) {
          var range = events.subMap(key, true, to, false);
          assertThat(table.removeRange(KeyRange.closedOpen(key, to))).isEqualTo(range.size());
          range.clear();
        }
      }
      case 7 -> {
        if (random.nextInt(10) == 0) {
          table.clear();
          events.clear();
        }
      }
      default ->
          assertThat(table.merge(key, value, String::concat))
              .isEqualTo(events.merge(key, value, String::concat));
    }
  }

  /** Keeps the unique indexes unique: an account's address and number are its own. */
  private static String account(long key, RandomGenerator random) {
    StringBuilder account = new StringBuilder();
    account.append(random.nextBoolean() ? "free" : "premium").append(' ');
    account.append(20 + random.nextInt(6));
    for (int i = random.nextInt(4); i > 0; i--) {
      account.append(" tag").append(random.nextInt(5)); // perhaps one twice
    }
    if (random.nextBoolean()) {
      account.append(' ').append(key).append('@').append(random.nextInt(2));
    }
    if (random.nextBoolean()) {
      account.append(" +").append(key);
    }
    return account.toString();
  }

  private void operateAccounts(Kinds tables, RandomGenerator random) {
    long key = random.nextInt(KEYS);
    switch (random.nextInt(6)) {
      case 0, 1, 2 -> {
        String account = account(key, random);
        assertThat(tables.accounts().put(key, account)).isEqualTo(accounts.put(key, account));
      }
      case 3 -> assertThat(tables.accounts().remove(key)).isEqualTo(accounts.remove(key));
      case 4 -> {
        String account = account(key, random);
        tables.accounts().set(key, account);
        accounts.put(key, account);
      }
      default -> {
        if (random.nextInt(10) == 0) {
          tables.accounts().clear();
          accounts.clear();
        } else {
          tables.accounts().delete(key);
          accounts.remove(key);
        }
      }
    }
  }

  /** Gives some account what another one has, which no commit may; says whether there was any. */
  boolean setWhatIsTaken(Kinds tables, RandomGenerator random) {
    String mark = random.nextBoolean() ? "@" : "+";
    long key = random.nextInt(KEYS);
    for (Map.Entry<Long, String> taken : accounts.entrySet()) {
      List<String> words = Kinds.words(taken.getValue(), mark);
      if (taken.getKey() != key && !words.isEmpty()) {
        tables.accounts().set(key, "free 20 tag1 " + words.getFirst());
        return true;
      }
    }
    return false;
  }

  private void operateSettings(Kinds tables, RandomGenerator random) {
    String value = value(random);
    switch (random.nextInt(4)) {
      case 0 -> {
        tables.settings().set(value);
        settings = value;
      }
      case 1 -> {
        assertThat(tables.settings().getAndSet(value)).isEqualTo(settings);
        settings = value;
      }
      case 2 -> {
        assertThat(tables.settings().getAndClear()).isEqualTo(settings);
        settings = null;
      }
      default -> {
        String expected = settings == null ? null : settings + "!";
        assertThat(tables.settings().update(present -> present + "!")).isEqualTo(expected);
        settings = expected;
      }
    }
  }

  private void operateNotes(Kinds tables, RandomGenerator random) {
    String value = value(random);
    int size = notes.size();
    int index = random.nextInt(size + 1);
    switch (random.nextInt(9)) {
      case 0 -> {
        tables.notes().add(value);
        notes.add(value);
      }
      case 1, 2 -> {
        tables.notes().add(index, value);
        notes.add(index, value);
      }
      case 3 -> {
        tables.notes().addFirst(value);
        notes.addFirst(value);
      }
      case 4 -> {
        if (index < size) {
          assertThat(tables.notes().set(index, value)).isEqualTo(notes.set(index, value));
        }
      }
      case 5 -> {
        if (index < size) {
          assertThat(tables.notes().remove(index)).isEqualTo(notes.remove(index));
        }
      }
      case 6 -> {
        Optional<String> expected = size == 0 ? Optional.empty() : Optional.of(notes.removeLast());
        assertThat(tables.notes().pollLast()).isEqualTo(expected);
      }
      case 7 -> {
        tables.notes().addAll(List.of("a", "b"));
        notes.addAll(List.of("a", "b"));
      }
      default ->
          assertThat(tables.notes().removeIf(value::equals))
              .isEqualTo(notes.removeIf(value::equals));
    }
  }

  private void operateTags(Kinds tables, RandomGenerator random) {
    String key = "k" + random.nextInt(4);
    String value = value(random);
    Set<String> present = tags.computeIfAbsent(key, _ -> new TreeSet<>());
    switch (random.nextInt(6)) {
      case 0, 1 -> assertThat(tables.tags().put(key, value)).isEqualTo(present.add(value));
      case 2 -> assertThat(tables.tags().remove(key, value)).isEqualTo(present.remove(value));
      case 3 -> {
        tables.tags().putAll(key, List.of("x", value));
        present.addAll(List.of("x", value));
      }
      case 4 -> {
        assertThat(tables.tags().replaceValues(key, List.of("y", value))).isEqualTo(present);
        present.clear();
        present.addAll(List.of("y", value));
      }
      default -> {
        assertThat(tables.tags().removeAll(key)).isEqualTo(present);
        present.clear();
      }
    }
    tags.values().removeIf(Set::isEmpty);
  }

  private void operateComments(Kinds tables, RandomGenerator random) {
    String key = "k" + random.nextInt(4);
    String value = value(random);
    List<String> present = comments.computeIfAbsent(key, _ -> new ArrayList<>());
    int index = random.nextInt(present.size() + 1);
    switch (random.nextInt(7)) {
      case 0, 1 -> {
        tables.comments().put(key, value);
        present.add(value);
      }
      case 2 -> {
        tables.comments().add(key, index, value);
        present.add(index, value);
      }
      case 3 -> {
        if (index < present.size()) {
          assertThat(tables.comments().set(key, index, value)).isEqualTo(present.set(index, value));
        }
      }
      case 4 -> {
        if (index < present.size()) {
          assertThat(tables.comments().remove(key, index)).isEqualTo(present.remove(index));
        }
      }
      case 5 -> {
        assertThat(tables.comments().replaceValues(key, List.of("y", value))).isEqualTo(present);
        present.clear();
        present.addAll(List.of("y", value));
      }
      default -> {
        assertThat(tables.comments().removeAll(key)).isEqualTo(present);
        present.clear();
      }
    }
    comments.values().removeIf(List::isEmpty);
  }

  // ---- What there should be

  /** Compares everything that can be read. */
  void verify(Kinds tables) {
    verifyEvents(tables.events());
    verifyAccounts(tables);
    assertThat(tables.settings().get()).isEqualTo(settings);
    assertThat(tables.notes().stream()).isEqualTo(notes);
    assertThat(tables.notes().size()).isEqualTo(notes.size());
    for (int i = 0; i < notes.size(); i++) {
      assertThat(tables.notes().get(i)).isEqualTo(notes.get(i));
    }
    assertThat(tables.notes().stream(notes.size() / 3, notes.size() / 2))
        .isEqualTo(notes.subList(notes.size() / 3, notes.size() / 2));
    verifyTags(tables);
    verifyComments(tables);
  }

  private void verifyEvents(SortedTable<String, String> table) {
    assertThat(table.size()).isEqualTo(events.size());
    assertThat(table.stream()).containsExactlyElementsOf(events.entrySet());
    assertThat(table.reversed().stream())
        .containsExactlyElementsOf(events.descendingMap().entrySet());
    assertThat(table.first()).isEqualTo(Optional.ofNullable(events.firstEntry()));
    assertThat(table.last()).isEqualTo(Optional.ofNullable(events.lastEntry()));
    long before = 0;
    for (int i = 10; i <= 10 + KEYS; i++) {
      String key = "key" + i;
      assertThat(table.get(key)).isEqualTo(events.get(key));
      assertThat(table.rank(key)).isEqualTo(events.headMap(key).size());
      assertThat(table.floor(key)).isEqualTo(Optional.ofNullable(events.floorEntry(key)));
      assertThat(table.lower(key)).isEqualTo(Optional.ofNullable(events.lowerEntry(key)));
      assertThat(table.ceiling(key)).isEqualTo(Optional.ofNullable(events.ceilingEntry(key)));
      assertThat(table.higher(key)).isEqualTo(Optional.ofNullable(events.higherEntry(key)));
      String to = "key" + (i + 5);
      verifyRange(table.range(KeyRange.open(key, to)), events.subMap(key, false, to, false));
      verifyRange(table.range(KeyRange.closed(key, to)), events.subMap(key, true, to, true));
      assertThat(table.range(KeyRange.closedOpen(to, key)).stream()).isEmpty();
      if (events.containsKey(key)) {
        assertThat(table.select(before++).getKey()).isEqualTo(key);
      }
    }
    verifyRange(
        table.range(KeyRange.startingWith("key2")), events.subMap("key2", true, "key3", false));
  }

  private static void verifyRange(
      Entries<String, String> entries, NavigableMap<String, String> expected) {
    assertThat(entries.size()).isEqualTo(expected.size());
    assertThat(entries.isEmpty()).isEqualTo(expected.isEmpty());
    assertThat(entries.first()).isEqualTo(Optional.ofNullable(expected.firstEntry()));
    assertThat(entries.last()).isEqualTo(Optional.ofNullable(expected.lastEntry()));
    assertThat(entries.stream()).containsExactlyElementsOf(expected.entrySet());
    List<Map.Entry<String, String>> down = new ArrayList<>();
    entries.reversed().forEach((key, value) -> down.add(Map.entry(key, value)));
    assertThat(down).containsExactlyElementsOf(expected.descendingMap().entrySet());
  }

  private void verifyAccounts(Kinds tables) {
    assertThat(tables.accounts().asMap()).isEqualTo(accounts);
    for (String plan : List.of("free", "premium", "none")) {
      assertThat(tables.byPlan().get(plan).stream())
          .containsExactlyElementsOf(having(account -> Set.of(account.split(" ")[0]), plan));
      assertThat(tables.byPlan().count(plan))
          .isEqualTo(having(account -> Set.of(account.split(" ")[0]), plan).size());
    }
    for (int i = 0; i < 6; i++) {
      assertThat(tables.byTag().get("tag" + i).stream())
          .containsExactlyElementsOf(having(a -> new HashSet<>(Kinds.tags(a)), "tag" + i));
      assertThat(tables.tagOrder().get("tag" + i).stream())
          .containsExactlyElementsOf(having(a -> new HashSet<>(Kinds.tags(a)), "tag" + i));
    }
    Set<String> allTags =
        accounts.values().stream()
            .flatMap(account -> Kinds.tags(account).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tables.byTag().keys()).containsExactlyInAnyOrderElementsOf(allTags);
    assertThat(tables.tagOrder().keys()).containsExactlyElementsOf(allTags);
    verifyAges(tables);
    verifyUnique(tables);
  }

  private List<Map.Entry<Long, String>> having(
      java.util.function.Function<String, Set<String>> keys, String key) {
    return accounts.entrySet().stream()
        .filter(entry -> keys.apply(entry.getValue()).contains(key))
        .toList();
  }

  private void verifyAges(Kinds tables) {
    List<Map.Entry<Long, String>> byAge = new ArrayList<>(accounts.entrySet());
    byAge.sort(
        Comparator.comparing((Map.Entry<Long, String> entry) -> Kinds.age(entry.getValue()))
            .thenComparing(Map.Entry::getKey));
    assertThat(tables.byAge().entries().stream()).containsExactlyElementsOf(byAge);
    Collections.reverse(byAge);
    assertThat(tables.byAge().entries().reversed().stream()).containsExactlyElementsOf(byAge);
    assertThat(tables.byAge().range(KeyRange.closedOpen(21, 24)).size())
        .isEqualTo(
            accounts.values().stream().filter(a -> Kinds.age(a) > 20 && Kinds.age(a) < 24).count());
    TreeSet<Integer> ages =
        accounts.values().stream().map(Kinds::age).collect(Collectors.toCollection(TreeSet::new));
    assertThat(tables.byAge().keys()).containsExactlyElementsOf(ages);
    assertThat(tables.byAge().firstKey()).isEqualTo(ages.stream().findFirst());
    assertThat(tables.byAge().lowerKey(22)).isEqualTo(Optional.ofNullable(ages.lower(22)));
    assertThat(tables.byAge().ceilingKey(22)).isEqualTo(Optional.ofNullable(ages.ceiling(22)));
  }

  private void verifyUnique(Kinds tables) {
    Map<String, Map.Entry<Long, String>> byEmail = new LinkedHashMap<>();
    Map<String, Map.Entry<Long, String>> byPhone = new TreeMap<>();
    accounts
        .entrySet()
        .forEach(entry -> {
          Kinds.words(entry.getValue(), "@").forEach(word -> byEmail.put(word, entry));
          Kinds.words(entry.getValue(), "+").forEach(word -> byPhone.put(word, entry));
        });
    for (long key = 0; key < KEYS; key++) {
      for (String email : List.of(key + "@0", key + "@1")) {
        assertThat(tables.byEmail().entry(email))
            .isEqualTo(Optional.ofNullable(byEmail.get(email)));
      }
      assertThat(tables.byPhone().entry("+" + key))
          .isEqualTo(Optional.ofNullable(byPhone.get("+" + key)));
    }
    assertThat(tables.byEmail().keys()).containsExactlyInAnyOrderElementsOf(byEmail.keySet());
    assertThat(tables.byEmail().size()).isEqualTo(byEmail.size());
    assertThat(tables.byPhone().keys()).containsExactlyElementsOf(byPhone.keySet());
    assertThat(tables.byPhone().entries().stream()).containsExactlyElementsOf(byPhone.values());
  }

  private void verifyTags(Kinds tables) {
    assertThat(tables.tags().keys()).containsExactlyInAnyOrderElementsOf(tags.keySet());
    assertThat(tables.tags().size()).isEqualTo(tags.values().stream().mapToLong(Set::size).sum());
    for (int i = 0; i < 5; i++) {
      Set<String> expected = tags.getOrDefault("k" + i, Set.of());
      assertThat(tables.tags().get("k" + i)).isEqualTo(expected);
      assertThat(tables.tags().count("k" + i)).isEqualTo(expected.size());
      assertThat(tables.tags().containsKey("k" + i)).isEqualTo(!expected.isEmpty());
      assertThat(tables.tags().containsEntry("k" + i, "x")).isEqualTo(expected.contains("x"));
    }
  }

  private void verifyComments(Kinds tables) {
    assertThat(tables.comments().keys()).containsExactlyInAnyOrderElementsOf(comments.keySet());
    Map<String, List<String>> walked = new TreeMap<>();
    tables
        .comments()
        .forEach((key, value) -> walked.computeIfAbsent(key, _ -> new ArrayList<>()).add(value));
    assertThat(walked).isEqualTo(comments);
    for (int i = 0; i < 5; i++) {
      List<String> expected = comments.getOrDefault("k" + i, List.of());
      assertThat(tables.comments().get("k" + i)).isEqualTo(expected);
      assertThat(tables.comments().count("k" + i)).isEqualTo(expected.size());
    }
  }
}
