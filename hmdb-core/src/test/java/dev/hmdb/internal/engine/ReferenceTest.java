package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.ConstraintViolationException.Kind;
import dev.hmdb.Snapshot;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What entries refer to is there, whatever is committed. */
@Timeout(60)
class ReferenceTest {
  private final Engine<Constrained> engine = Constrained.inMemory();
  private final Constrained db = Constrained.of(engine);

  @BeforeEach
  void addPeople() {
    db.people().putAll(Map.of("ada", "", "bob", ""));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void transaction(Consumer<Constrained> body) {
    engine.transaction(
        TxOptions.defaults(),
        tx -> {
          body.accept(tx);
          return true;
        });
  }

  private static ConstraintViolationException violation(ThrowingCallable commit) {
    return catchThrowableOfType(ConstraintViolationException.class, commit);
  }

  @Nested
  class WhatIsPut {
    @Test
    void mayReferToWhatIsThere() {
      db.folders().put("docs", "owner:ada");
      assertThat(db.folders().get("docs")).isEqualTo("owner:ada");
    }

    @Test
    void mayReferToNothing() {
      db.folders().put("docs", "");
      assertThat(db.folders().get("docs")).isEmpty();
    }

    @Test
    void mayNotReferToWhatIsNotThere() {
      ConstraintViolationException e = violation(() -> db.folders().put("docs", "owner:eve"));
      assertThat(e)
          .hasMessage(
              "Reference folders.owner: key docs of table folders refers to key eve of table people,"
                  + " which is not there; nothing of the transaction was kept");
      assertThat(e.kind()).isEqualTo(Kind.REFERENCE);
      assertThat(e.constraint()).isEqualTo("folders.owner");
      assertThat(e.table()).isEqualTo("folders");
      assertThat(e.key()).isEqualTo("docs");
      assertThat(e.value()).isEqualTo("eve");
      assertThat(e.count()).isOne();
      assertThat(db.folders().get("docs")).isNull();
    }

    @Test
    void isCheckedForEachElement() {
      db.folders().put("docs", "");
      assertThat(violation(() -> db.files().put(1L, "folder:docs reader:ada reader:eve")).value())
          .isEqualTo("eve");
    }

    @Test
    void isCheckedByItsKey() {
      db.profiles().put("ada", "");
      assertThat(violation(() -> db.profiles().put("eve", "")).constraint()).isEqualTo("profiles");
    }

    @Test
    void mayReferToItself() {
      db.folders().put("loop", "parent:loop");
      assertThat(db.folders().get("loop")).isEqualTo("parent:loop");
    }

    @Test
    void mayComeBeforeWhatItRefersTo() {
      transaction(tx -> {
        tx.files().put(1L, "folder:docs");
        tx.folders().put("docs", "owner:eve");
        tx.people().put("eve", "");
      });
      assertThat(db.files().get(1L)).isEqualTo("folder:docs");
    }

    @Test
    void isRefusedWithAllOfItsTransaction() {
      assertThatThrownBy(() ->
              transaction(tx -> {
                tx.people().put("dan", "");
                tx.folders().put("docs", "owner:eve");
              }))
          .isInstanceOf(ConstraintViolationException.class);
      assertThat(db.people().get("dan")).isNull();
    }

    @Test
    void countsOnlyAsItIsAtTheEnd() {
      transaction(tx -> {
        tx.folders().put("docs", "owner:eve");
        tx.folders().put("docs", "owner:ada");
        tx.folders().put("gone", "owner:eve");
        tx.folders().remove("gone");
      });
      assertThat(db.folders().asMap()).isEqualTo(Map.of("docs", "owner:ada"));
    }

    @Test
    void isCheckedInBatches() {
      assertThatThrownBy(() -> db.folders().putInBatches(Stream.of(Map.entry("docs", "owner:eve"))))
          .isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void isCheckedWhenSeveralArePut() {
      assertThatThrownBy(() -> db.folders().putAll(Map.of("a", "", "b", "owner:eve")))
          .isInstanceOf(ConstraintViolationException.class);
      assertThat(db.folders().size()).isZero();
    }

    @Test
    void isCheckedWhenItIsComputed() {
      assertThatThrownBy(() -> db.folders().compute("a", (_, _) -> "owner:eve"))
          .isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void isCheckedInATransactionWithLocks() {
      assertThatThrownBy(() ->
              engine.<Boolean, RuntimeException>transaction(
                  TxOptions.lockAll(),
                  tx -> {
                    tx.folders().set("docs", "owner:eve");
                    return true;
                  }))
          .isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void isCheckedInAnImperativeTransaction() {
      try (Transaction<Constrained> tx = engine.begin()) {
        tx.tables().folders().set("docs", "owner:eve");
        assertThatThrownBy(tx::commit).isInstanceOf(ConstraintViolationException.class);
      }
    }
  }

  @Nested
  class Restricting {
    @BeforeEach
    void addBadge() {
      db.badges().put("ada", "");
    }

    @Test
    void refusesTheRemoval() {
      ConstraintViolationException e = violation(() -> db.people().remove("ada"));
      assertThat(e)
          .hasMessage(
              "Reference badges: key ada of table people cannot be removed while key ada of table"
                  + " badges refers to it; nothing of the transaction was kept");
      assertThat(e.table()).isEqualTo("badges");
      assertThat(e.key()).isEqualTo("ada");
      assertThat(e.value()).isEqualTo("ada");
      assertThat(db.people().get("ada")).isNotNull();
    }

    @Test
    void refusesWhatFollowsFromAnotherRemoval() {
      db.folders().put("docs", "owner:bob");
      db.files().put(1L, "folder:docs");
      assertThat(violation(() -> db.people().remove("bob")).constraint()).isEqualTo("files.folder");
      assertThat(db.folders().get("docs")).isEqualTo("owner:bob");
    }

    @Test
    void allowsItWithWhatRefers() {
      transaction(tx -> {
        tx.people().remove("ada");
        tx.badges().remove("ada");
      });
      assertThat(db.people().containsKey("ada")).isFalse();
    }

    @Test
    void allowsItWhenNothingRefersAnyMore() {
      db.folders().put("docs", "");
      db.folders().put("other", "");
      db.files().put(1L, "folder:docs");
      transaction(tx -> {
        tx.folders().remove("docs");
        tx.files().put(1L, "folder:other");
      });
      assertThat(db.folders().containsKey("docs")).isFalse();
    }

    @Test
    void allowsItIfTheKeyIsPutAgain() {
      transaction(tx -> {
        tx.people().remove("ada");
        tx.people().put("ada", "another");
      });
      assertThat(db.people().get("ada")).isEqualTo("another");
    }

    @Test
    void refusesClearing() {
      assertThatThrownBy(() -> db.people().clear())
          .isInstanceOf(ConstraintViolationException.class)
          .hasMessageContaining("badges");
    }

    @Test
    void allowsClearingIfTheKeyIsPutAgain() {
      transaction(tx -> {
        tx.people().clear();
        tx.people().put("ada", "another");
      });
      assertThat(db.people().asMap()).isEqualTo(Map.of("ada", "another"));
    }
  }

  @Nested
  class Cascading {
    @Test
    void removesWhatRefersAndReturnsWhatWasThere() {
      db.folders().put("docs", "owner:ada");
      db.folders().put("other", "owner:bob");
      db.profiles().put("ada", "");
      assertThat(db.people().remove("ada")).isEmpty();
      assertThat(db.folders().keys()).containsExactly("other");
      assertThat(db.profiles().size()).isZero();
    }

    @Test
    void goesOnFromWhatItRemoves() {
      db.folders().put("a", "owner:ada");
      db.folders().put("b", "parent:a");
      db.folders().put("c", "parent:b");
      db.folders().put("d", "");
      db.people().remove("ada");
      assertThat(db.folders().keys()).containsExactly("d");
    }

    @Test
    void endsInACircle() {
      transaction(tx -> {
        tx.folders().put("a", "parent:b");
        tx.folders().put("b", "parent:a");
      });
      db.folders().remove("a");
      assertThat(db.folders().size()).isZero();
    }

    @Test
    void takesWhatTheTransactionItselfHasPut() {
      transaction(tx -> {
        tx.people().remove("ada");
        tx.folders().put("docs", "owner:ada");
        tx.folders().put("inner", "parent:docs");
      });
      assertThat(db.folders().size()).isZero();
    }

    @Test
    void leavesWhatTheTransactionHasGivenToAnother() {
      db.folders().put("docs", "owner:ada");
      transaction(tx -> {
        tx.people().remove("ada");
        tx.folders().put("docs", "owner:bob");
      });
      assertThat(db.folders().get("docs")).isEqualTo("owner:bob");
    }

    @Test
    void followsClearing() {
      db.folders().put("docs", "owner:ada");
      db.folders().put("free", "");
      db.people().clear();
      assertThat(db.folders().keys()).containsExactly("free");
    }

    @Test
    void isSeenByNobodyBeforeItsCommit() {
      db.folders().put("docs", "owner:ada");
      try (Snapshot<Constrained> before = engine.snapshot();
          Transaction<Constrained> tx = engine.begin()) {
        tx.tables().people().remove("ada");
        assertThat(tx.tables().folders().get("docs")).isEqualTo("owner:ada");
        tx.commit();
        assertThat(before.tables().folders().get("docs")).isEqualTo("owner:ada");
      }
      assertThat(db.folders().get("docs")).isNull();
    }

    @Test
    void conflictsWithNobodyWhoHasOnlyWrittenMeanwhile() {
      try (Transaction<Constrained> tx = engine.begin()) {
        tx.tables().people().delete("ada");
        db.folders().put("late", "owner:ada");
        tx.commit();
      }
      assertThat(db.folders().size()).isZero();
    }

    @Test
    void waitsForTheTablesThatItChanges() {
      db.folders().put("docs", "owner:ada");
      Thread remover = new Thread(() -> db.people().remove("ada"));
      engine.<Boolean, RuntimeException>transaction(
          TxOptions.lock(db.folders()),
          tx -> {
            remover.start();
            // Until it waits, which it does nowhere but for the table.
            while (remover.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
            tx.folders().put("docs", "owner:bob");
            return true;
          });
      join(remover);
      assertThat(db.people().containsKey("ada")).isFalse();
      assertThat(db.folders().get("docs")).isEqualTo("owner:bob");
    }

    private void join(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Nested
  class Emptying {
    @BeforeEach
    void addFile() {
      db.folders().put("docs", "");
      db.files().put(1L, "folder:docs reader:ada reader:bob");
    }

    @Test
    void takesTheElementOut() {
      db.people().remove("ada");
      assertThat(db.files().get(1L)).isEqualTo("folder:docs reader:bob");
    }

    @Test
    void takesEachOfSeveralOut() {
      db.people().clear();
      assertThat(db.files().get(1L)).isEqualTo("folder:docs");
    }

    @Test
    void takesItOutOfWhatTheTransactionItselfHasPut() {
      transaction(tx -> {
        tx.files().put(2L, "folder:docs reader:ada new");
        tx.people().remove("ada");
        tx.files().put(1L, "folder:docs reader:ada changed");
      });
      assertThat(db.files().asMap())
          .isEqualTo(Map.of(1L, "folder:docs changed", 2L, "folder:docs new"));
    }

    @Test
    void isFoundByTheNextRemoval() {
      db.people().remove("ada");
      db.people().remove("bob");
      assertThat(db.files().get(1L)).isEqualTo("folder:docs");
    }
  }
}
