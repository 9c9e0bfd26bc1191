package dev.hmdb.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadGuardTest {
  private final ThreadGuard guard = new ThreadGuard();

  @Test
  void outsideNobodyMustAsk() {
    assertThat(guard.mustAsk()).isFalse();
    assertThat(guard.isInside()).isFalse();
  }

  @Test
  void insideTheThreadItselfMustAskAndIsTold() {
    guard.enter();
    assertThat(guard.mustAsk()).isTrue();
    assertThat(guard.isInside()).isTrue();
    guard.exit();
    assertThat(guard.mustAsk()).isFalse();
    assertThat(guard.isInside()).isFalse();
  }

  @Test
  void anotherThreadIsNotInside() {
    guard.enter();
    assertThat(CompletableFuture.supplyAsync(guard::isInside).join()).isFalse();
    guard.exit();
  }

  @Test
  void aThreadThatLeftIsOutsideWhileOthersUnderItsCounterAreInside() {
    // More threads than counters, so that some share one.
    CountDownLatch allInside = new CountDownLatch(200);
    CountDownLatch mayLeave = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            guard.enter();
            allInside.countDown();
            Await.latch(mayLeave);
            guard.exit();
          }));
    }
    Await.latch(allInside);
    guard.enter();
    guard.exit();
    assertThat(guard.mustAsk()).isTrue();
    assertThat(guard.isInside()).isFalse();
    mayLeave.countDown();
    threads.forEach(thread -> Await.until(() -> !thread.isAlive()));
    assertThat(guard.mustAsk()).isFalse();
  }

  @Test
  void onceClosedEverybodyMustAsk() {
    guard.close();
    assertThat(guard.mustAsk()).isTrue();
    assertThat(guard.isInside()).isFalse();
    for (int i = 0; i < 200; i++) {
      assertThat(CompletableFuture.supplyAsync(guard::mustAsk, Thread::startVirtualThread).join())
          .isTrue();
    }
  }

  @Test
  void aGateIsShutForAsLongAsSomebodyIsInside() {
    TestedGate gate = new TestedGate();
    guard.add(gate);
    assertThat(gate.isOpen).isTrue();
    guard.enter();
    assertThat(gate.isOpen).isFalse();
    findShutManyTimes();
    assertThat(gate.isOpen).isFalse();
  }

  @Test
  void aGateIsOpenedByThoseWhoFindItShutForNothing() {
    TestedGate gate = new TestedGate();
    guard.add(gate);
    guard.enter();
    guard.exit();
    assertThat(gate.isOpen).isFalse();
    findShutManyTimes();
    assertThat(gate.isOpen).isTrue();
    guard.enter();
    assertThat(gate.isOpen).isFalse();
  }

  @Test
  void aGateThatIsAddedWhileSomebodyIsInsideIsShut() {
    guard.enter();
    TestedGate gate = new TestedGate();
    guard.add(gate);
    assertThat(gate.isOpen).isFalse();
  }

  @Test
  void onceClosedAGateStaysShut() {
    TestedGate gate = new TestedGate();
    guard.add(gate);
    guard.close();
    findShutManyTimes();
    assertThat(gate.isOpen).isFalse();
  }

  @Test
  void nobodyInsideFindsAGateOpenWhileOthersOpenIt() throws Exception {
    TestedGate gate = new TestedGate();
    guard.add(gate);
    AtomicBoolean isOver = new AtomicBoolean();
    CompletableFuture<Void> opener =
        CompletableFuture.runAsync(() -> {
          while (!isOver.get()) {
            findShutManyTimes();
          }
        });
    try {
      for (int i = 0; i < 20_000; i++) {
        guard.enter();
        assertThat(gate.isOpen).isFalse();
        guard.exit();
      }
    } finally {
      isOver.set(true);
    }
    opener.get();
  }

  private void findShutManyTimes() {
    for (int i = 0; i < 10_000; i++) {
      guard.foundShut();
    }
  }

  private static final class TestedGate implements ThreadGuard.Gate {
    private boolean isOpen = true;

    @Override
    public void open() {
      isOpen = true;
    }

    @Override
    public void shut() {
      isOpen = false;
    }
  }
}
