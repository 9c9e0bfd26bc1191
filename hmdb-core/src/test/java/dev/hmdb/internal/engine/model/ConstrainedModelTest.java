package dev.hmdb.internal.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.engine.Constrained;
import dev.hmdb.internal.engine.Death;
import dev.hmdb.internal.engine.Engine;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that refer to each other beside plain maps, through random transactions. */
@Timeout(120)
class ConstrainedModelTest {
  private static final int STEPS = 2000;
  private static final int KEYS = 6;

  @TempDir Path directory;

  private Engine<Constrained> engine;
  private ConstrainedModel model = new ConstrainedModel();
  private int commits;
  private int refusals;

  /** The seed is the parameter. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void itHoldsAndRefusesWhatTheModelDoes(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    open();
    for (int step = 0; step < STEPS; step++) {
      transaction(random);
      if (random.nextInt(100) == 0) {
        reopen(random);
      }
      model.verify(Constrained.of(engine));
    }
    engine.close();
    assertThat(commits).isGreaterThan(STEPS / 4);
    assertThat(refusals).isGreaterThan(STEPS / 10);
  }

  private void open() {
    engine = Constrained.open(Constrained.SCHEMA, directory);
  }

  private void reopen(RandomGenerator random) {
    if (random.nextBoolean()) {
      Death.of(engine);
    } else {
      engine.close();
    }
    open();
  }

  /** One that is a single operation is made without a transaction, sometimes. */
  private void transaction(RandomGenerator random) {
    int count = 1 + random.nextInt(5);
    ConstrainedModel after = model.copy();
    boolean isRefused;
    try {
      if (count == 1 && random.nextBoolean()) {
        operate(Constrained.of(engine), after, random);
      } else {
        run(after, random, count);
      }
      isRefused = false;
    } catch (ConstraintViolationException e) {
      isRefused = true;
    }
    boolean isAllowed = after.settle(model);
    assertThat(isRefused).isEqualTo(!isAllowed);
    if (isAllowed) {
      model = after;
      commits++;
    } else {
      refusals++;
    }
  }

  private void run(ConstrainedModel after, RandomGenerator random, int count) {
    TxOptions how = random.nextInt(4) == 0 ? TxOptions.lockAll() : TxOptions.defaults();
    engine.<Boolean, RuntimeException>transaction(
        how,
        tx -> {
          for (int i = 0; i < count; i++) {
            operate(tx, after, random);
          }
          return true;
        });
  }

  private static void operate(Constrained tables, ConstrainedModel after, RandomGenerator random) {
    int index = random.nextInt(5);
    String key = Integer.toString(random.nextInt(KEYS));
    int kind = random.nextInt(20);
    if (kind == 0) {
      after.table(index).clear();
      clear(tables, index);
    } else if (kind < 9) {
      after.table(index).remove(key);
      remove(tables, index, key);
    } else {
      String value = value(index, random);
      after.table(index).put(key, value);
      put(tables, index, key, value);
    }
  }

  private static void clear(Constrained tables, int index) {
    if (index == ConstrainedModel.FILES) {
      tables.files().clear();
    } else {
      ConstrainedModel.texts(tables, index).clear();
    }
  }

  private static void remove(Constrained tables, int index, String key) {
    if (index == ConstrainedModel.FILES) {
      tables.files().remove(Long.valueOf(key));
    } else {
      ConstrainedModel.texts(tables, index).remove(key);
    }
  }

  private static void put(Constrained tables, int index, String key, String value) {
    if (index == ConstrainedModel.FILES) {
      tables.files().put(Long.valueOf(key), value);
    } else {
      ConstrainedModel.texts(tables, index).put(key, value);
    }
  }

  private static String value(int index, RandomGenerator random) {
    return switch (index) {
      case ConstrainedModel.PEOPLE -> random.nextInt(12) == 0 ? "rude" : "kind";
      case ConstrainedModel.FOLDERS -> maybe("owner:", random) + maybe("parent:", random) + ".";
      case ConstrainedModel.FILES ->
          maybe("folder:", random) + maybe("reader:", random) + maybe("reader:", random) + ".";
      default -> "";
    };
  }

  private static String maybe(String mark, RandomGenerator random) {
    return random.nextBoolean() ? mark + random.nextInt(KEYS) + " " : "";
  }
}
