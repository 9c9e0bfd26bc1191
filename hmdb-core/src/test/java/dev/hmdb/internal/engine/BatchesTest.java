package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesTest {
  @TempDir Path directory;

  private static Stream<Map.Entry<Long, Long>> numbers(long count) {
    return LongStream.range(0, count).mapToObj(n -> Map.entry(n, -n));
  }

  @Test
  void eachBatchIsOneTransaction() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      assertThat(db.numbers().putInBatches(numbers(3 * Batches.BATCH + 1)))
          .isEqualTo(3 * Batches.BATCH + 1);
      assertThat(db.stats().commits()).isEqualTo(4);
      assertThat(db.numbers().size()).isEqualTo(3 * Batches.BATCH + 1);
    }
  }

  @Test
  void fullBatchesLeaveNoEmptyTransaction() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      db.numbers().putInBatches(numbers(2 * Batches.BATCH));
      assertThat(db.stats().commits()).isEqualTo(2);
    }
  }

  @Test
  void noEntriesAreNoTransaction() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      assertThat(db.numbers().putInBatches(Stream.of())).isZero();
      assertThat(db.stats().commits()).isZero();
    }
  }

  @Test
  void batchesCostASyncEachUnderSync() {
    Options options = Options.defaults().durability(Durability.SYNC);
    try (TwoTablesDb db = TwoTablesDb.open(directory, options)) {
      long before = db.stats().syncs();
      db.numbers().putInBatches(numbers(10 * Batches.BATCH));
      assertThat(db.stats().syncs() - before).isBetween(1L, 10L);
    }
    try (TwoTablesDb db = TwoTablesDb.open(directory)) {
      assertThat(db.numbers().size()).isEqualTo(10 * Batches.BATCH);
    }
  }

  @Test
  void whatTheStreamThrowsLeavesTheBatchesBefore() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      IllegalStateException failure = new IllegalStateException("no more");
      Stream<Map.Entry<Long, Long>> failing =
          numbers(2 * Batches.BATCH)
              .peek(entry -> {
                if (entry.getKey() == Batches.BATCH + 1) {
                  throw failure;
                }
              });
      assertThatThrownBy(() -> db.numbers().putInBatches(failing)).isSameAs(failure);
      assertThat(db.numbers().size()).isEqualTo(Batches.BATCH);
    }
  }

  @Test
  void ofABatchWithANullNothingIsPut() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      assertThatThrownBy(() ->
              db.words()
                  .putInBatches(
                      Stream.of(Map.entry("a", "1"), new AbstractMap.SimpleEntry<>("b", null))))
          .isInstanceOf(NullPointerException.class);
      assertThat(db.words().isEmpty()).isTrue();
    }
  }

  @Test
  void theStreamIsClosed() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      AtomicBoolean isClosed = new AtomicBoolean();
      db.numbers().putInBatches(numbers(1).onClose(() -> isClosed.set(true)));
      assertThat(isClosed).isTrue();
    }
  }

  @Test
  void theStreamOfAClosedDatabaseIsClosed() {
    TwoTablesDb db = TwoTablesDb.inMemory();
    db.close();
    AtomicBoolean isClosed = new AtomicBoolean();
    assertThatThrownBy(
            () -> db.numbers().putInBatches(numbers(1).onClose(() -> isClosed.set(true))))
        .isInstanceOf(DatabaseClosedException.class);
    assertThat(isClosed).isTrue();
  }

  @Test
  void entriesOfAParallelStreamKeepTheirOrder() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      db.numbers()
          .putInBatches(LongStream.range(0, 10_000).mapToObj(n -> Map.entry(n % 10, n)).parallel());
      assertThat(db.numbers().get(3L)).isEqualTo(9_993L);
    }
  }

  @Test
  void aDatabaseMayBeFilledInsideTheForEachOfAnother() {
    try (TwoTablesDb old = TwoTablesDb.inMemory();
        TwoTablesDb next = TwoTablesDb.inMemory()) {
      old.numbers().putInBatches(numbers(1000));
      old.numbers().forEach((number, value) -> next.words().put("n" + number, "" + value));
      assertThat(next.words().size()).isEqualTo(1000);
      assertThat(next.words().get("n7")).isEqualTo("-7");
    }
  }

  @Test
  void aDatabaseMayBeFilledInsideATransactionOfAnother() {
    try (TwoTablesDb old = TwoTablesDb.inMemory();
        TwoTablesDb next = TwoTablesDb.inMemory()) {
      old.numbers().put(1L, 2L);
      old.transaction(tx -> tx.numbers().forEach(next.numbers()::put));
      assertThat(next.numbers().get(1L)).isEqualTo(2);
    }
  }
}
