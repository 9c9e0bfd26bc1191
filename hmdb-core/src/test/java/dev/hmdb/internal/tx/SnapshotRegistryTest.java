package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.tx.SnapshotRegistry.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SnapshotRegistryTest {
  private final Clock clock = new Clock();
  private final SnapshotRegistry registry = new SnapshotRegistry(clock);

  @Test
  void withoutReadersThereIsNoOldest() {
    assertThat(registry.oldest()).isEqualTo(Long.MAX_VALUE);
    assertThat(registry.count()).isZero();
  }

  @Test
  void aReaderReadsAtWhatIsPublishedWhenItEnters() {
    clock.publish(5);
    Registration reader = registry.enter();
    clock.publish(6);
    assertThat(reader.timestamp()).isEqualTo(5);
    assertThat(registry.oldest()).isEqualTo(5);
  }

  @Test
  void theOldestIsThatOfThoseWhoAreStillIn() {
    clock.publish(1);
    Registration old = registry.enter();
    clock.publish(2);
    Registration young = registry.enter();
    assertThat(registry.oldest()).isEqualTo(1);
    registry.leave(old);
    assertThat(registry.oldest()).isEqualTo(2);
    registry.leave(young);
    assertThat(registry.oldest()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void moreReadersThanAChunkHoldsAreAllCounted() {
    List<Registration> readers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      clock.publish(1000 - i);
      readers.add(registry.enter());
    }
    assertThat(registry.count()).isEqualTo(1000);
    assertThat(registry.oldest()).isEqualTo(1);
    readers.forEach(registry::leave);
    assertThat(registry.count()).isZero();
    assertThat(registry.oldest()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aPlaceIsUsedAgain() {
    for (int i = 0; i < 100_000; i++) {
      registry.leave(registry.enter());
    }
    assertThat(registry.count()).isZero();
  }

  @Test
  void nothingThatAReaderNeedsIsEverFreeToSettle() {
    AtomicBoolean isDone = new AtomicBoolean();
    AtomicLong settled = new AtomicLong();
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      readers.add(CompletableFuture.runAsync(() -> readUntil(isDone, settled), this::start));
    }
    for (long timestamp = 1; timestamp <= 300_000; timestamp++) {
      clock.publish(timestamp);
      settled.set(Math.min(clock.published(), registry.oldest()));
    }
    isDone.set(true);
    readers.forEach(CompletableFuture::join);
  }

  private void readUntil(AtomicBoolean isDone, AtomicLong settled) {
    while (!isDone.get()) {
      Registration reader = registry.enter();
      // Not settled beyond this reader, now or at any time until it leaves.
      for (int i = 0; i < 20; i++) {
        assertThat(settled.get() <= reader.timestamp()).isTrue();
      }
      registry.leave(reader);
    }
  }

  private void start(Runnable task) {
    Thread.ofPlatform().start(task);
  }
}
