package dev.hmdb.internal.engine.model;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hmdb.ConflictException;
import dev.hmdb.Options;
import dev.hmdb.Snapshot;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.engine.Death;
import dev.hmdb.internal.engine.Engine;
import dev.hmdb.internal.engine.TwoTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A database beside a model of it, and random steps that both take. */
final class ModelRun implements AutoCloseable {
  private static final int MAX_SNAPSHOTS = 4;

  /** What both tables should hold. */
  private record State(TableModel<String, String> words, TableModel<Long, Long> numbers) {
    State copy() {
      return new State(words.copy(), numbers.copy());
    }

    void operate(TwoTables tables, RandomGenerator random) {
      if (random.nextBoolean()) {
        words.operate(tables.words(), random);
      } else {
        numbers.operate(tables.numbers(), random);
      }
    }

    void operate(TwoTables tables, RandomGenerator random, int count) {
      for (int i = 0; i < count; i++) {
        operate(tables, random);
      }
      if (random.nextInt(4) == 0) {
        verify(tables);
      }
    }

    void verify(TwoTables tables) {
      words.verify(tables.words());
      numbers.verify(tables.numbers());
    }
  }

  private record Saved(Snapshot<TwoTables> snapshot, State state) {}

  private static final class Abort extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Null for a database in memory. */
  private final Path directory;

  private final List<Saved> snapshots = new ArrayList<>();
  private Engine<TwoTables> engine;

  /** Whether compactions compress, which changes with each opening. */
  private boolean isCompressed;

  private TwoTables tables;
  private State state;

  ModelRun(Path directory, RandomGenerator random) {
    this.directory = directory;
    int keyRange = random.nextInt(5) == 0 ? 300 : 4 + random.nextInt(28);
    boolean isColliding = keyRange < 32 && random.nextBoolean();
    this.state =
        new State(
            new TableModel<>(
                isColliding ? ModelRun::collidingKey : n -> "key" + n, n -> "v" + n, keyRange),
            new TableModel<>(
                isColliding ? n -> (long) n << 40 : n -> (long) n - 10, n -> (long) n, keyRange));
    open();
  }

  /** Strings of one hash code. */
  private static String collidingKey(int number) {
    StringBuilder key = new StringBuilder();
    for (int bit = 0; bit < 5; bit++) {
      key.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return key.toString();
  }

  private void open() {
    isCompressed = !isCompressed;
    engine =
        directory == null
            ? TwoTables.inMemory()
            : TwoTables.open(directory, Options.defaults().compression(isCompressed));
    tables = TwoTables.of(engine);
  }

  /** One random step. */
  void step(RandomGenerator random) {
    switch (random.nextInt(40)) {
      case 0, 1, 2 -> commit(random);
      case 3, 4 -> abort(random);
      case 5, 6 -> commitOpen(random);
      case 7 -> rollBackOpen(random);
      case 8 -> conflict(random);
      case 9, 10 -> takeSnapshot();
      case 11, 12 -> readSnapshot(random);
      case 13 -> closeSnapshot(random);
      case 14 -> read();
      case 15 -> verify();
      case 16 -> reopen(random);
      case 17 -> engine.compact();
      default -> state.operate(tables, random);
    }
  }

  private void commit(RandomGenerator random) {
    TxOptions how =
        switch (random.nextInt(4)) {
          case 0 -> TxOptions.lockAll();
          case 1 -> TxOptions.lock(tables.words());
          default -> TxOptions.defaults();
        };
    int count = random.nextInt(12);
    state =
        engine.transaction(
            how,
            tx -> {
              State inside = state.copy();
              inside.operate(tx, random, count);
              return inside;
            });
  }

  private void abort(RandomGenerator random) {
    int count = random.nextInt(12);
    assertThatExceptionOfType(Abort.class)
        .isThrownBy(() ->
            engine.transaction(
                TxOptions.defaults(),
                tx -> {
                  state.copy().operate(tx, random, count);
                  throw new Abort();
                }));
  }

  /** Another table may change meanwhile. */
  private void commitOpen(RandomGenerator random) {
    State inside = state.copy();
    try (Transaction<TwoTables> tx = engine.begin()) {
      for (int i = random.nextInt(12); i > 0; i--) {
        inside.words().operate(tx.tables().words(), random);
      }
      state.numbers().operate(tables.numbers(), random);
      state.words().verify(tables.words());
      tx.commit();
    }
    state = new State(inside.words(), state.numbers());
  }

  private void rollBackOpen(RandomGenerator random) {
    try (Transaction<TwoTables> tx = engine.begin()) {
      state.copy().operate(tx.tables(), random, random.nextInt(12));
      if (random.nextBoolean()) {
        tx.rollback();
      }
    }
  }

  /** What the transaction read changes before it commits, so nothing of it is kept. */
  private void conflict(RandomGenerator random) {
    try (Transaction<TwoTables> tx = engine.begin()) {
      State inside = state.copy();
      String key = inside.words().key(random);
      tx.tables().words().get(key);
      inside.operate(tx.tables(), random, random.nextInt(6));
      tx.tables().numbers().set(inside.numbers().key(random), -1L);
      state.words().putAnother(tables.words(), key);
      assertThatExceptionOfType(ConflictException.class).isThrownBy(tx::commit);
    }
  }

  private void takeSnapshot() {
    if (snapshots.size() < MAX_SNAPSHOTS) {
      snapshots.add(new Saved(engine.snapshot(), state.copy()));
    }
  }

  private void readSnapshot(RandomGenerator random) {
    if (!snapshots.isEmpty()) {
      Saved saved = snapshots.get(random.nextInt(snapshots.size()));
      saved.state().verify(saved.snapshot().tables());
    }
  }

  private void closeSnapshot(RandomGenerator random) {
    if (!snapshots.isEmpty()) {
      Saved saved = snapshots.remove(random.nextInt(snapshots.size()));
      saved.state().verify(saved.snapshot().tables());
      saved.snapshot().close();
    }
  }

  private void read() {
    engine.read(read -> {
      state.verify(read);
      return true;
    });
  }

  private void reopen(RandomGenerator random) {
    if (directory == null) {
      return;
    }
    closeSnapshots();
    if (random.nextBoolean()) {
      engine.close();
    } else {
      Death.of(engine);
    }
    open();
    verify();
  }

  /** The whole contents, of the database and of the snapshots. */
  void verify() {
    state.verify(tables);
    for (Saved saved : snapshots) {
      saved.state().verify(saved.snapshot().tables());
    }
  }

  private void closeSnapshots() {
    snapshots.forEach(saved -> saved.snapshot().close());
    snapshots.clear();
  }

  @Override
  public void close() {
    closeSnapshots();
    engine.close();
  }
}
