package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.ConflictException;
import dev.hmdb.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A user's function throws that says where an entry belongs: an account without an age. */
class ThrowingIndexTest {
  private final KindsDb db = KindsDb.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  private static void read(Kinds tables) {
    tables.byPlan().get("free").size();
    tables.byAge().get(20).size();
    tables.byEmail().get("a@");
    tables.tagOrder().get("x").size();
  }

  private static void refuseBad(Kinds tables) {
    assertThatThrownBy(() -> tables.accounts().set(1L, "bad"))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
  }

  /*
   * The write was kept, some of the transaction's own indexes had it and others not, and every
   * later write of that key threw, too: the function was asked about what was there before.
   */
  @Nested
  class InATransactionThatHasReadTheIndex {
    @Test
    void theWriteHasNotHappened() {
      db.own().accounts().put(1L, "free 20 x a@");
      db.transaction(tables -> {
        read(tables);
        refuseBad(tables);
        assertThat(tables.accounts().get(1L)).isEqualTo("free 20 x a@");
        assertThat(tables.byPlan().get("free").keys()).containsExactly(1L);
        assertThat(tables.byPlan().containsKey("bad")).isFalse();
        assertThat(tables.byAge().get(20).keys()).containsExactly(1L);
        assertThat(tables.byEmail().keyOf("a@")).contains(1L);
      });
      assertThat(db.own().accounts().get(1L)).isEqualTo("free 20 x a@");
    }

    @Test
    void theTransactionGoesOnWithAnotherValue() {
      db.own().accounts().put(1L, "free 20 x a@");
      db.transaction(tables -> {
        read(tables);
        tables.accounts().set(2L, "free 30");
        refuseBad(tables);
        tables.accounts().set(1L, "premium 50 y b@");
        assertThat(tables.byPlan().get("premium").keys()).containsExactly(1L);
        assertThat(tables.byPlan().get("free").keys()).containsExactly(2L);
        assertThat(tables.byAge().keys()).containsExactly(30, 50);
        assertThat(tables.byEmail().containsKey("a@")).isFalse();
      });
      assertThat(db.own().byAge().keys()).containsExactly(30, 50);
      assertThat(db.own().byEmail().keyOf("b@")).contains(1L);
    }

    @Test
    void aClearedTableStaysCleared() {
      db.own().accounts().put(1L, "free 20 x a@");
      db.transaction(tables -> {
        read(tables);
        tables.accounts().clear();
        refuseBad(tables);
        assertThat(tables.byPlan().containsKey("free")).isFalse();
        assertThat(tables.byAge().firstKey()).isEmpty();
      });
      assertThat(db.own().accounts().isEmpty()).isTrue();
    }

    @Test
    void whatWasReadStillCounts() {
      db.own().accounts().put(1L, "free 20 x a@");
      try (Transaction<Kinds> transaction = db.begin()) {
        read(transaction.tables());
        refuseBad(transaction.tables());
        transaction.tables().settings().set("written");
        db.own().accounts().put(2L, "free 20 x");
        assertThatThrownBy(transaction::commit).isInstanceOf(ConflictException.class);
      }
    }
  }

  @Test
  void theCommitOfATransactionThatHasNotReadTheIndexChangesNothing() {
    db.own().accounts().put(1L, "free 20 x a@");
    assertThatThrownBy(() -> db.transaction(tables -> tables.accounts().set(1L, "bad")))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    assertThat(db.own().accounts().get(1L)).isEqualTo("free 20 x a@");
    assertThat(db.own().byPlan().get("free").size()).isOne();
  }
}
