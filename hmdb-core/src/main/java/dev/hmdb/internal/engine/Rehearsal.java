package dev.hmdb.internal.engine;

import dev.hmdb.KeyShape;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.tx.CommitLog;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.Transactions;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * Commits to tables that nobody sees, before the first database of a JVM is opened, so that the JVM
 * has loaded and linked all that a commit needs.
 *
 * <p>Linking a call for the first time runs code of the JDK's, below the commit, with tens of KiB
 * of stack. That is more than {@code StackReserve} can promise to a commit after its append.
 */
final class Rehearsal {
  /** Enough for a table to grow a few times. */
  private static final long KEYS = 64;

  static {
    rehearse(new OneLong(), Codecs.LONG, number -> number);
    rehearse(new TwoLongs(), Codecs.UUID, number -> new UUID(number, number));
    rehearse(KeyShape.reference(), Codecs.STRING, Long::toString);
  }

  private Rehearsal() {}

  /** Done once; costs a few milliseconds then and nothing later. */
  static void once() {
    // by the initializer
  }

  private static <K> void rehearse(KeyShape<K> shape, Codec<K> codec, LongFunction<K> keys) {
    Clock clock = new Clock();
    StoredTable<K, K> table =
        new StoredTable<>(
            0,
            "rehearsal",
            HashTable.create(shape, clock),
            codec,
            codec,
            new OperationWriter<>(0, codec, codec));
    Transactions transactions = new Transactions(clock, 1, CommitLog.NONE, false, 1);
    for (long number = 0; number < KEYS; number++) {
      K key = keys.apply(number);
      transactions.put(table, key, key);
    }
    SnapshotContext snapshot = transactions.snapshot();
    overwriteAndRemove(transactions, table, keys);
    snapshot.close();
    overwriteAndRemove(transactions, table, keys);
  }

  private static <K> void overwriteAndRemove(
      Transactions transactions, StoredTable<K, K> table, LongFunction<K> keys) {
    K first = keys.apply(0);
    K second = keys.apply(1);
    transactions.put(table, first, first);
    transactions.remove(table, first);
    for (Transactions.Locking locking :
        List.of(
            Transactions.Locking.NONE,
            Transactions.Locking.ALL,
            new Transactions.Locking(false, List.of(0)))) {
      transactions.<Boolean, RuntimeException>run(
          locking,
          false,
          context -> {
            context.set(table, first, second);
            context.delete(table, second);
            return context.get(table, first) == null;
          });
    }
    transactions.<Boolean, RuntimeException>run(
        Transactions.Locking.NONE,
        false,
        context -> {
          context.clear(table);
          return context.size(table) == 0;
        });
  }

  private static final class OneLong implements KeyShape.OneLong<Long> {
    @Override
    public long first(Long key) {
      return key;
    }

    @Override
    public Long key(long first) {
      return first;
    }
  }

  private static final class TwoLongs implements KeyShape.TwoLongs<UUID> {
    @Override
    public long first(UUID key) {
      return key.getMostSignificantBits();
    }

    @Override
    public long second(UUID key) {
      return key.getLeastSignificantBits();
    }

    @Override
    public UUID key(long first, long second) {
      return new UUID(first, second);
    }
  }
}
