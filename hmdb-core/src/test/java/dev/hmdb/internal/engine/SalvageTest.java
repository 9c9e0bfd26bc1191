package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hmdb.Compaction;
import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.Options;
import dev.hmdb.Recovery;
import dev.hmdb.SalvageReport;
import dev.hmdb.SalvageReport.Damage;
import dev.hmdb.SalvageReport.Kind;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TxOptions;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.FrameKind;
import dev.hmdb.internal.log.Log;
import dev.hmdb.internal.log.LogOptions;
import dev.hmdb.internal.snapshot.Block;
import dev.hmdb.internal.snapshot.SnapshotReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SalvageTest {
  private static final String LOG_1 = "log-0000000000000001.hmdb";
  private static final String LOG_2 = "log-0000000000000002.hmdb";
  private static final String SNAPSHOT_2 = "snapshot-0000000000000002.hmdb";

  private static final Options STRICT = Options.defaults().compaction(Compaction.manual());
  private static final Options SALVAGE = STRICT.recovery(Recovery.SALVAGE);
  private static final Logger LOGGER = Logger.getLogger("dev.hmdb");

  private SimulatedDirectory directory = new SimulatedDirectory();

  @BeforeEach
  void keepQuiet() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterEach
  void leaveNoFileOpen() {
    LOGGER.setLevel(null);
    assertThat(directory.openFiles()).isZero();
  }

  private interface Work {
    void on(Engine<TwoTables> engine, TwoTables tables);
  }

  /** Opens, works, and closes cleanly. */
  private void session(Work work) {
    Engine<TwoTables> engine = TwoTables.open(directory, STRICT);
    work.on(engine, TwoTables.of(engine));
    engine.close();
  }

  /** Three transactions in one segment. */
  private void logOfThree() {
    session((_, tables) -> {
      tables.words().put("first", "1");
      tables.words().put("second", "2");
      tables.numbers().put(3L, 33L);
    });
  }

  /** A snapshot of two tables, and a transaction behind it. */
  private void compacted() {
    session((engine, tables) -> {
      tables.words().put("first", "1");
      tables.words().put("second", "2");
      tables.numbers().put(3L, 33L);
      engine.compact();
      tables.words().put("fourth", "4");
    });
  }

  /** Flips a bit of the first place in a file where a text is. */
  private void damage(String file, String text) {
    byte[] bytes = directory.bytes(file);
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = all.indexOf(text);
    assertThat(at).as("%s in %s", text, file).isNotNegative();
    bytes[at + text.length() - 1] ^= 1;
    directory.put(file, bytes);
  }

  private Map<Object, Object> salvaged(SalvageCheck check) {
    Engine<TwoTables> engine = TwoTables.open(directory, SALVAGE);
    try {
      check.on(engine.salvageReport());
      Map<Object, Object> state = new HashMap<>();
      TwoTables.of(engine).words().forEach(state::put);
      TwoTables.of(engine).numbers().forEach(state::put);
      return state;
    } finally {
      engine.close();
    }
  }

  private interface SalvageCheck {
    void on(SalvageReport report);
  }

  private static Damage only(SalvageReport report) {
    assertThat(report.damages()).hasSize(1);
    return report.damages().getFirst();
  }

  @Test
  void whatIsNotDamagedIsOpenedAsItIs() {
    logOfThree();
    List<String> before = directory.list();

    assertThat(salvaged(report -> assertThat(report).isNull())).hasSize(3);
    assertThat(directory.list()).isEqualTo(before);
  }

  @Test
  void aNewDatabaseCanBeMade() {
    assertThat(salvaged(report -> assertThat(report).isNull())).isEmpty();
  }

  @Test
  void aLostTransactionIsNamedByTableAndKey() {
    logOfThree();
    damage(LOG_1, "second" + (char) 1 + "2");

    Map<Object, Object> kept =
        salvaged(report -> {
          Damage damage = only(report);
          assertThat(damage.kind()).isEqualTo(Kind.TRANSACTIONS);
          assertThat(damage.file()).isEqualTo(LOG_1);
          assertThat(damage.keys()).isEqualTo(Map.of("words", List.of("second")));
          assertThat(damage.description())
              .isEqualTo("one transaction or more is damaged; at stake: of words");
          assertThat(report.isLossless()).isFalse();
        });
    assertThat(kept).isEqualTo(Map.of("first", "1", 3L, 33L));
  }

  @Test
  void aLostBlockIsNamedByTableAndKeys() {
    compacted();
    damage(SNAPSHOT_2, "second" + (char) 1 + "2");

    Map<Object, Object> kept =
        salvaged(report -> {
          Damage damage = only(report);
          assertThat(damage.kind()).isEqualTo(Kind.ENTRIES);
          assertThat(damage.file()).isEqualTo(SNAPSHOT_2);
          assertThat(damage.entries()).isEqualTo(2);
          assertThat(damage.keys().get("words")).containsExactlyInAnyOrder("first", "second");
          assertThat(damage.description())
              .isEqualTo("a block of 2 entries of table words is damaged");
        });
    assertThat(kept).isEqualTo(Map.of(3L, 33L, "fourth", "4"));
  }

  @Test
  void keysThatWereWrittenAgainLaterAreNotLost() {
    compacted();
    session((_, tables) -> tables.words().put("first", "again"));
    damage(SNAPSHOT_2, "second" + (char) 1 + "2");

    Map<Object, Object> kept =
        salvaged(report ->
            assertThat(only(report).keys()).isEqualTo(Map.of("words", List.of("second"))));
    assertThat(kept).containsEntry("first", "again").doesNotContainKey("second");
  }

  @Test
  void theHeadOfABlockAloneCostsNothing() throws IOException {
    compacted();
    Block block;
    try (SnapshotReader reader = SnapshotReader.open(directory, 2)) {
      block = reader.blocks().getFirst();
    }
    byte[] bytes = directory.bytes(SNAPSHOT_2);
    bytes[(int) block.offset() + 16] ^= 1;
    directory.put(SNAPSHOT_2, bytes);

    Map<Object, Object> kept =
        salvaged(report -> {
          assertThat(only(report).kind()).isEqualTo(Kind.STRUCTURE);
          assertThat(report.isLossless()).isTrue();
        });
    assertThat(kept).hasSize(4);
  }

  @Test
  void theCopiesAreTheDamagedFilesByteForByte() {
    compacted();
    damage(SNAPSHOT_2, "second" + (char) 1 + "2");
    byte[] snapshot = directory.bytes(SNAPSHOT_2);
    byte[] log = directory.bytes(LOG_2);

    salvaged(report ->
        assertThat(report.originals())
            .containsExactly(SNAPSHOT_2 + ".damaged-1", LOG_2 + ".damaged-1"));
    assertThat(directory.bytes(SNAPSHOT_2 + ".damaged-1")).isEqualTo(snapshot);
    assertThat(directory.bytes(LOG_2 + ".damaged-1")).isEqualTo(log);
    assertThat(directory.list()).doesNotContain(SNAPSHOT_2, LOG_2);
  }

  @Test
  void aSecondSalvageKeepsTheCopiesOfTheFirst() {
    logOfThree();
    damage(LOG_1, "second" + (char) 1 + "2");
    salvaged(_ -> {});
    damage("snapshot-0000000000000002.hmdb", "first" + (char) 1 + "1");

    salvaged(
        report -> assertThat(report.originals()).allMatch(name -> name.endsWith(".damaged-2")));
    assertThat(directory.list()).contains(LOG_1 + ".damaged-1");
  }

  @Test
  void openedReadOnlyItChangesNothing() {
    logOfThree();
    damage(LOG_1, "second" + (char) 1 + "2");
    byte[] before = directory.bytes(LOG_1);
    Engine<TwoTables> engine = TwoTables.open(directory.readOnly(), SALVAGE);

    assertThat(TwoTables.of(engine).words().asMap()).isEqualTo(Map.of("first", "1"));
    assertThat(engine.salvageReport().originals()).isEmpty();
    assertThat(only(engine.salvageReport()).kind()).isEqualTo(Kind.TRANSACTIONS);
    engine.close();
    assertThat(directory.list()).containsExactly(LOG_1);
    assertThat(directory.bytes(LOG_1)).isEqualTo(before);
  }

  @Test
  void aSegmentThatIsMissingIsNamed() {
    compacted();
    SimulatedDirectory without = new SimulatedDirectory();
    without.put(SNAPSHOT_2, directory.bytes(SNAPSHOT_2));
    directory = without;

    Map<Object, Object> kept =
        salvaged(report -> {
          assertThat(only(report).kind()).isEqualTo(Kind.FILE);
          assertThat(only(report).file()).isEqualTo(LOG_2);
        });
    assertThat(kept).isEqualTo(Map.of("first", "1", "second", "2", 3L, 33L));
  }

  @Test
  void aSnapshotThatIsMissingIsNamed() {
    compacted();
    SimulatedDirectory without = new SimulatedDirectory();
    without.put(LOG_2, directory.bytes(LOG_2));
    directory = without;

    Map<Object, Object> kept =
        salvaged(report -> {
          assertThat(only(report).kind()).isEqualTo(Kind.FILE);
          assertThat(only(report).file()).isEqualTo(SNAPSHOT_2);
        });
    assertThat(kept).isEqualTo(Map.of("fourth", "4"));
  }

  /** A compaction that was done, but did not come to delete what it replaced. */
  @Test
  void theFilesBeforeASnapshotStandInForIt() {
    logOfThree();
    SimulatedDirectory before = directory;
    FailingDirectory counting = new FailingDirectory(before.kill());
    compact(counting);
    int delete = counting.trace().indexOf("delete " + LOG_1) + 1;
    FailingDirectory failing = new FailingDirectory(before.kill()).failAt(delete, Fault.CRASH);
    catchThrowable(() -> compact(failing));
    directory = failing.atCrash().kill();
    assertThat(directory.list()).contains(LOG_1, LOG_2, SNAPSHOT_2);
    damage(SNAPSHOT_2, "first" + (char) 1 + "1");

    Map<Object, Object> kept =
        salvaged(report -> {
          assertThat(only(report).file()).isEqualTo(SNAPSHOT_2);
          assertThat(report.isLossless()).isTrue();
        });
    assertThat(kept).isEqualTo(Map.of("first", "1", "second", "2", 3L, 33L));
  }

  /** An old snapshot that somebody put back does not make up for what came after it. */
  @Test
  void anOldSnapshotAloneDoesNotStandInForANewOne() {
    compacted();
    byte[] old = directory.bytes(SNAPSHOT_2);
    session((engine, _) -> engine.compact());
    damage("snapshot-0000000000000003.hmdb", "fourth" + (char) 1 + "4");
    directory.put(SNAPSHOT_2, old);

    Map<Object, Object> kept =
        salvaged(report -> {
          assertThat(report.isLossless()).isFalse();
          assertThat(report.damages())
              .extracting(Damage::file)
              .containsExactly(LOG_2, "snapshot-0000000000000003.hmdb");
          assertThat(report.damages().getLast().keys().get("words")).doesNotContain("first");
        });
    assertThat(kept).isEqualTo(Map.of("first", "1", "second", "2", 3L, 33L));
  }

  private static void compact(FailingDirectory directory) {
    Engine<TwoTables> engine = TwoTables.open(directory, STRICT);
    engine.compact();
    engine.close();
  }

  @Test
  void aFileOfWhichNothingIsLeftIsNamed() {
    logOfThree();
    directory.put(LOG_1, new byte[4000]);

    Map<Object, Object> kept =
        salvaged(report -> {
          assertThat(only(report).kind()).isEqualTo(Kind.FILE);
          assertThat(only(report).file()).isEqualTo(LOG_1);
        });
    assertThat(kept).isEmpty();
  }

  @Test
  void aValueThatItsTypeRefusesIsLeftOutWithItsTransaction() {
    logOfThree();
    session((engine, _) ->
        engine.transaction(
            TxOptions.defaults(),
            tx -> {
              tx.words().put("fourth", "4");
              tx.numbers().put(4L, -1L);
              return true;
            }));
    Engine<?> engine =
        Engine.open(refusingNegatives(), directory, SALVAGE, new LogOptions(4096, 1 << 20, false));

    Damage damage = only(engine.salvageReport());
    assertThat(damage.kind()).isEqualTo(Kind.REFUSED);
    assertThat(damage.keys()).isEqualTo(Map.of("words", List.of("fourth"), "numbers", List.of(4L)));
    assertThat(damage.description()).contains("table numbers, the value of key 4");
    Table<String, String> words = engine.tables().table(TwoTables.WORDS);
    assertThat(words.asMap()).isEqualTo(Map.of("first", "1", "second", "2"));
    engine.close();
  }

  private static SchemaDefinition<Object> refusingNegatives() {
    var codec =
        Codecs.mapped(
            Codecs.LONG,
            (Long value) -> value,
            (Long stored) -> {
              if (stored < 0) {
                throw new IllegalArgumentException("negative");
              }
              return stored;
            });
    return new SchemaDefinition<>(
        "Refusing",
        List.of(
            TwoTables.WORDS,
            new TableDefinition<>(1, "numbers", Codecs.LONG, codec, new TwoTables.LongShape())),
        source -> source);
  }

  @Test
  void strictSaysWhatIsAtStakeAndWhatToRun() {
    compacted();
    damage(SNAPSHOT_2, "second" + (char) 1 + "2");

    assertThatThrownBy(() -> TwoTables.open(directory, STRICT))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining(SNAPSHOT_2)
        .hasMessageContaining("damaged block at offset=")
        .hasMessageContaining("checksum found=0x")
        .hasMessageContaining("a block of 2 entries of table words is damaged")
        .hasMessageContaining(
            "Options.recovery(Recovery.SALVAGE) opens it without that: it keeps 2"
                + " entries, and copies of the damaged files beside them");
    assertThat(directory.list()).containsExactly(LOG_2, SNAPSHOT_2);
  }

  @Test
  void strictSaysWhichTransactionsAndTablesAreAtStake() {
    logOfThree();
    damage(LOG_1, "second" + (char) 1 + "2");

    assertThatThrownBy(() -> TwoTables.open(directory, STRICT))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining(LOG_1 + ": damaged frame at offset=")
        .hasMessageContaining("one transaction or more is damaged; at stake: of words")
        .hasMessageContaining("it keeps 2 entries");
  }

  @Test
  void aRefusalsTraceSaysEverythingOnce() {
    logOfThree();
    damage(LOG_1, "second" + (char) 1 + "2");

    Throwable refusal = catchThrowable(() -> TwoTables.open(directory, STRICT));
    StringWriter trace = new StringWriter();
    refusal.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString().split("damaged frame at offset=", -1)).hasSize(2);
    assertThat(refusal.getStackTrace()[0].getClassName()).startsWith("dev.hmdb.internal.log");
  }

  private List<String> traceOfSalvage(SimulatedDirectory damaged) {
    FailingDirectory counting = new FailingDirectory(damaged.kill());
    TwoTables.open(counting, SALVAGE).close();
    return counting.trace();
  }

  /** After a crash at any step the database can be opened, with all that was salvaged. */
  @Test
  void aCrashAtAnyStepCanBeSalvagedAgain() {
    compacted();
    damage(SNAPSHOT_2, "second" + (char) 1 + "2");
    byte[] snapshot = directory.bytes(SNAPSHOT_2);
    SimulatedDirectory damaged = directory;
    List<String> trace = traceOfSalvage(damaged);
    for (int n = 1; n <= trace.size(); n++) {
      FailingDirectory failing = new FailingDirectory(damaged.kill()).failAt(n, Fault.CRASH);
      catchThrowable(() -> TwoTables.open(failing, SALVAGE).close());
      for (LossPattern pattern : LossPattern.values()) {
        directory = failing.atCrash().crash(pattern, n);
        String when = "call " + n + " " + trace.get(n - 1) + " " + pattern;
        assertThat(salvaged(_ -> {})).as(when).isEqualTo(Map.of(3L, 33L, "fourth", "4"));
        assertThat(directory.list())
            .as(when)
            .anyMatch(name ->
                name.startsWith(SNAPSHOT_2) && Arrays.equals(directory.bytes(name), snapshot));
      }
    }
  }

  @Test
  void aFailureAtAnyStepCanBeSalvagedAgain() {
    compacted();
    damage(SNAPSHOT_2, "second" + (char) 1 + "2");
    SimulatedDirectory damaged = directory;
    List<String> trace = traceOfSalvage(damaged);
    for (int n = 1; n <= trace.size(); n++) {
      for (Fault fault : new Fault[] {Fault.IO_ERROR, Fault.NO_SPACE}) {
        directory = damaged.kill();
        FailingDirectory failing = new FailingDirectory(directory).failAt(n, fault);
        catchThrowable(() -> TwoTables.open(failing, SALVAGE).close());
        String when = "call " + n + " " + trace.get(n - 1) + " " + fault;
        assertThat(directory.openFiles()).as(when).isZero();
        assertThat(salvaged(_ -> {})).as(when).isEqualTo(Map.of(3L, 33L, "fourth", "4"));
      }
    }
  }

  /** Has the log go on in the next segment, with nothing but the schema in it. */
  private static void switchSegment(Log log) throws IOException {
    Encoder schema = new Encoder();
    Catalog.empty().with(TwoTables.SCHEMA).encode(schema);
    log.switchTo(log.prepareNext(schema.toByteArray()));
    log.finishSwitch();
  }

  @Test
  void aLostEndOfASegmentIsToldIfThereAreCommitsBehindAnEmptySegment() throws IOException {
    logOfThree();
    long end;
    LogOptions options = new LogOptions(4096, 1 << 20, false);
    try (Log log = Log.open(directory, Log.FIRST_SEGMENT, null, options, (_, _, _, _, _) -> {})) {
      end = log.end();
      switchSegment(log);
      switchSegment(log);
    }
    session((_, tables) -> tables.words().put("fourth", "4"));
    byte[] bytes = directory.bytes(LOG_1);
    Arrays.fill(bytes, (int) end, bytes.length, (byte) 0);
    directory.put(LOG_1, bytes);

    Map<Object, Object> kept =
        salvaged(report -> {
          assertThat(only(report).kind()).isEqualTo(Kind.TRANSACTIONS);
          assertThat(only(report).file()).isEqualTo(LOG_1);
          assertThat(only(report).description()).startsWith("its end is damaged or missing");
        });
    assertThat(kept).isEqualTo(Map.of("first", "1", "second", "2", 3L, 33L, "fourth", "4"));
  }

  /** The next opening would find no damage any more, and so would not tell what was lost. */
  @Test
  void aFailureAfterTheDamageWasReplacedSaysWhatWasLost() {
    compacted();
    damage(SNAPSHOT_2, "second" + (char) 1 + "2");
    List<String> trace = traceOfSalvage(directory);
    int opened = trace.lastIndexOf("open snapshot-0000000000000003.hmdb");
    FailingDirectory failing = new FailingDirectory(directory).failAt(opened + 1, Fault.IO_ERROR);

    assertThatThrownBy(() -> TwoTables.open(failing, SALVAGE))
        .isInstanceOf(DatabaseOpenException.class)
        .rootCause()
        .satisfies(cause ->
            assertThat(cause.getSuppressed()[0])
                .hasMessageContaining("was salvaged before the failure")
                .hasMessageContaining(SNAPSHOT_2 + ".damaged-1")
                .hasMessageContaining("keys of words: [")
                .hasMessageContaining("second"));
    assertThat(salvaged(report -> assertThat(report).isNull())).doesNotContainKey("second");
  }

  @Test
  void aFailureBeforeTheDamageWasReplacedSaysWhatWouldBeLost() {
    compacted();
    damage(SNAPSHOT_2, "second" + (char) 1 + "2");
    int copied = traceOfSalvage(directory).indexOf("create " + SNAPSHOT_2 + ".damaged-1") + 1;
    FailingDirectory failing = new FailingDirectory(directory).failAt(copied, Fault.NO_SPACE);

    assertThatThrownBy(() -> TwoTables.open(failing, SALVAGE))
        .isInstanceOf(DatabaseOpenException.class)
        .rootCause()
        .satisfies(cause ->
            assertThat(cause.getSuppressed()[0])
                .hasMessageContaining("was not salvaged yet")
                .hasMessageContaining("second"));
  }

  @Test
  void ofAGapOfAnyLengthTheFirstSegmentsAreToldAndThenTheLast() throws IOException {
    session((engine, tables) -> {
      tables.words().put("first", "1");
      engine.compact();
    });
    directory.delete(LOG_2);
    directory.put("log-0900000000000000.hmdb", new byte[3]);
    Engine<TwoTables> engine = TwoTables.open(directory, SALVAGE);
    List<String> missing =
        engine.salvageReport().damages().stream()
            .map(Damage::description)
            .filter(what -> what.contains("missing"))
            .toList();
    assertThat(missing).hasSize(101);
    assertThat(missing.getLast())
        .isEqualTo("this segment and all up to number 899999999999999 are missing");
    assertThat(TwoTables.of(engine).words().size()).isEqualTo(1);
    engine.close();
  }

  @Test
  void aFileBehindWhoseNumberNoneIsLeftIsLeftAlone() {
    logOfThree();
    directory.put("log-9999999999999999.hmdb", new byte[3]);
    directory.put("snapshot-9999999999999999.hmdb", new byte[3]);
    session((engine, tables) -> {
      assertThat(tables.words().size()).isEqualTo(2);
      engine.compact();
    });
    assertThat(directory.list())
        .contains("log-9999999999999999.hmdb", "snapshot-9999999999999999.hmdb", LOG_2, SNAPSHOT_2);
  }

  @Test
  void aSchemaThatNobodyUnderstandsIsToldAndPassedOver() throws IOException {
    logOfThree();
    LogOptions options = new LogOptions(4096, 1 << 20, false);
    try (Log log = Log.open(directory, Log.FIRST_SEGMENT, null, options, (_, _, _, _, _) -> {})) {
      log.append(FrameKind.SCHEMA, new byte[] {99}, 0, 1);
    }
    assertThatThrownBy(() -> TwoTables.open(directory, STRICT))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("schema layout 99, expected 2");
    Engine<TwoTables> engine = TwoTables.open(directory, SALVAGE);
    assertThat(engine.salvageReport().isLossless()).isTrue();
    assertThat(engine.salvageReport().damages().getFirst().description())
        .contains("a schema has a checksum that holds, but cannot be read");
    assertThat(TwoTables.of(engine).numbers().get(3L)).isEqualTo(33L);
    engine.close();
  }
}
