package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Compaction;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.Options;
import dev.hmdb.Recovery;
import dev.hmdb.SalvageReport;
import dev.hmdb.SalvageReport.Damage;
import dev.hmdb.SalvageReport.Kind;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that has lost some sectors. */
class UnreadableFilesTest {
  private static final String LOG_1 = "log-0000000000000001.hmdb";
  private static final String SNAPSHOT_2 = "snapshot-0000000000000002.hmdb";
  private static final Options STRICT = Options.defaults().compaction(Compaction.manual());
  private static final Options SALVAGE = STRICT.recovery(Recovery.SALVAGE);
  private static final Logger LOGGER = Logger.getLogger("dev.hmdb");

  /** Some hundred bytes each, so that a page holds a few. */
  private static final long COUNT = 100;

  private final SimulatedDirectory disk = new SimulatedDirectory();
  private final FailingDirectory failing = new FailingDirectory(disk);

  @BeforeEach
  void keepQuiet() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterEach
  void leaveNoFileOpen() {
    LOGGER.setLevel(null);
    assertThat(disk.openFiles()).isZero();
  }

  private void fill(boolean compacts) {
    Engine<TwoTables> engine = TwoTables.open(disk, STRICT);
    for (long i = 0; i < COUNT; i++) {
      TwoTables.of(engine).words().put("key " + i, "x".repeat(300));
    }
    if (compacts) {
      engine.compact();
    }
    engine.close();
  }

  private SalvageReport salvage() {
    Engine<TwoTables> engine = TwoTables.open(failing, SALVAGE);
    try {
      return engine.salvageReport();
    } finally {
      engine.close();
    }
  }

  private long entriesNow() {
    Engine<TwoTables> engine = TwoTables.open(disk, STRICT);
    try {
      return TwoTables.of(engine).words().size();
    } finally {
      engine.close();
    }
  }

  @Test
  void strictNamesTheFileAndTheOffset() {
    fill(false);
    failing.failReads(LOG_1, 8192, 12288);

    assertThatThrownBy(() -> TwoTables.open(failing, STRICT))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining("read " + LOG_1 + " at ");
  }

  @Test
  void aSalvageReadsOnBehindAnUnreadablePage() {
    fill(false);
    failing.failReads(LOG_1, 8192, 12288);

    assertThat(salvage().damages())
        .filteredOn(damage -> damage.description().startsWith("the disk cannot read this range"))
        .singleElement()
        .satisfies(damage -> {
          assertThat(damage.kind()).isEqualTo(Kind.TRANSACTIONS);
          assertThat(damage.file()).isEqualTo(LOG_1);
          assertThat(damage.offset()).isEqualTo(8192);
          assertThat(damage.length()).isEqualTo(4096);
        });
    assertThat(entriesNow()).isBetween(COUNT - 16, COUNT - 10);
  }

  @Test
  void adjacentPagesAreToldAsOneRange() {
    fill(false);
    failing.failReads(LOG_1, 8193, 12289);

    assertThat(salvage().damages())
        .filteredOn(damage -> damage.description().startsWith("the disk cannot read this range"))
        .singleElement()
        .extracting(Damage::length)
        .isEqualTo(8192L);
  }

  @Test
  void theCopyHasZerosWhereTheDiskCannotRead() {
    fill(false);
    byte[] expected = disk.bytes(LOG_1);
    Arrays.fill(expected, 8192, 12288, (byte) 0);
    failing.failReads(LOG_1, 8192, 12288);
    salvage();

    assertThat(disk.bytes(LOG_1 + ".damaged-1")).isEqualTo(expected);
  }

  @Test
  void anUnreadablePageAtTheEndOfTheLogIsNoEndOfTheLog() {
    fill(false);
    int end = disk.bytes(LOG_1).length;
    failing.failReads(LOG_1, end - 1000, end);

    SalvageReport report = salvage();
    assertThat(report.isLossless()).isFalse();
    assertThat(entriesNow()).isLessThan(COUNT);
  }

  @Test
  void aSnapshotFileIsReadOnBehindAnUnreadablePageToo() {
    fill(true);
    failing.failReads(SNAPSHOT_2, 30_000, 30_001);

    SalvageReport report = salvage();
    assertThat(report.isLossless()).isFalse();
    assertThat(report.text()).contains(SNAPSHOT_2 + " at offset=28672 length=4096: the disk");
  }

  @Test
  void readOnlyItIsSalvagedInMemoryAlone() {
    fill(false);
    FailingDirectory readOnly = new FailingDirectory(disk.readOnly()).failReads(LOG_1, 8192, 12288);
    Engine<TwoTables> engine = TwoTables.open(readOnly, SALVAGE);

    assertThat(TwoTables.of(engine).words().size()).isBetween(COUNT - 16, COUNT - 10);
    engine.close();
    assertThat(disk.list()).containsExactly(LOG_1);
  }

  @Test
  void anErrorThatDoesNotComeBackIsNoDamage() {
    fill(false);
    int read = firstRead();
    failing.failAt(read, FailingDirectory.Fault.IO_ERROR);

    assertThatThrownBy(() -> TwoTables.open(failing, SALVAGE))
        .isInstanceOf(DatabaseOpenException.class);
    assertThat(entriesNow()).isEqualTo(COUNT);
  }

  private int firstRead() {
    FailingDirectory counting = new FailingDirectory(disk);
    TwoTables.open(counting, STRICT).kill();
    return counting.trace().indexOf("read " + LOG_1) + 1;
  }
}
