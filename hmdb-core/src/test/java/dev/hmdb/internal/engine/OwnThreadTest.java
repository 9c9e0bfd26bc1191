package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OwnThreadTest {
  @Test
  void theWorkIsDoneOnADaemonOfThatName() {
    Thread thread = OwnThread.call("hmdb-test", Thread::currentThread);

    assertThat(thread.getName()).isEqualTo("hmdb-test");
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void anExceptionReachesTheCallerUnchanged() {
    IllegalStateException thrown = new IllegalStateException("mine");

    assertThatThrownBy(() ->
            OwnThread.call(
                "hmdb-test",
                () -> {
                  throw thrown;
                }))
        .isSameAs(thrown);
  }

  @Test
  void anErrorReachesTheCallerUnchanged() {
    StackOverflowError thrown = new StackOverflowError();

    assertThatThrownBy(() ->
            OwnThread.call(
                "hmdb-test",
                () -> {
                  throw thrown;
                }))
        .isSameAs(thrown);
  }

  @Test
  void anInterruptDoesNotEndTheWaitAndIsNotLost() {
    Thread.currentThread().interrupt();

    assertThat(OwnThread.call("hmdb-test", () -> Thread.currentThread().isInterrupted())).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}
