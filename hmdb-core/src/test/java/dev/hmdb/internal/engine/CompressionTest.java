package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Compaction;
import dev.hmdb.CompactionResult;
import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.Options;
import dev.hmdb.Recovery;
import dev.hmdb.SalvageReport.Damage;
import dev.hmdb.SalvageReport.Kind;
import dev.hmdb.Sharing;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.snapshot.Block;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.snapshot.SnapshotReader;
import dev.hmdb.internal.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressionTest {
  private static final int MAPPED = 1 << 21;
  private static final int COUNT = 10_000;
  private static final Options PLAIN = Options.defaults().compaction(Compaction.manual());
  private static final Options COMPRESSED = PLAIN.compression(true);

  private final SimulatedDirectory disk = new SimulatedDirectory(MAPPED);
  private final Map<String, String> words = words();

  private static Map<String, String> words() {
    Map<String, String> words = new TreeMap<>();
    for (int i = 0; i < COUNT; i++) {
      words.put("name-" + i, i * 7919 % COUNT + "@mail.example.org");
    }
    return words;
  }

  private interface Work {
    void on(Engine<TwoTables> engine);
  }

  private void session(Options options, Work work) {
    session(disk, options, work);
  }

  private static void session(Directory directory, Options options, Work work) {
    Engine<TwoTables> engine = TwoTables.open(directory, options);
    try {
      work.on(engine);
    } finally {
      engine.close();
    }
  }

  private void fill(Engine<TwoTables> engine) {
    TwoTables.of(engine).words().putAll(words);
  }

  private void requireWords(Engine<TwoTables> engine) {
    assertThat(TwoTables.of(engine).words().asMap()).isEqualTo(words);
  }

  private static SnapshotForm form(Directory directory) throws IOException {
    return Snapshots.form(directory, Snapshots.newest(directory).orElseThrow());
  }

  private static List<Block> blocks(Directory directory) throws IOException {
    try (SnapshotReader reader =
        SnapshotReader.open(directory, Snapshots.newest(directory).orElseThrow())) {
      return reader.blocks();
    }
  }

  @Test
  void byDefaultNothingIsCompressed() throws IOException {
    assertThat(Options.defaults().compression()).isFalse();
    session(
        PLAIN,
        engine -> {
          fill(engine);
          engine.compact();
        });
    assertThat(form(disk)).isEqualTo(SnapshotForm.PLAIN);
  }

  @Test
  void aCompressedFileTakesLessAndIsReadWithoutTheOption() throws IOException {
    session(
        COMPRESSED,
        engine -> {
          fill(engine);
          engine.compact();
          assertThat(engine.stats().snapshotBytes()).isLessThan(COUNT * 35 / 2);
        });
    assertThat(form(disk)).isEqualTo(SnapshotForm.COMPRESSED);
    assertThat(blocks(disk)).hasSizeGreaterThan(2).allMatch(Block::isCompressed);
    session(PLAIN, this::requireWords);
  }

  @Test
  void entriesBesideTheSnapshotAreInTheLogAsTheyAre() {
    session(COMPRESSED, Engine::compact);
    session(
        COMPRESSED,
        engine -> {
          fill(engine);
          assertThat(engine.stats().logBytes()).isGreaterThan(COUNT * 30);
        });
  }

  @Test
  void theNextCompactionHasTheFormOfItsOptions() throws IOException {
    session(
        COMPRESSED,
        engine -> {
          fill(engine);
          engine.compact();
        });
    for (Options options : List.of(PLAIN, COMPRESSED, PLAIN)) {
      session(
          options,
          engine -> {
            requireWords(engine);
            words.put("more", "" + words.get("more") + 1);
            TwoTables.of(engine).words().put("more", words.get("more"));
            engine.compact();
          });
      assertThat(form(disk)).isEqualTo(SnapshotForm.of(options.compression()));
    }
    session(PLAIN, this::requireWords);
  }

  @Test
  void aFileOfAnotherFormIsWrittenAnewThoughNothingWasCommitted() throws IOException {
    session(
        PLAIN,
        engine -> {
          fill(engine);
          engine.compact();
        });
    session(
        COMPRESSED,
        engine -> {
          CompactionResult result = engine.compact();
          assertThat(result.bytesAfter()).isLessThan(result.bytesBefore() * 3 / 4);
          assertThat(engine.compact().bytesSaved()).isZero();
          assertThat(engine.stats().compactions()).isEqualTo(1);
        });
    assertThat(form(disk)).isEqualTo(SnapshotForm.COMPRESSED);
    session(
        PLAIN,
        engine -> {
          engine.compact();
          requireWords(engine);
        });
    assertThat(form(disk)).isEqualTo(SnapshotForm.PLAIN);
    assertThat(Snapshots.numbers(disk)).hasSize(1);
  }

  @Nested
  class Damaged {
    private static final Logger LOGGER = Logger.getLogger("dev.hmdb");

    private Block damaged;

    private void damage() throws IOException {
      session(
          COMPRESSED,
          engine -> {
            fill(engine);
            engine.compact();
          });
      damaged = blocks(disk).get(1);
      String file = Snapshots.name(Snapshots.newest(disk).orElseThrow());
      byte[] bytes = disk.bytes(file);
      bytes[(int) (damaged.offset() + 24 + damaged.length() / 2)] ^= 8;
      disk.put(file, bytes);
    }

    @Test
    void blockIsRefusedByItsPlace() throws IOException {
      damage();
      assertThatThrownBy(() -> TwoTables.open(disk, PLAIN))
          .isInstanceOf(CorruptDatabaseException.class)
          .hasMessageContaining("damaged block at offset=" + damaged.offset())
          .hasMessageContaining("checksum found=0x")
          .hasMessageContaining("a block of " + damaged.entries() + " entries of table words");
    }

    @Test
    void blockAloneIsLostAndSomeOfItsKeysAreTold() throws IOException {
      damage();
      LOGGER.setLevel(Level.OFF);
      try {
        session(
            COMPRESSED.recovery(Recovery.SALVAGE),
            engine -> {
              Damage damage = engine.salvageReport().damages().getFirst();
              assertThat(engine.salvageReport().damages()).hasSize(1);
              assertThat(damage.kind()).isEqualTo(Kind.ENTRIES);
              assertThat(damage.entries()).isEqualTo(damaged.entries());
              Map<String, String> kept = TwoTables.of(engine).words().asMap();
              assertThat(kept).hasSize(COUNT - damaged.entries());
              assertThat(words).containsAllEntriesOf(kept);
              assertThat(damage.keys().get("words"))
                  .filteredOn(key -> words.containsKey(key) && !kept.containsKey(key))
                  .hasSizeGreaterThan(damaged.entries() / 4);
            });
      } finally {
        LOGGER.setLevel(null);
      }
      assertThat(form(disk)).isEqualTo(SnapshotForm.COMPRESSED);
    }
  }

  @Nested
  class Backups {
    @Test
    void aBackupHasTheFormOfTheOptions(@TempDir Path path) throws IOException {
      session(
          COMPRESSED,
          engine -> {
            fill(engine);
            engine.backup(path.resolve("compressed"));
          });
      session(PLAIN, engine -> engine.backup(path.resolve("plain")));
      for (SnapshotForm form : SnapshotForm.values()) {
        Path copy = path.resolve(form.name().toLowerCase(Locale.ROOT));
        try (TwoTablesDb db = TwoTablesDb.open(copy, PLAIN)) {
          assertThat(db.words().asMap()).isEqualTo(words);
        }
      }
    }
  }

  @Nested
  class Shared {
    private final SimulatedDirectory shared =
        new SimulatedDirectory(MAPPED).letsOpenFilesBeDeleted();

    private Engine<TwoTables> open(boolean isCompressed) {
      return Engine.openShared(
          TwoTables.SCHEMA, shared, PLAIN.sharing(Sharing.MULTI_PROCESS).compression(isCompressed));
    }

    @Test
    void anotherProcessReadsWhatOneHasCompressed() throws IOException {
      Engine<TwoTables> one = open(true);
      fill(one);
      one.compact();
      assertThat(form(shared)).isEqualTo(SnapshotForm.COMPRESSED);
      Engine<TwoTables> other = open(false);
      requireWords(other);
      other.compact();
      assertThat(form(shared)).isEqualTo(SnapshotForm.PLAIN);
      requireWords(one);
      other.close();
      one.close();
    }

    @Test
    void aProcessThatHasToLoadEverythingAgainReadsACompressedFile() {
      Engine<TwoTables> behind = open(false);
      Engine<TwoTables> one = open(true);
      for (int i = 0; i < 3; i++) {
        fill(one);
        one.compact();
      }
      requireWords(behind);
      behind.close();
      one.close();
    }
  }
}
