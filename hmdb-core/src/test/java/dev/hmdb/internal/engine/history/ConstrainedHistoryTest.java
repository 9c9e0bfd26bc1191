package dev.hmdb.internal.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.Snapshot;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.engine.Constrained;
import dev.hmdb.internal.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Some threads refer to keys while others remove them, and nothing is ever left dangling. */
@Timeout(120)
class ConstrainedHistoryTest {
  private static final int STEPS = 8000;
  private static final int KEYS = 4;

  private final Engine<Constrained> engine = Constrained.inMemory();
  private final Constrained db = Constrained.of(engine);

  /** Of one thread each: what was done, and what was refused. */
  private record Tally(int done, int refused) {}

  @Test
  void everyStateHasWhatItsEntriesReferTo() throws Exception {
    long seed = Long.getLong("hmdb.model.seed", System.nanoTime());
    List<Callable<Tally>> parts = new ArrayList<>();
    parts.add(() -> repeat(new SplittableRandom(seed), this::refer));
    parts.add(() -> repeat(new SplittableRandom(seed + 1), this::refer));
    parts.add(() -> repeat(new SplittableRandom(seed + 2), this::remove));
    parts.add(() -> repeat(new SplittableRandom(seed + 3), this::look));
    ExecutorService threads = Executors.newFixedThreadPool(parts.size());
    List<Tally> tallies = new ArrayList<>();
    try {
      List<Future<Tally>> futures = parts.stream().map(threads::submit).toList();
      for (Future<Tally> future : futures) {
        tallies.add(future.get());
      }
    } catch (Exception e) {
      throw new AssertionError("seed=" + seed, e);
    } finally {
      threads.shutdownNow();
      threads.close();
    }
    verify(db, "seed=" + seed);
    // Else they have not met.
    assertThat(tallies.subList(0, 3)).as("seed=" + seed).allMatch(each -> each.done > 0);
    assertThat(tallies.subList(0, 2)).as("seed=" + seed).anyMatch(each -> each.refused > 0);
    engine.close();
  }

  private interface Step {
    void run(RandomGenerator random);
  }

  private static Tally repeat(RandomGenerator random, Step step) {
    int refused = 0;
    for (int i = 0; i < STEPS; i++) {
      try {
        step.run(random);
      } catch (ConstraintViolationException e) {
        refused++;
      }
    }
    return new Tally(STEPS - refused, refused);
  }

  private static String key(RandomGenerator random) {
    return Integer.toString(random.nextInt(KEYS));
  }

  private void refer(RandomGenerator random) {
    switch (random.nextInt(6)) {
      case 0 -> db.folders().put(key(random), "owner:" + key(random));
      case 1 -> db.badges().put(key(random), "");
      case 2 -> db.badges().remove(key(random));
      case 3 -> db.profiles().put(key(random), "");
      case 4 ->
          db.files().put(random.nextLong(KEYS), "reader:" + key(random) + " reader:" + key(random));
      default ->
          engine.<Boolean, RuntimeException>transaction(
              TxOptions.defaults(),
              tx -> {
                tx.folders().put(key(random), "owner:" + key(random));
                tx.files().put(random.nextLong(KEYS), "folder:" + key(random));
                return true;
              });
    }
  }

  private void remove(RandomGenerator random) {
    switch (random.nextInt(5)) {
      case 0 -> db.people().remove(key(random));
      case 1 -> db.folders().remove(key(random));
      case 2 ->
          engine.<Boolean, RuntimeException>transaction(
              TxOptions.defaults(),
              tx -> {
                tx.people().remove(key(random));
                tx.folders().remove(key(random));
                return true;
              });
      default -> db.people().put(key(random), "");
    }
  }

  private void look(RandomGenerator random) {
    try (Snapshot<Constrained> snapshot = engine.snapshot()) {
      verify(snapshot.tables(), "in a snapshot");
    }
  }

  private static void verify(Constrained tables, String where) {
    tables
        .folders()
        .forEach((key, value) -> {
          Constrained.words(value, "owner:")
              .forEach(owner -> assertThat(tables.people().containsKey(owner)).as(where).isTrue());
        });
    tables
        .files()
        .forEach((key, value) -> {
          Constrained.words(value, "reader:")
              .forEach(
                  reader -> assertThat(tables.people().containsKey(reader)).as(where).isTrue());
          Constrained.words(value, "folder:")
              .forEach(
                  folder -> assertThat(tables.folders().containsKey(folder)).as(where).isTrue());
        });
    tables
        .badges()
        .forEach((key, _) -> assertThat(tables.people().containsKey(key)).as(where).isTrue());
    tables
        .profiles()
        .forEach((key, _) -> assertThat(tables.people().containsKey(key)).as(where).isTrue());
  }
}
