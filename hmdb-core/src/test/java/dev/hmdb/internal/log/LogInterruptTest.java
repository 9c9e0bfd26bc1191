package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.RealDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever uses the log is interrupted, at every step. Nothing is lost and the interrupt stays. */
class LogInterruptTest {
  private static final LogOptions SMALL = new LogOptions(4096, 8192, true);

  @TempDir Path path;

  private interface Step {
    void run() throws IOException;
  }

  private static void interrupted(Step step) throws IOException {
    Thread.currentThread().interrupt();
    step.run();
    assertThat(Thread.interrupted()).isTrue();
  }

  private List<String> life() throws IOException {
    RealDirectory directory = RealDirectory.open(path, false);
    List<TestLog> log = new ArrayList<>();
    interrupted(() -> log.add(TestLog.create(directory, SMALL)));
    for (int i = 0; i < 20; i++) {
      interrupted(
          () -> log.getFirst().append("x".repeat(3000))); // waits for growth again and again
      interrupted(() -> log.getFirst().sync());
    }
    interrupted(() -> log.getFirst().close());
    interrupted(() -> log.add(TestLog.open(directory, SMALL)));
    interrupted(() -> log.getLast().append("last").close());
    return TestLog.frames(directory);
  }

  private void lifeIn(Function<Runnable, Thread> factory) throws Exception {
    FutureTask<List<String>> task = new FutureTask<>(this::life);
    factory.apply(task).start();
    assertThat(task.get()).hasSize(21).endsWith("last");
  }

  @Test
  void platformThreadLosesNothing() throws Exception {
    lifeIn(Thread.ofPlatform()::unstarted);
  }

  @Test
  void virtualThreadLosesNothing() throws Exception {
    lifeIn(Thread.ofVirtual()::unstarted);
  }
}
