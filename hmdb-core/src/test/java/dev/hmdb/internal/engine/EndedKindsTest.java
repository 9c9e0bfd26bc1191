package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.KeyRange;
import dev.hmdb.Snapshot;
import dev.hmdb.Transaction;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was read in a transaction or a snapshot is not to be had after its end. */
class EndedKindsTest {
  private final KindsDb db = KindsDb.inMemory();

  @BeforeEach
  void fill() {
    db.own().events().put("a", "1");
    db.own().accounts().put(1L, "free 20 x a@ +1");
    db.own().notes().add("n");
    db.own().tags().put("k", "t");
    db.own().comments().put("k", "c");
  }

  @AfterEach
  void close() {
    db.close();
  }

  static List<Function<Kinds, Stream<?>>> streams() {
    return List.of(
        tables -> tables.events().stream(),
        tables -> tables.events().range(KeyRange.all()).keys(),
        tables -> tables.notes().stream(),
        tables -> tables.notes().stream(0, 1),
        tables -> tables.tags().keys(),
        tables -> tables.tags().values(),
        tables -> tables.tags().stream(),
        tables -> tables.comments().keys(),
        tables -> tables.comments().values(),
        tables -> tables.comments().stream(),
        tables -> tables.byPlan().keys(),
        tables -> tables.byPlan().get("free").stream(),
        tables -> tables.byEmail().keys(),
        tables -> tables.byAge().keys(),
        tables -> tables.byPhone().keys());
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamOfATransactionEndsWithIt(Function<Kinds, Stream<?>> read) {
    Stream<?> stream;
    try (Transaction<Kinds> transaction = db.begin()) {
      assertThat(read.apply(transaction.tables())).hasSize(1);
      stream = read.apply(transaction.tables());
    }
    assertThatThrownBy(stream::toList)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The transaction has ended");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamOfASnapshotEndsWithIt(Function<Kinds, Stream<?>> read) {
    Stream<?> stream;
    try (Snapshot<Kinds> snapshot = db.snapshot()) {
      assertThat(read.apply(snapshot.tables())).hasSize(1);
      stream = read.apply(snapshot.tables());
    }
    assertThatThrownBy(stream::toList)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The snapshot is closed");
  }
}
