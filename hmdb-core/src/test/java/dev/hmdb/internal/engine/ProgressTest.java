package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.RecoveryProgress;
import dev.hmdb.RecoveryProgress.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final List<RecoveryProgress> told = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5; // a clock that overflows is in order
  private final Progress progress = Progress.of(told::add, () -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void nothingIsToldBeforeATenthOfASecond() {
    progress.begin(Phase.SNAPSHOT, 1000);
    pass(Duration.ofMillis(99));
    progress.done(10, 1);

    assertThat(told).isEmpty();
  }

  @Test
  void allSoFarIsToldOnceInATenthOfASecond() {
    progress.begin(Phase.SNAPSHOT, 1000);
    progress.done(10, 1);
    pass(Duration.ofMillis(100));
    progress.done(20, 2);
    progress.done(40, 4);
    pass(Duration.ofMillis(100));
    progress.done(80, 8);

    assertThat(told)
        .containsExactly(
            new RecoveryProgress(Phase.SNAPSHOT, 30, 1000, 3),
            new RecoveryProgress(Phase.SNAPSHOT, 150, 1000, 15));
  }

  @Test
  void theEndIsToldAtOnceAsAllBytes() {
    progress.begin(Phase.LOG, 1000);
    progress.done(10, 1);
    progress.finish();

    assertThat(told).containsExactly(new RecoveryProgress(Phase.LOG, 1000, 1000, 1));
  }

  @Test
  void otherThreadsAddAndDoNotTell() throws InterruptedException {
    progress.begin(Phase.SNAPSHOT, 1000);
    pass(Duration.ofMillis(100));
    Thread.startVirtualThread(() -> progress.done(10, 1)).join();
    assertThat(told).isEmpty();

    progress.done(20, 2);
    assertThat(told).containsExactly(new RecoveryProgress(Phase.SNAPSHOT, 30, 1000, 3));
  }

  @Test
  void moreBytesThanThereAreAreNotTold() {
    progress.begin(Phase.SNAPSHOT, 10);
    pass(Duration.ofMillis(100));
    progress.done(11, 1);

    assertThat(told).containsExactly(new RecoveryProgress(Phase.SNAPSHOT, 10, 10, 1));
  }

  @Test
  void theEndOfAPhaseIsToldAtOnce() {
    progress.begin(Phase.SNAPSHOT, 1000);
    progress.done(10, 1);
    progress.next(Phase.LOG);

    assertThat(told).containsExactly(new RecoveryProgress(Phase.SNAPSHOT, 10, 1000, 1));
  }
}
