package dev.hmdb.internal.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.Options;
import dev.hmdb.Snapshot;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.engine.Death;
import dev.hmdb.internal.engine.Engine;
import dev.hmdb.internal.engine.Kinds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of table and index beside plain collections, through everything that can happen. */
@Timeout(120)
class KindsModelTest {
  private static final int STEPS = 1500;

  @TempDir Path directory;

  private record Saved(Snapshot<Kinds> snapshot, KindsModel model) {}

  private Engine<Kinds> engine;

  /** Whether compactions compress, which changes with each opening. */
  private boolean isCompressed;

  private KindsModel model = new KindsModel();
  private final List<Saved> snapshots = new ArrayList<>();
  private int refusals;

  /** The seed is the parameter. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void itHoldsWhatTheModelHolds(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    open();
    for (int step = 0; step < STEPS; step++) {
      step(random);
      if (random.nextInt(8) == 0) {
        model.verify(Kinds.of(engine));
      }
    }
    assertThat(refusals).isPositive();
    model.verify(Kinds.of(engine));
    closeSnapshots();
    engine.close();
    open();
    model.verify(Kinds.of(engine));
    engine.close();
  }

  private void open() {
    isCompressed = !isCompressed;
    Options options = Options.defaults().compression(isCompressed);
    engine = Engine.open(Kinds.SCHEMA, directory, options, false);
  }

  private void step(RandomGenerator random) {
    switch (random.nextInt(26)) {
      case 0, 1, 2, 3 -> transaction(random);
      case 4 -> rolledBack(random);
      case 5, 6 -> {
        if (snapshots.size() < 3) {
          snapshots.add(new Saved(engine.snapshot(), model.copy()));
        }
      }
      case 7, 8 -> {
        if (!snapshots.isEmpty()) {
          Saved saved = snapshots.remove(random.nextInt(snapshots.size()));
          saved.model.verify(saved.snapshot.tables());
          saved.snapshot.close();
        }
      }
      case 9 -> engine.compact();
      case 10 -> {
        if (random.nextInt(4) == 0) {
          closeSnapshots();
          if (random.nextBoolean()) {
            Death.of(engine);
          } else {
            engine.close();
          }
          open();
        }
      }
      case 11 -> refused(random);
      case 12 -> refusedAlone(random);
      default -> model.operate(Kinds.of(engine), random);
    }
  }

  private void transaction(RandomGenerator random) {
    int count = 1 + random.nextInt(6);
    boolean verifiesBefore = random.nextInt(3) == 0;
    boolean verifiesAfter = random.nextInt(3) == 0;
    TxOptions how = random.nextInt(4) == 0 ? TxOptions.lockAll() : TxOptions.defaults();
    engine.<Boolean, RuntimeException>transaction(
        how,
        tables -> {
          if (verifiesBefore) {
            model.verify(tables);
          }
          for (int i = 0; i < count; i++) {
            model.operate(tables, random);
          }
          if (verifiesAfter) {
            model.verify(tables);
          }
          return true;
        });
  }

  /** A transaction at whose end a unique index has an index key twice. */
  private void refused(RandomGenerator random) {
    KindsModel before = model.copy();
    try (Transaction<Kinds> transaction = engine.begin()) {
      for (int i = random.nextInt(4); i > 0; i--) {
        model.operate(transaction.tables(), random);
      }
      if (model.setWhatIsTaken(transaction.tables(), random)) {
        assertThatThrownBy(transaction::commit).isInstanceOf(ConstraintViolationException.class);
        refusals++;
      }
    }
    model = before;
  }

  private void refusedAlone(RandomGenerator random) {
    try {
      assertThat(model.setWhatIsTaken(Kinds.of(engine), random)).isFalse();
    } catch (ConstraintViolationException e) {
      refusals++;
    }
  }

  private void rolledBack(RandomGenerator random) {
    KindsModel before = model.copy();
    try (Transaction<Kinds> transaction = engine.begin()) {
      for (int i = 0; i < 4; i++) {
        model.operate(transaction.tables(), random);
      }
      model.verify(transaction.tables());
      assertThat(engine.stats().openSnapshots()).isPositive();
    }
    model = before;
  }

  private void closeSnapshots() {
    snapshots.forEach(saved -> {
      saved.model.verify(saved.snapshot.tables());
      saved.snapshot.close();
    });
    snapshots.clear();
  }
}
