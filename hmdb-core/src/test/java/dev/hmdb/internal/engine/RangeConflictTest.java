package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.ConflictException;
import dev.hmdb.Entries;
import dev.hmdb.KeyRange;
import dev.hmdb.Transaction;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a transaction may have read by an order or an index when another one commits before it. */
class RangeConflictTest {
  private final KindsDb db = filled();

  private static KindsDb filled() {
    KindsDb db = KindsDb.inMemory();
    db.own().events().putAll(Map.of("b", "1", "d", "1", "f", "1", "h", "1"));
    db.own().accounts().putAll(Map.of(1L, "free 20 x a@", 2L, "premium 30 y b@"));
    db.own().notes().addAll(List.of("n0", "n1", "n2", "n3"));
    db.own().comments().putAll("k", List.of("c0", "c1"));
    db.own().tags().putAll("k", List.of("t0", "t1"));
    return db;
  }

  @AfterEach
  void close() {
    db.close();
  }

  /**
   * Whether a transaction that does this, and writes something, conflicts with the other change.
   */
  private static boolean conflicts(Consumer<Kinds> body, Consumer<Kinds> other) {
    try (KindsDb fresh = filled();
        Transaction<Kinds> transaction = fresh.begin()) {
      body.accept(transaction.tables());
      transaction.tables().settings().set("written");
      fresh.transaction(other::accept);
      transaction.commit();
      return false;
    } catch (ConflictException e) {
      return true;
    }
  }

  private static void assertConflict(Consumer<Kinds> body, Consumer<Kinds> other) {
    assertThat(conflicts(body, other)).isTrue();
  }

  private static void assertNone(Consumer<Kinds> body, Consumer<Kinds> other) {
    assertThat(conflicts(body, other)).isFalse();
  }

  private static Consumer<Kinds> put(String key) {
    return tables -> tables.events().set(key, "2");
  }

  private static Consumer<Kinds> remove(String key) {
    return tables -> tables.events().delete(key);
  }

  private static Entries<String, String> range(Kinds tables, String from, String to) {
    return tables.events().range(KeyRange.closedOpen(from, to));
  }

  @Nested
  class OfASortedTable {
    @Test
    void aKeyAddedToTheRangeIsAPhantom() {
      assertConflict(tables -> range(tables, "c", "g").forEach((_, _) -> {}), put("e"));
      assertConflict(tables -> range(tables, "c", "g").size(), put("c"));
      assertConflict(tables -> range(tables, "c", "g").stream().toList(), put("fz"));
      assertConflict(tables -> range(tables, "c", "c1").isEmpty(), put("c0"));
    }

    @Test
    void aKeyChangedOrRemovedInTheRangeConflicts() {
      assertConflict(tables -> range(tables, "c", "g").keys().count(), put("d"));
      assertConflict(tables -> range(tables, "c", "g").size(), remove("f"));
      assertConflict(tables -> range(tables, "a", "z").reversed().forEach((_, _) -> {}), put("h"));
    }

    @Test
    void changesOutsideOfTheRangeDoNot() {
      assertNone(tables -> range(tables, "c", "g").size(), put("b"));
      assertNone(tables -> range(tables, "c", "g").size(), put("bz"));
      assertNone(tables -> range(tables, "c", "g").size(), put("g"));
      assertNone(tables -> range(tables, "c", "g").size(), remove("h"));
      assertNone(tables -> range(tables, "x", "y").size(), put("w"));
    }

    @Test
    void transactionsOnDisjointRangesDoNotConflict() {
      try (Transaction<Kinds> lower = db.begin();
          Transaction<Kinds> upper = db.begin()) {
        long low = range(lower.tables(), "a", "e").size();
        lower.tables().events().set("c", String.valueOf(low));
        long high = range(upper.tables(), "e", "z").size();
        upper.tables().events().set("g", String.valueOf(high));
        lower.commit();
        upper.commit();
      }
      assertThat(db.own().events().size()).isEqualTo(6);
    }

    @Test
    void ofTwoThatCountARangeAndAddToItOneConflicts() {
      try (Transaction<Kinds> first = db.begin();
          Transaction<Kinds> second = db.begin()) {
        first.tables().events().set("c", String.valueOf(range(first.tables(), "a", "e").size()));
        second.tables().events().set("c1", String.valueOf(range(second.tables(), "a", "e").size()));
        first.commit();
        assertThatThrownBy(second::commit).isInstanceOf(ConflictException.class);
      }
    }

    @Test
    void whoFoundANeighbourHasReadUpToIt() {
      assertConflict(tables -> tables.events().ceiling("c"), put("c"));
      assertConflict(tables -> tables.events().ceiling("c"), put("cz"));
      assertConflict(tables -> tables.events().ceiling("c"), put("d"));
      assertNone(tables -> tables.events().ceiling("c"), put("da"));
      assertNone(tables -> tables.events().ceiling("c"), put("b"));
      assertConflict(tables -> tables.events().lower("f"), put("e"));
      assertNone(tables -> tables.events().lower("f"), put("f"));
      assertNone(tables -> tables.events().lower("f"), put("c"));
      assertConflict(tables -> tables.events().higher("h"), put("i"));
    }

    @Test
    void whoReadAnEndHasReadUpToIt() {
      assertConflict(tables -> tables.events().first(), put("a"));
      assertNone(tables -> tables.events().first(), put("c"));
      assertConflict(tables -> tables.events().last(), put("i"));
      assertNone(tables -> tables.events().last(), put("g"));
    }

    @Test
    void whoReadBothEndsHasReadBoth() {
      Consumer<Kinds> ends =
          tables -> {
            tables.events().select(1);
            tables.events().first();
          };
      assertConflict(ends, put("c"));
      assertNone(ends, put("e"));
    }

    @Test
    void rankAndSelectReadWhatIsBefore() {
      assertConflict(tables -> tables.events().rank("e"), put("a"));
      assertNone(tables -> tables.events().rank("e"), put("e"));
      assertConflict(tables -> tables.events().select(2), remove("d"));
      assertNone(tables -> tables.events().select(2), remove("h"));
    }

    /*
     * A rank was noted as the end of all that was read from the least key on, so that a nearer one
     * took back what had been read behind it: a phantom went unseen.
     */
    @Test
    void aSecondReadTakesNothingBackOfTheFirst() {
      assertConflict(
          tables -> {
            tables.events().rank("z");
            tables.events().rank("a");
          },
          put("c"));
      assertConflict(
          tables -> {
            tables.events().keys().toList();
            tables.events().rank("b");
          },
          put("c"));
      assertConflict(
          tables -> {
            tables.events().select(3);
            tables.events().rank("b");
          },
          remove("d"));
    }

    @Test
    void aStreamThatEndsEarlyHasReadSoFar() {
      Consumer<Kinds> two =
          tables -> assertThat(tables.events().keys().limit(2).toList()).containsExactly("b", "d");
      assertConflict(two, put("c"));
      assertNone(two, put("g"));
      assertConflict(tables -> tables.events().keys().toList(), put("z"));
    }

    @Test
    void whatTheTransactionWroteItselfDoesNotHideWhatItRead() {
      Consumer<Kinds> body =
          tables -> {
            tables.events().set("e", "own");
            assertThat(range(tables, "c", "g").keys()).containsExactly("d", "e", "f");
          };
      assertConflict(body, put("e"));
      assertConflict(body, put("d"));
      assertNone(body, put("h"));
    }

    @Test
    void afterClearNothingIsRead() {
      assertNone(
          tables -> {
            tables.events().clear();
            assertThat(tables.events().keys().toList()).isEmpty();
          },
          put("e"));
    }

    @Test
    void aMapViewReadsTheSame() {
      assertConflict(tables -> tables.events().asMap().subMap("c", "g").size(), put("e"));
      assertNone(tables -> tables.events().asMap().subMap("c", "g").size(), put("h"));
    }
  }

  @Nested
  class OfAnIndex {
    private static Consumer<Kinds> account(long key, String account) {
      return tables -> tables.accounts().set(key, account);
    }

    @Test
    void anEntryThatGetsTheIndexKeyIsAPhantom() {
      assertConflict(tables -> tables.byPlan().get("free").size(), account(3, "free 40"));
      assertConflict(tables -> tables.byPlan().containsKey("none"), account(3, "none 40"));
      assertConflict(tables -> tables.byEmail().get("c@"), account(3, "free 40 c@"));
      assertConflict(
          tables -> tables.byAge().range(KeyRange.closed(25, 50)).size(), account(3, "free 40"));
    }

    @Test
    void anEntryThatLosesItConflicts() {
      assertConflict(tables -> tables.byPlan().get("free").size(), account(1, "premium 20"));
      assertConflict(tables -> tables.byEmail().get("a@"), account(1, "free 20"));
      assertConflict(
          tables -> tables.byTag().get("x").first(), tables -> tables.accounts().clear());
    }

    @Test
    void changesOfOtherIndexKeysDoNot() {
      assertNone(tables -> tables.byPlan().get("free").size(), account(3, "premium 40"));
      assertNone(tables -> tables.byEmail().get("a@"), account(2, "premium 40 c@"));
      assertNone(
          tables -> tables.byAge().range(KeyRange.closed(15, 25)).size(), account(3, "free 40"));
    }

    @Test
    void whoReadAllIndexKeysConflictsWithAnyChange() {
      assertConflict(tables -> tables.byPlan().keys().toList(), account(3, "premium 40"));
      assertConflict(tables -> tables.byAge().keys().toList(), account(3, "premium 40"));
    }
  }

  @Nested
  class OfTheOtherKinds {
    @Test
    void twoThatAddToAListConflict() {
      assertConflict(tables -> tables.notes().add("x"), tables -> tables.notes().add("y"));
    }

    @Test
    void whoChangedTheFrontDoesNotConflictWithWhoAddsAtTheEnd() {
      assertNone(tables -> tables.notes().set(0, "x"), tables -> tables.notes().add("y"));
      assertNone(tables -> tables.notes().add("x"), tables -> tables.notes().set(0, "y"));
      assertNone(tables -> tables.notes().addFirst("x"), tables -> tables.notes().add("y"));
    }

    @Test
    void anIndexReadsWhatIsBeforeIt() {
      assertConflict(tables -> tables.notes().get(2), tables -> tables.notes().remove(0));
      assertNone(tables -> tables.notes().get(2), tables -> tables.notes().remove(3));
    }

    /** Whether there are as many is checked before the stream is there. */
    @Test
    void aStreamOfAPartHasReadThatThereIsSuchAPart() {
      Consumer<Kinds> body =
          tables -> assertThat(tables.notes().stream(1, 4).findFirst()).contains("n1");
      assertConflict(body, tables -> tables.notes().remove(3));
      assertNone(body, tables -> tables.notes().add("n4"));
      assertConflict(
          tables -> assertThat(tables.notes().stream(4, 4)).isEmpty(),
          tables -> tables.notes().remove(3));
    }

    @Test
    void multimapsConflictKeyByKey() {
      assertConflict(tables -> tables.comments().put("k", "x"), t -> t.comments().put("k", "y"));
      assertNone(tables -> tables.comments().put("k", "x"), t -> t.comments().put("l", "y"));
      assertConflict(tables -> tables.tags().get("k"), t -> t.tags().put("k", "x"));
      assertNone(tables -> tables.tags().get("k"), t -> t.tags().put("l", "x"));
    }

    @Test
    void setMultimapsConflictValueByValue() {
      assertNone(tables -> tables.tags().put("k", "x"), t -> t.tags().put("k", "y"));
      assertConflict(tables -> tables.tags().containsEntry("k", "x"), t -> t.tags().put("k", "x"));
    }
  }
}
