package dev.hmdb.internal.engine;

import dev.hmdb.TableDefinition;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.tx.CommitLog;
import dev.hmdb.internal.tx.SnapshotContext;
import dev.hmdb.internal.tx.StoredTable;
import dev.hmdb.internal.tx.Transactions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The tables of {@link TwoTables} without a database around them, to be saved and loaded. */
final class LooseTables implements AutoCloseable {
  static final DatabaseId ID = new DatabaseId(0x0011223344556677L, 0x8899AABBCCDDEEFFL);
  static final Catalog CATALOG = Catalog.empty().with(TwoTables.SCHEMA);

  private final Clock clock = new Clock();
  final StoredTable<String, String> words = table(TwoTables.WORDS, clock);
  final StoredTable<Long, Long> numbers = table(TwoTables.NUMBERS, clock);
  final LoadedTables loaded =
      new LoadedTables(
          Path.of("simulated"),
          TwoTables.SCHEMA,
          List.of(words.entries(), numbers.entries()),
          Progress.UNHEARD);
  final Transactions transactions;
  private SnapshotForm form = SnapshotForm.PLAIN;

  LooseTables() {
    transactions = new Transactions(clock, 2, CommitLog.NONE, false, Long.MAX_VALUE);
    transactions.start();
  }

  private static <K, V> StoredTable<K, V> table(TableDefinition<K, V> definition, Clock clock) {
    int id = CATALOG.find(definition.name()).id();
    return new StoredTable<>(
        definition.index(),
        definition.name(),
        HashTable.create(definition.keyShape(), clock),
        definition.keyCodec(),
        definition.valueCodec(),
        new OperationWriter<>(id, definition.keyCodec(), definition.valueCodec()));
  }

  /** The same, to be saved in a form. */
  LooseTables in(SnapshotForm newForm) {
    form = newForm;
    return this;
  }

  LooseTables put(String word, String meaning) {
    transactions.put(words, word, meaning);
    return this;
  }

  LooseTables putNumbers(long count) {
    for (long i = 0; i < count; i++) {
      transactions.put(numbers, i, -i);
    }
    return this;
  }

  long save(Directory directory, long number) throws IOException {
    return save(directory, number, () -> false);
  }

  long save(Directory directory, long number, BooleanSupplier isCancelled) throws IOException {
    SnapshotContext state = transactions.snapshot();
    try {
      return save(directory, number, state, isCancelled);
    } finally {
      state.close();
    }
  }

  long save(Directory directory, long number, SnapshotContext state, BooleanSupplier isCancelled)
      throws IOException {
    return SnapshotSave.write(
        directory, ID, number, CATALOG, List.of(words, numbers), state, form, isCancelled);
  }

  LooseTables load(Directory directory, long number, int threads) throws IOException {
    SnapshotLoad.load(directory, number, loaded, threads);
    return this;
  }

  Map<String, String> words() {
    return content(words);
  }

  Map<Long, Long> numbers() {
    return content(numbers);
  }

  private <K, V> Map<K, V> content(StoredTable<K, V> table) {
    Map<K, V> content = new TreeMap<>();
    var cursor = table.entries().liveCursor();
    while (cursor.advance()) {
      content.put(cursor.key(), cursor.value());
    }
    return content;
  }

  @Override
  public void close() {
    transactions.close();
  }
}
