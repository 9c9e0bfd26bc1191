package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Compaction;
import dev.hmdb.Options;
import dev.hmdb.Recovery;
import dev.hmdb.RecoveryListener;
import dev.hmdb.RecoveryProgress;
import dev.hmdb.RecoveryProgress.Phase;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryListenerTest {
  private static final Logger LOGGER = Logger.getLogger("dev.hmdb");

  private final SimulatedDirectory directory = new SimulatedDirectory();
  private final Options options = Options.defaults().compaction(Compaction.manual());
  private final List<RecoveryProgress> told = new ArrayList<>();

  @BeforeEach
  void keepQuiet() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterEach
  void speakAgain() {
    LOGGER.setLevel(null);
  }

  private Engine<TwoTables> open(RecoveryListener listener) {
    return TwoTables.open(directory, options.recoveryListener(listener));
  }

  private void fill(boolean compact) {
    Engine<TwoTables> engine = TwoTables.open(directory, options);
    TwoTables.of(engine).words().put("a", "1");
    TwoTables.of(engine).words().put("b", "2");
    if (compact) {
      engine.compact();
    }
    TwoTables.of(engine).words().put("c", "3");
    engine.close();
  }

  private long bytes() {
    return directory.list().stream().mapToLong(name -> directory.bytes(name).length).sum();
  }

  @Test
  void theEndIsToldWithAllBytesAndWrites() {
    fill(false);
    long bytes = bytes();
    open(told::add).close();

    assertThat(told.getLast()).isEqualTo(new RecoveryProgress(Phase.LOG, bytes, bytes, 3));
  }

  @Test
  void aSnapshotFileCounts() {
    fill(true);
    long bytes = bytes();
    open(told::add).close();

    assertThat(told.getLast()).isEqualTo(new RecoveryProgress(Phase.LOG, bytes, bytes, 3));
  }

  @Test
  void theEndOfASnapshotFileIsToldHoweverSmallItIs() {
    fill(true);
    open(told::add).close();

    assertThat(told).extracting(RecoveryProgress::phase).containsExactly(Phase.SNAPSHOT, Phase.LOG);
    assertThat(told.getFirst().entries()).isEqualTo(2);
  }

  private void damageTheSnapshot() {
    String name =
        directory.list().stream().filter(file -> file.startsWith("snapshot")).findFirst().get();
    byte[] bytes = directory.bytes(name);
    bytes[bytes.length - 1] ^= 1;
    directory.put(name, bytes);
  }

  @Test
  void aSalvageIsAPhaseOfItsOwnAndWhatItLeavesIsReadFromTheBeginning() {
    fill(true);
    damageTheSnapshot();
    long bytes = bytes();
    Engine<TwoTables> engine =
        TwoTables.open(directory, options.recovery(Recovery.SALVAGE).recoveryListener(told::add));
    engine.close();

    assertThat(told)
        .extracting(RecoveryProgress::phase)
        .containsExactly(Phase.SALVAGE, Phase.SNAPSHOT, Phase.LOG);
    assertThat(told.getFirst()).isEqualTo(new RecoveryProgress(Phase.SALVAGE, bytes, bytes, 3));
    assertThat(told.getLast().bytesDone()).isEqualTo(told.getLast().bytesTotal());
  }

  @Test
  void whatItThrowsInASalvageEndsTheOpening() {
    fill(true);
    damageTheSnapshot();
    IllegalStateException enough = new IllegalStateException("enough");

    assertThatThrownBy(() ->
            TwoTables.open(
                directory,
                options
                    .recovery(Recovery.SALVAGE)
                    .recoveryListener(_ -> {
                      throw enough;
                    })))
        .isSameAs(enough);
    assertThat(directory.openFiles()).isZero();
  }

  @Test
  void aNewDatabaseHasNothingToTell() {
    open(told::add).close();

    assertThat(told).isEmpty();
  }

  @Test
  void nullIsNobody() {
    fill(true);
    Options watched = options.recoveryListener(told::add);
    TwoTables.open(directory, watched.recoveryListener(null)).close();

    assertThat(told).isEmpty();
  }

  @Test
  void itIsCalledByTheThreadThatOpens() {
    fill(true);
    Set<Thread> threads = new HashSet<>();
    open(_ -> threads.add(Thread.currentThread())).close();

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void whatItThrowsEndsTheOpeningAndFreesTheDirectory() {
    fill(true);
    IllegalStateException enough = new IllegalStateException("enough");

    assertThatThrownBy(() ->
            open(_ -> {
              throw enough;
            }))
        .isSameAs(enough);
    assertThat(directory.openFiles()).isZero();
    Engine<TwoTables> again = open(told::add);
    assertThat(TwoTables.of(again).words().size()).isEqualTo(3);
    again.close();
  }

  @Test
  void itHearsAnOpeningThatChangesNothing(@TempDir Path folder) {
    Path path = folder.resolve("db");
    try (TwoTablesDb db = TwoTablesDb.open(path)) {
      db.words().put("a", "1");
    }
    Engine<TwoTables> engine =
        Engine.open(TwoTables.SCHEMA, path, options.recoveryListener(told::add), true);
    engine.close();

    assertThat(told.getLast().entries()).isEqualTo(1);
    assertThat(told.getLast().bytesDone()).isEqualTo(told.getLast().bytesTotal()).isPositive();
  }
}
