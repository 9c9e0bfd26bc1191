package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.Encoder;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EncoderPoolTest {
  private final EncoderPool pool = new EncoderPool();

  @Test
  void anEncoderThatWasGivenBackIsUsedAgainAndEmpty() {
    Encoder encoder = pool.borrow();
    encoder.writeString("something");
    pool.giveBack(encoder);
    assertThat(pool.borrow()).isSameAs(encoder);
    assertThat(encoder.position()).isZero();
  }

  @Test
  void twoThatAreBorrowedAtOnceAreDifferent() {
    Encoder first = pool.borrow();
    Encoder second = pool.borrow();
    assertThat(second).isNotSameAs(first);
    pool.giveBack(first);
    pool.giveBack(second);
    assertThat(pool.borrow()).isSameAs(second);
    assertThat(pool.borrow()).isNotSameAs(first);
  }

  @Test
  void aLargeEncoderIsNotKept() {
    Encoder encoder = pool.borrow();
    encoder.writeString("x".repeat(2 << 20));
    pool.giveBack(encoder);
    assertThat(pool.borrow()).isNotSameAs(encoder);
  }

  @Test
  void noEncoderIsLentToTwoThreads() {
    Set<Encoder> lent =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    CompletableFuture<?>[] threads = new CompletableFuture<?>[100];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          CompletableFuture.runAsync(
              () -> {
                for (int round = 0; round < 200; round++) {
                  Encoder encoder = pool.borrow();
                  assertThat(lent.add(encoder)).isTrue();
                  Thread.yield();
                  lent.remove(encoder);
                  pool.giveBack(encoder);
                }
              },
              Thread::startVirtualThread);
    }
    CompletableFuture.allOf(threads).join();
  }
}
