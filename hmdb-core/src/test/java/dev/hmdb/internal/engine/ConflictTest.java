package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.ConflictException;
import dev.hmdb.Table;
import dev.hmdb.Transaction;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a transaction may have done when another one commits before it. */
class ConflictTest {
  private final TwoTablesDb db = TwoTablesDb.inMemory();

  @BeforeEach
  void putSome() {
    db.words().putAll(Map.of("a", "1", "b", "1"));
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Nested
  class AfterAnotherReplacedTheKey {

    @Test
    void whoReadItConflicts() {
      conflicts(words -> words.get("a"), ConflictTest.this::replaceA);
      conflicts(words -> words.containsKey("a"), ConflictTest.this::replaceA);
      conflicts(words -> words.put("a", "2"), ConflictTest.this::replaceA);
      conflicts(words -> words.putIfAbsent("a", "2"), ConflictTest.this::replaceA);
      conflicts(words -> words.replace("a", "2"), ConflictTest.this::replaceA);
      conflicts(words -> words.replace("a", "none", "2"), ConflictTest.this::replaceA);
      conflicts(words -> words.remove("a"), ConflictTest.this::replaceA);
      conflicts(words -> words.remove("a", "none"), ConflictTest.this::replaceA);
      conflicts(words -> words.compute("a", (k, v) -> "2"), ConflictTest.this::replaceA);
      conflicts(words -> words.computeIfPresent("a", (k, v) -> "2"), ConflictTest.this::replaceA);
      conflicts(words -> words.computeIfAbsent("a", k -> "2"), ConflictTest.this::replaceA);
      conflicts(words -> words.merge("a", "2", (o, n) -> n), ConflictTest.this::replaceA);
    }

    @Test
    void whoWalkedOverTheTableConflicts() {
      conflicts(words -> words.forEach((k, v) -> {}), ConflictTest.this::replaceA);
      conflicts(words -> words.values().count(), ConflictTest.this::replaceA);
      conflicts(words -> words.removeIf((k, v) -> false), ConflictTest.this::replaceA);
      conflicts(words -> words.asMap().containsValue("none"), ConflictTest.this::replaceA);
    }

    @Test
    void whoReadAnotherKeyCommits() {
      commits(words -> words.put("b", "2"), ConflictTest.this::replaceA);
      commits(words -> words.get("absent"), ConflictTest.this::replaceA);
    }

    @Test
    void whoOnlyWroteItCommits() {
      commits(words -> words.set("a", "2"), ConflictTest.this::replaceA);
      assertThat(db.words().get("a")).isEqualTo("2");
      commits(words -> words.delete("a"), ConflictTest.this::replaceA);
      assertThat(db.words().get("a")).isNull();
      commits(words -> words.putAll(Map.of("a", "3")), ConflictTest.this::replaceA);
      assertThat(db.words().get("a")).isEqualTo("3");
      commits(Table::clear, ConflictTest.this::replaceA);
      assertThat(db.words().size()).isZero();
    }

    @Test
    void whoReadItAfterWritingItCommits() {
      commits(
          words -> {
            words.set("a", "2");
            assertThat(words.put("a", "3")).isEqualTo("2");
          },
          ConflictTest.this::replaceA);
      commits(
          words -> {
            words.clear();
            assertThat(words.size()).isZero();
            assertThat(words.get("a")).isNull();
          },
          ConflictTest.this::replaceA);
    }
  }

  @Nested
  class AfterAnotherAddedAKey {

    @Test
    void whoFoundItAbsentConflicts() {
      conflicts(words -> words.get("c"), ConflictTest.this::addC);
      conflicts(words -> words.putIfAbsent("c", "2"), ConflictTest.this::addC);
      conflicts(words -> words.remove("c"), ConflictTest.this::addC);
    }

    @Test
    void whoCountedConflicts() {
      conflicts(Table::size, ConflictTest.this::addC);
      conflicts(Table::isEmpty, ConflictTest.this::addC);
      conflicts(words -> words.asMap().size(), ConflictTest.this::addC);
    }

    @Test
    void whoClearedRemovesItToo() {
      commits(Table::clear, ConflictTest.this::addC);
      TableState.verify(db.words(), Map.of());
    }
  }

  @Test
  void whoReadAKeyThatAnotherRemovedConflicts() {
    conflicts(words -> words.get("a"), () -> db.words().remove("a"));
  }

  @Test
  void aChangeThatWasUndoneIsNoConflict() {
    String value = db.words().get("a");
    commits(
        words -> words.get("a"),
        () -> {
          db.words().put("a", "2");
          db.words().put("a", value);
        });
  }

  @Test
  void aChangeToAnotherTableIsNoConflict() {
    commits(Table::size, () -> db.numbers().put(1L, 1L));
  }

  @Test
  void whoOnlyReadNeverConflicts() {
    try (Transaction<TwoTables> tx = db.begin()) {
      tx.tables().words().forEach((key, value) -> {});
      replaceA();
      tx.commit();
    }
  }

  @Test
  void whatWasReadInOneTableCountsForWritesToAnother() {
    try (Transaction<TwoTables> tx = db.begin()) {
      tx.tables().words().get("a");
      tx.tables().numbers().set(1L, 1L);
      replaceA();
      assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
    }
    assertThat(db.numbers().get(1L)).isNull();
  }

  @Test
  void aWriteSkewIsRefused() {
    try (Transaction<TwoTables> first = db.begin();
        Transaction<TwoTables> second = db.begin()) {
      first.tables().words().get("a");
      first.tables().words().set("b", "2");
      second.tables().words().get("b");
      second.tables().words().set("a", "2");
      first.commit();
      assertThatThrownBy(second::commit).isInstanceOf(ConflictException.class);
    }
    TableState.verify(db.words(), Map.of("a", "1", "b", "2"));
  }

  @Test
  void aConflictKeepsNothingAndEndsTheTransaction() {
    Transaction<TwoTables> tx = db.begin();
    tx.tables().words().put("a", "2");
    tx.tables().words().set("c", "2");
    replaceA();
    assertThatThrownBy(tx::commit)
        .isInstanceOf(ConflictException.class)
        .hasMessage(
            "Something that the transaction read was changed by another commit; nothing of it was"
                + " kept: begin another one and do it again");
    assertThat(db.words().get("c")).isNull();
    assertThat(db.stats().conflicts()).isOne();
    assertThat(db.stats().openSnapshots()).isZero();
    assertThatThrownBy(tx::commit).isInstanceOf(IllegalStateException.class);
    tx.rollback();
  }

  private int changes;

  private void replaceA() {
    db.words().put("a", "changed " + changes++);
  }

  private void addC() {
    db.words().put("c", "changed " + changes++);
  }

  private void conflicts(Consumer<Table<String, String>> own, Runnable other) {
    assertThatThrownBy(() -> commits(own, other)).isInstanceOf(ConflictException.class);
    assertThat(db.words().get("written")).isNull();
    restore();
  }

  /** The other one commits while this one runs. */
  private void commits(Consumer<Table<String, String>> own, Runnable other) {
    try (Transaction<TwoTables> tx = db.begin()) {
      own.accept(tx.tables().words());
      // So that it writes something, whatever it did.
      tx.tables().words().set("written", "1");
      tx.tables().words().delete("written");
      tx.tables().numbers().set(0L, 0L);
      other.run();
      tx.commit();
    }
  }

  private void restore() {
    db.words().clear();
    putSome();
  }
}
