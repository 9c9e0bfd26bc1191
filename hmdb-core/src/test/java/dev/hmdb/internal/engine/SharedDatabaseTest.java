package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.CompactionResult;
import dev.hmdb.ConflictException;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.DatabaseLockedException;
import dev.hmdb.Options;
import dev.hmdb.Recovery;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.Snapshot;
import dev.hmdb.TableDefinition;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.codec.Codecs;
import dev.hmdb.internal.disk.RealDirectory;
import dev.hmdb.internal.log.ControlFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database in this process that other processes have open, too. */
@Timeout(60)
class SharedDatabaseTest {
  @TempDir Path parent;

  private Path path;
  private Engine<TwoTables> engine;
  private TwoTables own;

  @BeforeEach
  void open() {
    path = parent.resolve("db");
    reopen(Peer.options());
  }

  private void reopen(Options options) {
    engine = Engine.open(TwoTables.SCHEMA, path, options, false);
    own = TwoTables.of(engine);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /** What whoever opens it alone finds. */
  private String words() {
    engine.close();
    try (Closing alone = new Closing(TwoTables.open(path))) {
      TreeMap<String, String> found = new TreeMap<>();
      TwoTables.of(alone.engine()).words().forEach(found::put);
      assertThat(alone.engine().stats().tornBytes()).isZero();
      return found.toString();
    }
  }

  private record Closing(Engine<TwoTables> engine) implements AutoCloseable {
    @Override
    public void close() {
      engine.close();
    }
  }

  @Nested
  class Writing {
    @Test
    void eachSeesWhatTheOtherCommits() throws Exception {
      own.words().put("a", "1");
      try (Peer peer = Peer.open(path)) {
        assertThat(peer.call("get a")).isEqualTo("1");
        assertThat(peer.call("put b 2")).isEqualTo("done");
        assertThat(own.words().get("b")).isEqualTo("2");
        own.words().put("b", "3");
        assertThat(peer.call("get b")).isEqualTo("3");
        assertThat(peer.call("remove a")).isEqualTo("done");
        assertThat(own.words().get("a")).isNull();
        assertThat(own.words().size()).isEqualTo(1);
        assertThat(peer.call("size")).isEqualTo("1 0");
      }
      assertThat(words()).isEqualTo("{b=3}");
    }

    @Test
    void everyWayOfReadingSeesIt() throws Exception {
      try (Peer peer = Peer.open(path)) {
        peer.call("put a 1");
        assertThat(own.words().asMap()).containsEntry("a", "1");
        peer.call("put b 1");
        assertThat(own.words().stream().count()).isEqualTo(2);
        peer.call("put c 1");
        assertThat(engine.<Long, RuntimeException>read(tables -> tables.words().size()))
            .isEqualTo(3);
        peer.call("put d 1");
        try (Snapshot<TwoTables> snapshot = engine.snapshot()) {
          assertThat(snapshot.tables().words().get("d")).isEqualTo("1");
          peer.call("put e 1");
          assertThat(own.words().get("e")).isEqualTo("1");
          assertThat(snapshot.tables().words().get("e")).isNull();
        }
        peer.call("put f 1");
        assertThat(own.words().asMap().keySet().iterator()).toIterable().contains("f");
      }
    }

    @Test
    void aCommitOfAnotherProcessIsAConflict() throws Exception {
      own.words().put("a", "1");
      try (Peer peer = Peer.open(path);
          Transaction<TwoTables> tx = engine.begin()) {
        assertThat(tx.tables().words().get("a")).isEqualTo("1");
        peer.call("put a 2");
        tx.tables().words().put("b", "1");
        assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
      }
      assertThat(own.words().get("b")).isNull();
    }

    @Test
    void noIncrementIsLost() throws Exception {
      try (Peer one = Peer.open(path);
          Peer other = Peer.open(path)) {
        one.begin("increment 2000");
        other.begin("increment 2000");
        for (int i = 0; i < 2000; i++) {
          own.numbers().merge(0L, 1L, Long::sum);
        }
        one.expect("done");
        other.expect("done");
        assertThat(own.numbers().get(0L)).isEqualTo(6000);
      }
    }

    @Test
    void nothingIsLostWithSync() throws Exception {
      engine.close();
      reopen(Peer.options().durability(dev.hmdb.Durability.SYNC));
      try (Peer peer = Peer.start(path, "sync")) {
        peer.expect("open");
        peer.begin("increment 50");
        for (int i = 0; i < 50; i++) {
          own.numbers().merge(0L, 1L, Long::sum);
        }
        peer.expect("done");
        assertThat(own.numbers().get(0L)).isEqualTo(100);
        assertThat(engine.stats().syncs()).isGreaterThanOrEqualTo(50);
      }
    }

    @Test
    void whoLocksEverythingKeepsOtherProcessesOut() throws Exception {
      try (Peer peer = Peer.open(path)) {
        engine.<Boolean, RuntimeException>transaction(
            TxOptions.lockAll(),
            tx -> {
              begin(peer, "put a 2");
              tx.words().put("a", "1");
              return true;
            });
        peer.expect("done");
        assertThat(own.words().get("a")).isEqualTo("2");
      }
    }

    @Test
    void whoLocksATableKeepsOtherProcessesOut() throws Exception {
      try (Peer peer = Peer.open(path)) {
        engine.<Boolean, RuntimeException>transaction(
            TxOptions.lock(own.words()),
            tx -> {
              begin(peer, "put a 2");
              tx.words().put("a", "1");
              return true;
            });
        peer.expect("done");
        assertThat(own.words().get("a")).isEqualTo("2");
      }
    }

    private static void begin(Peer peer, String command) {
      try {
        peer.begin(command);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Test
    void aTransactionThatWritesNothingMakesNoCommit() throws Exception {
      try (Peer peer = Peer.open(path)) {
        peer.call("put a 1");
        long before = engine.stats().logBytes();
        own.words().remove("none");
        assertThat(own.words().get("a")).isEqualTo("1");
        assertThat(engine.stats().logBytes()).isGreaterThanOrEqualTo(before);
      }
    }
  }

  @Nested
  class Coming {
    @Test
    void aSecondOpeningInThisProcessIsRefused() {
      assertThatThrownBy(() -> Engine.open(TwoTables.SCHEMA, path, Peer.options(), false))
          .isInstanceOf(DatabaseLockedException.class)
          .hasMessageContaining("this process")
          .hasMessageContaining("has it open already");
    }

    @Test
    void anExclusiveOpeningIsRefusedAndNamesAllThatHaveItOpen() throws Exception {
      try (Peer peer = Peer.open(path);
          Peer exclusive = Peer.start(path, "exclusive")) {
        assertThat(exclusive.answer())
            .startsWith("DatabaseLockedException")
            .contains(
                "pid=" + peer.pid(), "pid=" + ProcessHandle.current().pid(), "mode=MULTI_PROCESS");
      }
    }

    @Test
    void sharingWhatSomebodyHasForHimselfIsRefused() throws Exception {
      engine.close();
      Engine<TwoTables> alone = TwoTables.open(path);
      try (Peer peer = Peer.start(path)) {
        assertThat(peer.answer())
            .startsWith("DatabaseLockedException")
            .contains("pid=" + ProcessHandle.current().pid(), "mode=EXCLUSIVE");
      } finally {
        alone.close();
      }
    }

    @Test
    void theLockTimeoutIsWaited() throws Exception {
      engine.close();
      Engine<TwoTables> alone = TwoTables.open(path);
      TwoTables.of(alone).words().put("a", "1");
      try (Peer peer = Peer.start(path, "timeout=50000")) {
        alone.close();
        peer.expect("open");
        assertThat(peer.call("get a")).isEqualTo("1");
      }
    }

    @Test
    void aSchemaThatChangesTheDatabaseIsRefused() throws Exception {
      try (Peer peer = Peer.open(path)) {
        engine.close();
        TableDefinition<String, String> more =
            new TableDefinition<>(2, "more", Codecs.STRING, Codecs.STRING);
        SchemaDefinition<TwoTables> wider =
            new SchemaDefinition<>(
                "dev.hmdb.test.Wider",
                List.of(TwoTables.WORDS, TwoTables.NUMBERS, more),
                TwoTables.Bound::new);
        assertThatThrownBy(() -> Engine.open(wider, path, Peer.options(), false))
            .isInstanceOf(SchemaMismatchException.class)
            .hasMessageContaining("close it in all of them first");
        assertThat(peer.call("put a 1")).isEqualTo("done");
      }
      Engine.open(
              new SchemaDefinition<>(
                  "dev.hmdb.test.Wider",
                  List.of(
                      TwoTables.WORDS,
                      TwoTables.NUMBERS,
                      new TableDefinition<>(2, "more", Codecs.STRING, Codecs.STRING)),
                  TwoTables.Bound::new),
              path,
              Peer.options(),
              false)
          .close();
    }

    @Test
    void theLastToLeaveSealsTheLog() throws Exception {
      try (Peer peer = Peer.open(path)) {
        own.words().put("a", "1");
        engine.close();
        peer.call("put b 2");
        peer.call("close");
      }
      assertThat(words()).isEqualTo("{a=1, b=2}");
    }

    @Test
    void itCanBeHadAloneBySharingAndBySharingAgain() {
      for (int i = 0; i < 3; i++) {
        own.words().put("k" + i, "v");
        engine.close();
        Engine<TwoTables> alone = TwoTables.open(path);
        TwoTables.of(alone).words().put("alone" + i, "v");
        alone.close();
        reopen(Peer.options());
        assertThat(own.words().size()).isEqualTo(2 * (i + 1));
      }
    }
  }

  @Nested
  class Dying {
    @Test
    void whatADeadProcessHeldIsFree() throws Exception {
      try (Peer peer = Peer.open(path)) {
        assertThat(peer.call("hold x")).isEqualTo("holding");
        peer.jvm().kill();
      }
      own.words().put("a", "1");
      assertThat(own.words().get("held")).isNull();
      assertThat(words()).isEqualTo("{a=1}");
    }

    @Test
    void aHolderThatStandsStillIsNamedAndGoesOnLater() throws Exception {
      engine.close();
      reopen(Peer.options().lockTimeout(Duration.ofMillis(300)));
      try (Peer peer = Peer.open(path)) {
        assertThat(peer.call("hold x")).isEqualTo("holding");
        peer.jvm().signal("STOP");
        assertThatThrownBy(() -> own.words().put("a", "1"))
            .isInstanceOf(DatabaseLockedException.class)
            .hasMessageContaining("nothing of it was kept")
            .hasMessageContaining("pid=" + peer.pid());
        assertThat(own.words().get("a")).isNull();
        peer.jvm().signal("CONT");
        peer.begin("");
        peer.expect("done");
        own.words().put("a", "1");
        assertThat(own.words().get("held")).isEqualTo("x");
      }
    }

    @Test
    void afterTheDeathOfAllNothingIsLost() throws Exception {
      try (Peer peer = Peer.open(path)) {
        own.words().put("a", "1");
        peer.call("put b 2");
        engine.kill();
      }
      reopen(Peer.options());
      assertThat(own.words().get("a")).isEqualTo("1");
      assertThat(own.words().get("b")).isEqualTo("2");
      assertThat(words()).isEqualTo("{a=1, b=2}");
    }
  }

  @Nested
  class Ending {
    /** The close found the right to write taken by its own process, and broke off in the middle. */
    @Test
    void aDatabaseCanBeClosedWhileABodyHasATableLocked() throws Exception {
      engine.close();
      reopen(Peer.options().lockTimeout(Duration.ofMillis(100)));
      Engine<TwoTables> first = engine;
      assertThatThrownBy(() ->
              first.<Boolean, RuntimeException>transaction(
                  TxOptions.lock(own.words()),
                  tx -> {
                    tx.words().put("a", "1");
                    closeOnAnotherThread(first);
                    return true;
                  }))
          .isInstanceOf(DatabaseClosedException.class);
      reopen(Peer.options());
      assertThat(own.words().get("a")).isNull();
    }

    @Test
    void aCloseDoesNotWaitAsLongAsACommit() {
      engine.close();
      reopen(Peer.options().lockTimeout(Duration.ofHours(1)));
      Engine<TwoTables> first = engine;
      assertThatThrownBy(() ->
              first.<Boolean, RuntimeException>transaction(
                  TxOptions.lock(own.words()),
                  tx -> {
                    tx.words().put("a", "1");
                    closeOnAnotherThread(first);
                    return true;
                  }))
          .isInstanceOf(DatabaseClosedException.class);
    }

    private static void closeOnAnotherThread(Engine<TwoTables> engine) {
      Thread closer = Thread.ofPlatform().start(engine::close);
      try {
        closer.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Test
    void aClosedDatabaseIsNotRead() {
      own.words().put("a", "1");
      engine.close();
      assertThatThrownBy(() -> own.words().get("a")).isInstanceOf(DatabaseClosedException.class);
      assertThatThrownBy(() -> own.words().put("a", "2"))
          .isInstanceOf(DatabaseClosedException.class);
    }

    @Test
    void aBackupIsOfTheNewestState() throws Exception {
      try (Peer peer = Peer.open(path)) {
        peer.call("put a 1");
        engine.backup(parent.resolve("copy"));
      }
      try (Closing copy = new Closing(TwoTables.open(parent.resolve("copy")))) {
        assertThat(TwoTables.of(copy.engine()).words().get("a")).isEqualTo("1");
      }
    }
  }

  @Nested
  class Compacting {
    @Test
    void othersFollow() throws Exception {
      try (Peer peer = Peer.open(path)) {
        peer.call("numbers 1000");
        own.words().put("a", "1");
        engine.compact();
        own.words().put("b", "1");
        assertThat(peer.call("get b")).isEqualTo("1");
        assertThat(peer.call("compact")).isEqualTo("done");
        peer.call("put c 1");
        assertThat(own.words().get("c")).isEqualTo("1");
        assertThat(own.numbers().size()).isEqualTo(1000);
        assertThat(engine.stats().reloads()).isZero();
        assertThat(engine.stats().snapshotBytes()).isPositive();
      }
      assertThat(words()).isEqualTo("{a=1, b=1, c=1}");
    }

    @Test
    void whatAnotherProcessHoldsUpIsSaidToBeNoTransaction() throws Exception {
      engine.close();
      reopen(Peer.options().lockTimeout(Duration.ofMillis(50)));
      own.words().put("a", "1");
      try (Peer peer = Peer.open(path)) {
        assertThat(peer.call("hold x")).isEqualTo("holding");
        assertThatThrownBy(engine::compact)
            .isInstanceOf(DatabaseLockedException.class)
            .hasMessageStartingWith("The database was not compacted, and goes on as it was: for ")
            .hasMessageContaining("pid=" + peer.pid());
      }
    }

    /** It waited as long as a commit would. */
    @Test
    void aCloseEndsACompactionThatWaitsForAnotherProcess() throws Exception {
      engine.close();
      reopen(Peer.options().lockTimeout(Duration.ofHours(1)));
      own.words().put("a", "1");
      try (Peer peer = Peer.open(path)) {
        assertThat(peer.call("hold x")).isEqualTo("holding");
        long waits = engine.stats().lockWaits();
        CompletableFuture<CompactionResult> compacted =
            CompletableFuture.supplyAsync(engine::compact);
        while (engine.stats().lockWaits() == waits) {
          Thread.onSpinWait();
        }
        engine.close();
        assertThatThrownBy(compacted::join).hasCauseInstanceOf(DatabaseClosedException.class);
      }
    }

    @Test
    void whatNobodyHasWrittenToSinceIsNotCompactedAgain() throws Exception {
      try (Peer peer = Peer.open(path)) {
        peer.call("put a 1");
        peer.call("compact");
        engine.compact();
        assertThat(engine.stats().compactions()).isZero();
      }
    }

    @Test
    void whoIsTwoCompactionsBehindLoadsEverything() throws Exception {
      own.words().put("old", "1");
      own.words().put("same", "1");
      try (Peer peer = Peer.open(path)) {
        peer.call("remove old");
        peer.call("compact");
        peer.call("put a 1");
        peer.call("compact");
        peer.call("put b 1");
        assertThat(own.words().get("a")).isEqualTo("1");
        assertThat(own.words().get("b")).isEqualTo("1");
        assertThat(own.words().get("old")).isNull();
        assertThat(own.words().get("same")).isEqualTo("1");
        assertThat(engine.stats().reloads()).isOne();
      }
      assertThat(words()).isEqualTo("{a=1, b=1, same=1}");
    }

    @Test
    void whoComesLaterReadsTheSnapshot() throws Exception {
      own.words().put("a", "1");
      engine.compact();
      own.words().put("b", "1");
      try (Peer peer = Peer.open(path)) {
        assertThat(peer.call("get a")).isEqualTo("1");
        assertThat(peer.call("get b")).isEqualTo("1");
        peer.call("put c 1");
        assertThat(own.words().get("c")).isEqualTo("1");
      }
    }
  }

  @Nested
  class ReadingAlone {
    @Test
    void aReaderFollows() throws Exception {
      own.words().put("a", "1");
      try (Peer reader = Peer.start(path, "readonly")) {
        reader.expect("open");
        assertThat(reader.call("get a")).isEqualTo("1");
        own.words().put("a", "2");
        assertThat(reader.call("get a")).isEqualTo("2");
        engine.compact();
        own.words().put("a", "3");
        assertThat(reader.call("get a")).isEqualTo("3");
        assertThat(reader.call("put a 4")).startsWith("UnsupportedOperationException");
      }
    }

    @Test
    void aReaderKeepsNobodyOut() throws Exception {
      try (Peer reader = Peer.start(path, "readonly")) {
        reader.expect("open");
        try (Peer peer = Peer.open(path)) {
          peer.call("put a 1");
          assertThat(reader.call("get a")).isEqualTo("1");
        }
        engine.close();
        reopen(Peer.options());
        own.words().put("b", "1");
        assertThat(reader.call("get b")).isEqualTo("1");
        assertThat(reader.call("get a")).isEqualTo("1");
      }
    }

    /** The reader had seen a commit that its writer had not synced. */
    @Test
    void aReaderForgetsWhatARecoveryCutsOff() throws Exception {
      own.words().put("a", "1");
      try (Peer reader = Peer.start(path, "readonly")) {
        reader.expect("open");
        long end = end();
        own.words().put("b", "of some length");
        assertThat(reader.call("get b")).isEqualTo("of some length");
        engine.kill();
        cutLogAt(end + 3);
        reopen(Peer.options());
        assertThat(engine.stats().tornBytes()).isPositive();
        own.words().put("c", "1");
        assertThat(reader.call("get c")).isEqualTo("1");
        assertThat(reader.call("get b")).isEqualTo("null");
        assertThat(reader.call("get a")).isEqualTo("1");
      }
    }

    /** A salvage makes a new database, of which the reader was not told. */
    @Test
    void aReaderGoesOnWithWhatASalvageLeaves() throws Exception {
      for (int i = 0; i < 50; i++) {
        own.words().put("k" + i, "v" + i);
      }
      engine.sync();
      own.words().put("promises", "1"); // that what is before was synced
      try (Peer reader = Peer.start(path, "readonly")) {
        reader.expect("open");
        assertThat(reader.call("get promises")).isEqualTo("1");
        engine.kill();
        damageLogAt(600);
        reopen(Peer.options().recovery(Recovery.SALVAGE));
        assertThat(engine.salvageReport()).isNotNull();
        own.words().put("new", "1");
        assertThat(reader.call("get new")).isEqualTo("1");
        assertThat(reader.call("size")).isEqualTo(own.words().size() + " 0");
      }
    }

    private void damageLogAt(long offset) throws IOException {
      Path log = path.resolve("log-0000000000000001.hmdb");
      try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        int _ = channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}), offset);
      }
    }

    /** Position after the last commit, which is an offset in the first segment, too. */
    private long end() throws IOException {
      try (RealDirectory directory = RealDirectory.openReadOnly(path);
          ControlFile control = ControlFile.open(directory, true)) {
        return control.state().end();
      }
    }

    private void cutLogAt(long offset) throws IOException {
      Path log = path.resolve("log-0000000000000001.hmdb");
      try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        channel.truncate(offset);
      }
    }

    @Test
    void aReaderNeedsNoRightToWriteAndWritesNothing() throws Exception {
      own.words().put("a", "1");
      var rights = Files.getPosixFilePermissions(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
      try (Peer reader = Peer.start(path, "readonly")) {
        reader.expect("open");
        assertThat(reader.call("get a")).isEqualTo("1");
      } finally {
        Files.setPosixFilePermissions(path, rights);
      }
    }
  }
}
