package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.tx.Transactions.Locking;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * While a snapshot is open every later commit is kept, to be settled when it is closed. Such
 * commits held on to their encoder, with the bytes of the largest thing it ever encoded, and to all
 * keys and values that the transaction had only read. They keep now what they install and nothing
 * else.
 */
@Timeout(10)
class UnsettledMemoryTest {
  private final TransactionsFixture fixture = TransactionsFixture.buffered();
  private final Transactions transactions = fixture.transactions;
  private SnapshotContext snapshot;

  @BeforeEach
  void takeSnapshot() {
    snapshot = transactions.snapshot();
  }

  @AfterEach
  void close() {
    snapshot.close();
    fixture.close();
  }

  @Test
  void theEncoderOfAPutBecomesGarbage() {
    transactions.put(fixture.words, "a", "x".repeat(2 << 20));
    Await.garbage(fixture.log.lastEncoder());
    assertThat(fixture.log.lastEncoder().get()).isNull();
  }

  @Test
  void theEncoderOfATransactionBecomesGarbage() {
    transactions.<Object, RuntimeException>run(
        Locking.NONE,
        false,
        transaction -> {
          transaction.set(fixture.words, "a", "x".repeat(2 << 20));
          return "";
        });
    Await.garbage(fixture.log.lastEncoder());
    assertThat(fixture.log.lastEncoder().get()).isNull();
  }

  @Test
  void whatWasOnlyReadBecomesGarbage() {
    WeakReference<String> key = readAbsentKeyAndWriteElsewhere();
    Await.garbage(key);
    assertThat(key.get()).isNull();
  }

  private WeakReference<String> readAbsentKeyAndWriteElsewhere() {
    String key = new String("absent");
    transactions.<Object, RuntimeException>run(
        Locking.NONE,
        false,
        transaction -> {
          transaction.get(fixture.names, key);
          transaction.set(fixture.words, "a", "1");
          return "";
        });
    return new WeakReference<>(key);
  }
}
