package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.KeyShape;
import dev.hmdb.codec.Codecs;
import dev.hmdb.internal.derived.Derivatives;
import dev.hmdb.internal.derived.UniqueHashIndex;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A commit that a unique index refuses, and what was committed before it. */
@Timeout(30)
class RefusedCommitTest {
  private final Clock clock = new Clock();
  private final ScriptedLog log = new ScriptedLog();
  private final StoredTable<String, String> words = uniqueWords(clock);
  private final Transactions transactions =
      new Transactions(clock, 1, log, true, TimeUnit.HOURS.toNanos(1));

  private static StoredTable<String, String> uniqueWords(Clock clock) {
    StoredTable<String, String> plain = TransactionsFixture.table(0, "words", clock);
    HashTable<String, String> entries = HashTable.create(KeyShape.reference(), clock);
    return new StoredTable<>(
        0,
        "words",
        entries,
        Codecs.STRING,
        Codecs.STRING,
        plain.writer(),
        Derivatives.of(
            List.of(
                new UniqueHashIndex<>(
                    "byValue", "words", entries, (_, value) -> List.of(value), clock))));
  }

  @AfterEach
  void close() {
    log.releaseSyncs();
    transactions.abandon();
  }

  @Test
  void nothingIsAppendedAndTheNextCommitCounts() {
    transactions.start();
    transactions.put(words, "a", "1");
    assertThatThrownBy(() -> transactions.put(words, "b", "1"))
        .isInstanceOf(ConstraintViolationException.class);
    assertThat(log.appended()).isOne();
    transactions.put(words, "b", "2");
    assertThat(words.entries().get("b")).isEqualTo("2");
  }

  @Test
  void underSyncItIsToldOnlyOnceWhatItIsAtOddsWithIsPublished() throws Exception {
    transactions.start();
    log.holdSyncs();
    Thread.ofPlatform().start(() -> transactions.put(words, "a", "1"));
    Await.until(() -> transactions.commits() > 0);
    FutureTask<String> publishedThen =
        new FutureTask<>(() -> {
          assertThatThrownBy(() -> transactions.put(words, "b", "1"))
              .isInstanceOf(ConstraintViolationException.class);
          return words.entries().get("a");
        });
    Thread refused = Thread.ofPlatform().start(publishedThen);
    Await.until(() -> publishedThen.isDone() || refused.getState() == Thread.State.WAITING);
    log.releaseSyncs();
    assertThat(publishedThen.get()).isEqualTo("1");
  }
}
