package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Change;
import dev.hmdb.CommittedChanges;
import dev.hmdb.CommittedTransaction;
import dev.hmdb.Compaction;
import dev.hmdb.ConstraintViolationException;
import dev.hmdb.FeedOptions;
import dev.hmdb.KeyRange;
import dev.hmdb.Options;
import dev.hmdb.codec.ListEntryKey;
import dev.hmdb.codec.ListKey;
import dev.hmdb.codec.SetEntryKey;
import dev.hmdb.codec.Unit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of tables that have an order or indexes, or are stored in another form. */
@Timeout(60)
class KindsFeedTest {
  @TempDir Path parent;

  private KindsDb db = KindsDb.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  private Kinds own() {
    return db.own();
  }

  private void openOnDisk() {
    db.close();
    db = KindsDb.open(parent.resolve("db"), Options.defaults().compaction(Compaction.manual()));
  }

  // ---- Sorted tables

  @Test
  void whatEveryCallOfASortedTableChangesIsTold() throws Exception {
    Told<CommittedChanges<String, String>> told = Told.by(own().events().subscribe());

    own().events().put("b", "1");
    own().events().asMap().put("a", "2");
    own().events().put("c", "3");
    assertThat(own().events().pollFirst()).isPresent();
    assertThat(own().events().removeRange(KeyRange.all())).isEqualTo(2);

    assertThat(told.next().changes()).containsExactly(new Change<>("b", null, "1"));
    assertThat(told.next().changes()).containsExactly(new Change<>("a", null, "2"));
    assertThat(told.next().changes()).containsExactly(new Change<>("c", null, "3"));
    assertThat(told.next().changes()).containsExactly(new Change<>("a", "2", null));
    assertThat(told.next().changes())
        .containsExactlyInAnyOrder(new Change<>("b", "1", null), new Change<>("c", "3", null));
  }

  @Test
  void aKeyOfASortedTableCanBeWatched() throws Exception {
    Told<Change<String, String>> told = Told.by(own().events().watch("b"));

    own().events().put("a", "1");
    own().events().put("b", "2");

    assertThat(told.next()).isEqualTo(new Change<>("b", null, "2"));
  }

  @Test
  void aSortedTableOfATransactionOrSnapshotCannotBeFollowed() {
    db.transaction(tables -> {
      assertThatThrownBy(() -> tables.events().subscribe())
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageStartingWith("events().subscribe: the table of a transaction or snapshot");
    });
    try (var snapshot = db.snapshot()) {
      assertThatThrownBy(() -> snapshot.tables().events().watch("a"))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageStartingWith("events().watch: the table of a transaction or snapshot");
    }
  }

  // ---- Stored in another form

  @Test
  void elementsOfAListAreToldByLabelsInTheirOrder() throws Exception {
    Told<CommittedTransaction> told = Told.by(db.subscribe());

    own().notes().addAll(List.of("a", "c"));
    own().notes().add(1, "b");
    assertThat(own().notes().set(2, "d")).isEqualTo("c");
    assertThat(own().notes().remove(0)).isEqualTo("a");

    Map<ListKey, String> copy = new TreeMap<>();
    apply(told.next(), copy);
    assertThat(copy.values()).containsExactly("a", "c");
    apply(told.next(), copy);
    assertThat(copy.values()).containsExactly("a", "b", "c");
    apply(told.next(), copy);
    assertThat(copy.values()).containsExactly("a", "b", "d");
    apply(told.next(), copy);
    assertThat(copy.values()).containsExactly("b", "d");
  }

  private static void apply(CommittedTransaction transaction, Map<ListKey, String> copy) {
    assertThat(transaction.changes()).containsOnlyKeys("notes");
    for (Change<?, ?> change : transaction.changes().get("notes")) {
      ListKey label = (ListKey) change.key();
      assertThat(copy.get(label)).isEqualTo(change.before());
      if (change.after() == null) {
        copy.remove(label);
      } else {
        copy.put(label, (String) change.after());
      }
    }
  }

  @Test
  void cellsAndMultimapsAreToldAsTheyAreStored() throws Exception {
    Told<CommittedTransaction> told = Told.by(db.subscribe());

    db.transaction(tables -> {
      tables.settings().set("dark");
      tables.tags().add("k", "t");
      tables.comments().put("k", "c");
    });

    Map<String, List<Change<?, ?>>> changes = told.next().changes();
    assertThat(changes).containsOnlyKeys("settings", "tags", "comments");
    assertThat(changes.get("settings")).containsExactly(new Change<>(Unit.UNIT, null, "dark"));
    assertThat(changes.get("tags"))
        .containsExactly(new Change<>(new SetEntryKey<>("k", "t"), null, Unit.UNIT));
    assertThat(changes.get("comments"))
        .containsExactly(
            new Change<>(new ListEntryKey<>("k", ListKey.between(null, null)), null, "c"));
  }

  @Test
  void whatIsReadFromTheLogIsWhatWasTold() throws Exception {
    openOnDisk();
    fill("1");
    db.compact();
    Told<CommittedTransaction> live = Told.by(db.subscribe());
    long begin = db.feedPosition();
    fill("2");
    own().notes().clear();
    assertThat(own().events().removeRange(KeyRange.all())).isOne();
    fill("3");

    List<CommittedTransaction> told = live.next(18);
    assertThat(unordered(from(begin).next(18))).isEqualTo(unordered(told));
    openOnDisk();
    assertThat(unordered(from(told.getFirst().position()).next(17)))
        .isEqualTo(unordered(told).subList(1, 18));
  }

  private Told<CommittedTransaction> from(long position) {
    return Told.by(db.subscribe(FeedOptions.defaults().from(position)));
  }

  /** The changes of one table are in no particular order. */
  private static List<Map<String, Set<Change<?, ?>>>> unordered(List<CommittedTransaction> told) {
    return told.stream().map(KindsFeedTest::unordered).toList();
  }

  private static Map<String, Set<Change<?, ?>>> unordered(CommittedTransaction transaction) {
    Map<String, Set<Change<?, ?>>> sets = new TreeMap<>();
    transaction.changes().forEach((table, changes) -> sets.put(table, Set.copyOf(changes)));
    return sets;
  }

  /** Eight transactions. */
  private void fill(String value) {
    own().events().put("a", value);
    own().accounts().put(1L, "free 20 a@ +" + value);
    own().accounts().put(2L, "free 20 +7" + value);
    own().settings().set(value);
    own().notes().add(value);
    own().notes().add(0, value);
    own().tags().add("k", value);
    own().comments().put("k", value);
  }

  // ---- Unique indexes

  @Test
  void whatAUniqueIndexRefusesIsNotTold() throws Exception {
    own().accounts().put(1L, "free 20 a@");
    Told<CommittedTransaction> told = Told.by(db.subscribe());

    assertThatThrownBy(() -> own().accounts().put(2L, "free 30 a@"))
        .isInstanceOf(ConstraintViolationException.class);
    assertThatThrownBy(() ->
            db.transaction(tables -> {
              tables.events().put("x", "1");
              tables.accounts().put(2L, "free 30 a@");
            }))
        .isInstanceOf(ConstraintViolationException.class);
    own().accounts().put(2L, "free 30 b@");

    CommittedTransaction only = told.next();
    assertThat(only.changes()).containsOnlyKeys("accounts");
    assertThat(only.changes(own().accounts()))
        .containsExactly(new Change<>(2L, null, "free 30 b@"));
    assertThat(only.position()).isEqualTo(db.feedPosition());
  }

  @Test
  void indexesKnowWhatASubscriberIsToldOf() throws Exception {
    Told<CommittedChanges<Long, String>> told = Told.by(own().accounts().subscribe());

    own().accounts().put(1L, "free 20 a@");

    assertThat(told.next().changes()).hasSize(1);
    assertThat(own().byEmail().keyOf("a@")).contains(1L);
    assertThat(own().byPlan().count("free")).isOne();
  }
}
