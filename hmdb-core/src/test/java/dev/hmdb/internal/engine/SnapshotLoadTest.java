package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.snapshot.Block;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.snapshot.SnapshotReader;
import dev.hmdb.internal.snapshot.SnapshotWriter;
import dev.hmdb.internal.snapshot.Snapshots;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(SnapshotForm.class)
class SnapshotLoadTest {
  /** Enough for blocks of three threads, and as many as need a table of more than one piece. */
  private static final long MANY = 400_000;

  private final SimulatedDirectory directory = new SimulatedDirectory();
  private final SnapshotForm form;
  private final LooseTables tables;

  SnapshotLoadTest(SnapshotForm form) {
    this.form = form;
    this.tables = new LooseTables().in(form);
  }

  @AfterEach
  void leavesNoFileOpenAndNoThread() {
    assertThat(directory.openFiles()).isZero();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("hmdb-load"));
    tables.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void whatWasSavedIsThere(int threads) throws IOException {
    try (LooseTables saved = new LooseTables().in(form)) {
      saved.put("a", "1").put("b", "2").putNumbers(MANY).save(directory, 2);
    }

    tables.load(directory, 2, threads);
    assertThat(tables.words()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(tables.numbers()).hasSize((int) MANY);
    assertThat(tables.numbers.entries().size()).isEqualTo(MANY);
    assertThat(LongStream.range(0, MANY)).allMatch(i -> tables.numbers.entries().get(i) == -i);
  }

  @Test
  void anInterruptNeitherEndsItNorIsForgotten() throws IOException {
    try (LooseTables saved = new LooseTables().in(form)) {
      saved.putNumbers(MANY).save(directory, 2);
    }

    Thread.currentThread().interrupt();
    tables.load(directory, 2, 3);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(tables.numbers.entries().size()).isEqualTo(MANY);
  }

  @Test
  void tablesThatWereLoadedTakeChanges() throws IOException {
    try (LooseTables saved = new LooseTables().in(form)) {
      saved.put("a", "1").put("b", "2").putNumbers(1000).save(directory, 2);
    }

    tables.load(directory, 2, 1).put("b", "changed").put("c", "3").putNumbers(5000);
    tables.transactions.remove(tables.words, "a");
    assertThat(tables.words()).isEqualTo(Map.of("b", "changed", "c", "3"));
    assertThat(tables.words.entries().size()).isEqualTo(2);
    assertThat(tables.numbers()).hasSize(5000);
  }

  @Test
  void tablesWithoutEntriesAreEmpty() throws IOException {
    tables.save(directory, 2);

    assertThat(tables.load(directory, 2, 2).words()).isEmpty();
    assertThat(tables.loaded.catalog()).isEqualTo(LooseTables.CATALOG);
  }

  @Test
  void itsDatabaseIsReturned() throws IOException {
    tables.save(directory, 2);

    assertThat(SnapshotLoad.load(directory, 2, tables.loaded)).isEqualTo(LooseTables.ID);
  }

  @Test
  void tablesThatTheSchemaHasNewAreEmpty() throws IOException {
    SchemaDefinition<?> before =
        new SchemaDefinition<>("Before", List.of(TwoTables.WORDS), source -> source);
    write(Catalog.empty().with(before), writer -> add(writer, 0, "a", "1"));

    tables.load(directory, 2, 1);
    assertThat(tables.words()).isEqualTo(Map.of("a", "1"));
    assertThat(tables.numbers()).isEmpty();
  }

  @Test
  void anotherSchemaIsRefused() throws IOException {
    SchemaDefinition<?> other =
        new SchemaDefinition<>(
            "Other",
            List.of(new TableDefinition<>(0, "words", Codecs.STRING, Codecs.LONG)),
            source -> source);
    write(Catalog.empty().with(other), writer -> {});

    assertThatThrownBy(() -> tables.load(directory, 2, 1))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("words.value");
  }

  @Test
  void aKeyThatIsThereTwiceIsNamed() throws IOException {
    write(
        LooseTables.CATALOG,
        writer -> {
          add(writer, 0, "a", "1");
          add(writer, 0, "b", "2");
          add(writer, 0, "a", "3");
        });

    assertThatThrownBy(() -> tables.load(directory, 2, 1))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining(Snapshots.name(2))
        .hasMessageContaining("table words has key a twice");
  }

  @Test
  void aValueThatIsRefusedIsNamedByTableAndKey() throws IOException {
    write(
        LooseTables.CATALOG,
        writer -> {
          add(writer, 0, "a", "1");
          writer.add(0, new byte[] {1, 'b', 1, (byte) 0xFF}, 0, 4);
        });

    assertThatThrownBy(() -> tables.load(directory, 2, 1))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining(Snapshots.name(2))
        .hasMessageContaining("block at offset=")
        .hasMessageContaining("table words, the value of key b: ");
  }

  @Test
  void bytesBehindTheLastEntryAreRefused() throws IOException {
    write(LooseTables.CATALOG, writer -> writer.add(0, new byte[] {1, 'a', 1, '1', 0}, 0, 5));

    assertThatThrownBy(() -> tables.load(directory, 2, 1))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("1 trailing bytes");
  }

  /** A bucket for each of the entries that these blocks claim would take gigabytes. */
  @Test
  void roomIsMadeForNoMoreCompressedEntriesThanTheFileHasBytes() throws IOException {
    assumeTrue(form == SnapshotForm.COMPRESSED);
    write(LooseTables.CATALOG, writer -> writer.add(0, new byte[1 << 24], 0, 1 << 24));
    byte[] zeros;
    Block honest;
    try (SnapshotReader reader = SnapshotReader.open(directory, 2)) {
      honest = reader.blocks().getFirst();
      zeros = reader.readStored(honest);
    }
    directory.delete(Snapshots.name(2));
    Block forged = new Block(0, zeros.length, true, 0, 1 << 23, 0);
    write(
        LooseTables.CATALOG,
        writer -> {
          for (int i = 0; i < 200; i++) {
            writer.addBlock(forged, zeros);
          }
        });

    assertThatThrownBy(() -> tables.load(directory, 2, 1))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("table words has key  twice");
  }

  @Test
  void moreEntriesThanTheBytesCanHoldAreRefusedBeforeRoomIsMade() throws IOException {
    assumeTrue(form == SnapshotForm.PLAIN);
    write(
        LooseTables.CATALOG,
        writer -> {
          for (int i = 0; i < 100; i++) {
            writer.add(0, new byte[] {0}, 0, 1);
          }
        });

    assertThatThrownBy(() -> tables.load(directory, 2, 1))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("table words has 100 entries in 100 bytes, each at least 2");
  }

  @Test
  void aTableThatTheCatalogLacksIsRefused() throws IOException {
    write(LooseTables.CATALOG, writer -> add(writer, 7, "a", "1"));

    assertThatThrownBy(() -> tables.load(directory, 2, 1))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("table id 7 is unknown");
  }

  @Test
  void aFailureAtAnyCallIsThrownByEachNumberOfThreads() throws IOException {
    tables.putNumbers(MANY).save(directory, 2);
    FailingDirectory counting = new FailingDirectory(directory);
    try (LooseTables first = new LooseTables().in(form)) {
      first.load(counting, 2, 2);
    }

    for (int n = 1; n <= counting.calls(); n++) {
      FailingDirectory failing = new FailingDirectory(directory).failAt(n, Fault.IO_ERROR);
      try (LooseTables again = new LooseTables().in(form)) {
        int threads = 1 + n % 3;
        IOException thrown =
            catchThrowableOfType(IOException.class, () -> again.load(failing, 2, threads));
        assertThat(thrown).as("call %s of %s", n, counting.calls()).isNotNull();
      }
    }
  }

  @Test
  void whatACodecThrowsOnAnotherThreadIsToldAsDamageAndEndsAll() throws IOException {
    tables.putNumbers(MANY).save(directory, 2);
    LoadedTables refusing = refusing(MANY / 2);

    assertThatThrownBy(() -> SnapshotLoad.load(directory, 2, refusing, 3))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("table numbers, the value of key 200000: ")
        .hasMessageContaining("java.lang.IllegalStateException: refused");
  }

  private static LoadedTables refusing(long key) {
    var codec =
        Codecs.mapped(
            Codecs.LONG,
            (Long value) -> value,
            (Long stored) -> {
              if (stored == -key) {
                throw new IllegalStateException("refused");
              }
              return stored;
            });
    TableDefinition<Long, Long> numbers =
        new TableDefinition<>(1, "numbers", Codecs.LONG, codec, new TwoTables.LongShape());
    Clock clock = new Clock();
    List<HashTable<?, ?>> entries = new ArrayList<>();
    entries.add(HashTable.create(TwoTables.WORDS.keyShape(), clock));
    entries.add(HashTable.create(numbers.keyShape(), clock));
    return new LoadedTables(
        Path.of("simulated"),
        new SchemaDefinition<>("Refusing", List.of(TwoTables.WORDS, numbers), source -> source),
        entries,
        Progress.UNHEARD);
  }

  private interface Content {
    void addTo(SnapshotWriter writer) throws IOException;
  }

  private void write(Catalog catalog, Content content) throws IOException {
    Encoder schema = new Encoder();
    catalog.encode(schema);
    try (SnapshotWriter writer =
        SnapshotWriter.begin(
            (Directory) directory, LooseTables.ID, 2, schema.toByteArray(), form)) {
      content.addTo(writer);
      writer.finish();
    }
  }

  private static void add(SnapshotWriter writer, int table, String key, String value)
      throws IOException {
    Encoder encoder = new Encoder();
    encoder.writeString(key);
    encoder.writeString(value);
    writer.add(table, encoder.array(), 0, encoder.position());
  }
}
