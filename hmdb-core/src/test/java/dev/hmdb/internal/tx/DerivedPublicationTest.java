package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.KeyShape;
import dev.hmdb.codec.Codecs;
import dev.hmdb.internal.derived.Derivatives;
import dev.hmdb.internal.derived.HashIndex;
import dev.hmdb.internal.derived.OrderedEntries;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is derived shows a commit when it is published, neither earlier nor later. */
@Timeout(30)
class DerivedPublicationTest {
  private final Clock clock = new Clock();
  private final ScriptedLog log = new ScriptedLog();
  private final HashTable<String, String> entries = HashTable.create(KeyShape.reference(), clock);
  private final OrderedEntries<String, String> order =
      new OrderedEntries<>(entries, Comparator.<String>naturalOrder(), clock);
  private final HashIndex<String, String, String> byValue =
      new HashIndex<>(
          entries, (_, value) -> List.of(value), Comparator.<String>naturalOrder(), clock);
  private final StoredTable<String, String> words =
      new StoredTable<>(
          0,
          "words",
          entries,
          Codecs.STRING,
          Codecs.STRING,
          TransactionsFixture.table(0, "words", clock).writer(),
          Derivatives.of(List.of(order, byValue)));
  private final Transactions transactions =
      new Transactions(clock, 1, log, true, TimeUnit.HOURS.toNanos(1));

  @BeforeEach
  void start() {
    transactions.start();
  }

  @AfterEach
  void close() {
    log.releaseSyncs();
    transactions.abandon();
  }

  private Thread putHeldBack() {
    log.holdSyncs();
    long before = transactions.commits();
    Thread writer = Thread.ofPlatform().start(() -> transactions.put(words, "b", "1"));
    Await.until(() -> transactions.commits() > before);
    return writer;
  }

  @Test
  void whatIsInstalledAndNotPublishedIsNotSeen() {
    transactions.put(words, "a", "1");
    Thread writer = putHeldBack();
    assertThat(order.published().size()).isOne();
    assertThat(byValue.get("1").size()).isOne();
    log.releaseSyncs();
    Await.until(() -> !writer.isAlive());
    assertThat(order.published().size()).isEqualTo(2);
    assertThat(byValue.get("1").size()).isEqualTo(2);
  }

  @Test
  void aTransactionThatBeganBeforeThePublicationReadsTheStateBefore() {
    transactions.put(words, "a", "1");
    Thread writer = putHeldBack();
    TransactionContext transaction = transactions.begin();
    log.releaseSyncs();
    Await.until(() -> !writer.isAlive());
    assertThat(transaction.overlay(words, order).tree().size()).isOne();
    assertThat(transaction.overlay(words, byValue).get("1").size()).isOne();
    transaction.end();
  }
}
