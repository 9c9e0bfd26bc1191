package dev.hmdb.internal.engine.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sequences of everything that one thread can do, against sorted maps.
 *
 * <p>The system property {@code hmdb.model.seed} runs one seed again; {@code hmdb.model.runs} sets
 * the number of seeds.
 */
class ModelTest {
  private static final int STEPS = 300;

  @TempDir Path directory;
  private int directories;

  /** A step that failed, counted among all the steps of its seed. */
  private record Failure(int step, Throwable cause) {}

  @Test
  void inMemoryTheDatabaseIsLikeItsModel() {
    runSeeds(100, false);
  }

  @Test
  void onDiskTheDatabaseIsLikeItsModel() {
    runSeeds(12, true);
  }

  private void runSeeds(int usualRuns, boolean isOnDisk) {
    Long only = Long.getLong("hmdb.model.seed");
    if (only != null) {
      runSeed(only, isOnDisk);
      return;
    }
    long first = System.nanoTime();
    int runs = Integer.getInteger("hmdb.model.runs", usualRuns);
    for (int run = 0; run < runs; run++) {
      runSeed(first + run, isOnDisk);
    }
  }

  private void runSeed(long seed, boolean isOnDisk) {
    List<Integer> steps = IntStream.range(0, STEPS).boxed().toList();
    Failure failure = run(seed, steps, isOnDisk);
    if (failure != null) {
      List<Integer> fewest = shrink(seed, steps, isOnDisk);
      Failure last = run(seed, fewest, isOnDisk);
      throw new AssertionError(
          "-Dhmdb.model.seed=%d step=%d onDisk=%s; of %d steps these suffice: %s: %s"
              .formatted(
                  seed, failure.step(), isOnDisk, STEPS, fewest, last == null ? "" : last.cause()),
          failure.cause());
    }
  }

  /** Leaves out halves, quarters and so on of the steps, as long as the rest fails. */
  private List<Integer> shrink(long seed, List<Integer> steps, boolean isOnDisk) {
    List<Integer> fewest = steps;
    for (int length = steps.size() / 2; length > 0; length /= 2) {
      int from = 0;
      while (from < fewest.size()) {
        List<Integer> fewer = new ArrayList<>(fewest);
        fewer.subList(from, Math.min(from + length, fewer.size())).clear();
        if (run(seed, fewer, isOnDisk) != null) {
          fewest = fewer;
        } else {
          from += length;
        }
      }
    }
    return fewest;
  }

  /** Null when all went well. Each step has its own randomness, so that others can be left out. */
  private Failure run(long seed, List<Integer> steps, boolean isOnDisk) {
    Path path = isOnDisk ? directory.resolve("db" + directories++) : null;
    int step = -1;
    try (ModelRun run = new ModelRun(path, new SplittableRandom(seed))) {
      SplittableRandom seeds = new SplittableRandom(seed);
      long base = seeds.nextLong();
      for (int next : steps) {
        step = next;
        run.step(new SplittableRandom(base + next));
        if (next % 50 == 49) {
          run.verify();
        }
      }
      run.verify();
      return null;
    } catch (RuntimeException | AssertionError e) {
      return new Failure(step, e);
    }
  }
}
