package dev.hmdb.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class UninterruptibleThreadTest {
  @Test
  void resultComesFromAThreadThatIsNotInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    boolean wasInterrupted =
        UninterruptibleThread.call(() -> Thread.currentThread().isInterrupted());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(wasInterrupted).isFalse();
  }

  @Test
  void interruptWhileWaitingIsKeptForAfterwards() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          UninterruptibleThread.call(() -> {
            begun.countDown();
            mayEnd.await();
            return true;
          });
          return Thread.interrupted();
        });
    Thread caller = Thread.ofVirtual().start(task);
    begun.await();
    caller.interrupt();
    mayEnd.countDown();
    assertThat(task.get()).isTrue();
  }

  @Test
  void failuresComeAsTheyAre() {
    IOException failure = new IOException("disk");
    assertThatThrownBy(() ->
            UninterruptibleThread.call(() -> {
              throw failure;
            }))
        .isSameAs(failure);
    assertThatThrownBy(() ->
            UninterruptibleThread.call(() -> {
              throw new InternalError("page");
            }))
        .isInstanceOf(InternalError.class);
  }
}
