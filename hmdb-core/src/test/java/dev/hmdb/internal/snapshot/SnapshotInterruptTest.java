package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.RealDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever writes or reads a snapshot is interrupted all the while. Nothing is lost. */
class SnapshotInterruptTest {
  @TempDir Path path;

  private boolean life() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    TestSnapshot snapshot = TestSnapshot.of("s").with(1, TestSnapshot.text(2 << 20, random));
    RealDirectory directory = RealDirectory.open(path, false);
    Thread.currentThread().interrupt();
    snapshot.write(directory, 1);
    snapshot.check(directory, 1);
    return Thread.interrupted();
  }

  private void lifeIn(Function<Runnable, Thread> factory) throws Exception {
    FutureTask<Boolean> task = new FutureTask<>(this::life);
    factory.apply(task).start();
    assertThat(task.get()).isTrue();
  }

  @Test
  void platformThreadLosesNothingAndStaysInterrupted() throws Exception {
    lifeIn(Thread.ofPlatform()::unstarted);
  }

  @Test
  void virtualThreadLosesNothingAndStaysInterrupted() throws Exception {
    lifeIn(Thread.ofVirtual()::unstarted);
  }
}
